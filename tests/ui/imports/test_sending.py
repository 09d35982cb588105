"""What every form of these pages does with what was sent."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from ui.imports.sending import key_of, number_of


@pytest.mark.parametrize(("text", "number"), [("7", 7), (" 7 ", 7), ("-1", None), ("x", None), ("", None)])
def test_a_number_is_whole_or_none(text, number):
    assert number_of(FormData([("n", text)]), "n") == number


def test_a_form_without_a_key_gets_one_of_its_own():
    assert key_of(FormData([("key", "k")])) == "k"
    assert len(key_of(FormData([]))) == 32
