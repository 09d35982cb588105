"""Columns are those the reader chose, in their order; those nobody may see are named once."""

from __future__ import annotations

from tests.ui.stage import OTHER, PERSON
from ui.masks import Masks
from ui.page import Answer
from ui.people.columns import COLUMNS, KNOWN, USUAL, chosen, moved, offered, split, wanted


def test_what_is_chosen_keeps_its_order_and_what_is_unknown_is_dropped():
    assert [one.field for one in chosen(["phone", "gone", "status"])] == ["phone", "status"]
    assert chosen([]) == list(USUAL)


def test_every_column_is_offered_those_shown_first():
    found = offered([KNOWN["phone"]])

    assert found[0] == (KNOWN["phone"], True)
    assert {one for one, _ in found} == set(COLUMNS)
    assert [shown for _, shown in found].count(True) == 1


def test_a_column_moves_a_step_and_stays_at_the_ends():
    assert moved(["a", "b", "c"], "c", -1) == ["a", "c", "b"]
    assert moved(["a", "b"], "a", -1) == ["a", "b"]
    assert moved(["a", "b"], "x", 1) == ["a", "b"]


def test_only_what_is_shown_is_asked_for():
    asked = wanted([KNOWN["phone"]])

    assert [name for name, wanted in asked.items() if wanted] == ["phone"]
    assert asked.keys() == KNOWN.keys()


def test_many_columns_no_one_may_see_are_named_once_instead_of_locked_in_each_row():
    names = ("position", "department", "status")
    masks = [{"path": f"employees.nodes.{name}", "rule": "r"} for name in (*names, "phone")]
    row = {**PERSON, "phone": "138****0001", **dict.fromkeys(names)}

    shown, locked = split(Answer({}, Masks(masks)), [row, {**row, "id": OTHER}], USUAL)

    assert [column.field for column in locked] == list(names)
    assert [*shown, *locked] != list(USUAL)
    assert split(Answer({}, Masks(masks[:2])), [row], USUAL) == (list(USUAL), [])
