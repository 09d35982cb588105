"""Tabs: those the reader has, seven in the row, the open one always among them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from policies import load
from server.kernel.context import Grant, Principal
from ui.people.tabs import IN_VIEW, open_tabs

POLICY = load()


def tabs(role, current="", *, own=False):
    principal = Principal("a", "reader", "任霞", "me", (Grant(role, ("d1",)),))
    ctx: Any = SimpleNamespace(policy=POLICY, principal=principal)
    shown, behind = open_tabs(ctx, current, own=own)
    return [name for name, _ in shown], [name for name, _ in behind]


def test_seven_stand_in_the_row():
    shown, behind = tabs("hr_manager")

    assert len(shown) == IN_VIEW
    assert behind == ["performance", "training", "competencies", "career", "history", "seen"]


def test_the_open_tab_is_in_the_row():
    shown, behind = tabs("hr_manager", "history")

    assert shown[-1] == "history"
    assert behind == ["notes", "performance", "training", "competencies", "career", "seen"]


def test_a_tab_of_nothing_is_not_offered():
    shown, behind = tabs("payroll_specialist")

    assert not {"documents", "notes"} & {*shown, *behind}
    own_shown, own_behind = tabs("employee", own=True)
    assert "documents" in own_shown
    assert "notes" not in {*own_shown, *own_behind}
