"""What the pages of guests share."""

from __future__ import annotations

import pytest

from server.kernel.errors import Denied
from ui.intake.guests import sentence


def test_expected_trouble_says_its_sentence_and_status_and_anything_else_is_raised_again():
    trouble = Denied("太频繁了。", "Too often.")

    assert sentence(trouble, "en") == ("Too often.", Denied.status)
    assert sentence(trouble, "zh")[0] == "太频繁了。"
    with pytest.raises(KeyError):
        sentence(KeyError("x"), "en")
