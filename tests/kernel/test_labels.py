"""Bilingual labels."""

from __future__ import annotations

import pytest

from server.kernel.labels import label, split


def test_a_label_splits_into_its_two_languages():
    assert split(label("入职日期", "Hire date")) == ("入职日期", "Hire date")


@pytest.mark.parametrize("text", ["入职日期", " | Hire date", "入职日期 | ", "", "入职日期|Hire date"])
def test_a_label_lacking_a_language_is_refused(text):
    with pytest.raises(ValueError, match="not a bilingual label"):
        split(text)
