"""Columns are those the reader chose, in their order; those nobody may see are named once."""

from __future__ import annotations

from tests.ui.stage import OTHER, PERSON
from ui.masks import Masks
from ui.page import Answer
from ui.people.columns import KNOWN, USUAL, Column, chosen, split, wanted, written


def test_what_is_chosen_keeps_its_order_and_what_is_unknown_is_dropped():
    assert [one.field for one in chosen(["phone", "gone", "status"])] == ["phone", "status"]
    assert chosen([]) == list(USUAL)


def test_only_what_is_shown_is_asked_for():
    asked = wanted([KNOWN["phone"]])

    assert [name for name, wanted in asked.items() if wanted] == ["phone"]
    assert asked.keys() == KNOWN.keys() | {"own", "anyOwn"}


def test_an_added_field_is_asked_for_by_its_key_and_written_by_its_type():
    shown = [
        Column("own_local", "本地户籍", kind="flag", own="local"),
        Column("own_size", "工服", own="size"),
    ]
    row = {"customFields": {"nodes": [{"key": "local", "value": "true"}]}}

    asked = wanted(shown)

    assert (asked["own"], asked["anyOwn"], asked["phone"]) == (["local", "size"], True, False)
    assert [written(row, one, "zh", "Asia/Shanghai") for one in shown] == ["是", None]
    assert chosen(["own_size", "own_gone"], shown) == [shown[1]]


def test_many_columns_no_one_may_see_are_named_once_instead_of_locked_in_each_row():
    names = ("position", "department", "status")
    masks = [{"path": f"employees.nodes.{name}", "rule": "r"} for name in (*names, "phone")]
    row = {**PERSON, "phone": "138****0001", **dict.fromkeys(names)}

    shown, locked = split(Answer({}, Masks(masks)), [row, {**row, "id": OTHER}], USUAL)

    assert [column.field for column in locked] == list(names)
    assert [*shown, *locked] != list(USUAL)
    assert split(Answer({}, Masks(masks[:2])), [row], USUAL) == (list(USUAL), [])
