"""Addresses, words and ways back."""

from __future__ import annotations

import pytest

from ui.page import back_to, query, word


def test_a_query_leaves_out_what_is_empty():
    assert query({"q": "", "status": ["A", "B"]}, after="c") == "?status=A&status=B&after=c"
    assert query({"q": None}) == "?"


@pytest.mark.parametrize(
    ("place", "led"), [("/people", "/people"), ("//evil", "/"), ("/\\evil", "/"), ("https://evil", "/")]
)
def test_the_way_back_is_our_own(place, led):
    assert back_to(place).headers["location"] == led


def test_an_unknown_word_shows_as_it_is_and_none_is_a_dash():
    assert word("en", "status", "ACTIVE") == "Active"
    assert word("zh", "status", "NEW") == "NEW"
    assert word("zh", "status", None) == "—"
