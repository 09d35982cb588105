"""Whose word stands: a person's choice, else the strongest source, else the newest."""

from __future__ import annotations

import pytest

from server.imports.said import Ranks, Said, choose


def said(source, value, at="2025-01-01"):
    return Said(source, value, value, at)


RANKS = {"a": Ranks(1), "b": Ranks(2, {"phone": 1}), "c": Ranks()}


@pytest.mark.parametrize(
    ("words", "person", "chosen"),
    [
        ([said("a", "x"), said("b", "y")], None, ("a", "PRIORITY", False)),
        ([said("b", "y", "2025-02-01"), said("c", "x")], None, ("b", "PRIORITY", False)),
        ([said("c", "x"), said("d", "y", "2025-02-01")], None, ("d", "NEWEST", True)),
        ([said("a", "x"), said("b", "y")], "b", ("b", "PERSON", False)),
        ([said("a", "x"), said("b", "x")], None, ("a", "PRIORITY", False)),
    ],
)
def test_whose_word_stands(words, person, chosen):
    found = choose("name", words, RANKS, person)

    assert (found.said.source, found.rule, found.is_open) == chosen


def test_a_field_may_have_a_rank_of_its_own():
    assert choose("phone", [said("a", "x"), said("b", "y", "2025-02-01")], RANKS).is_open
    assert not choose("name", [said("a", "x"), said("b", "y", "2025-02-01")], RANKS).is_open
