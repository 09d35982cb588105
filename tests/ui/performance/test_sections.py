"""The tabs of performance: those a reader may open, seven in the row, the open one always there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ui.performance import sections
from ui.performance.sections import Section, tabs_of

CTX: Any = SimpleNamespace()


def all_but_the_third(number: int) -> Section:
    return Section(f"/{number}", str(number), lambda _: number != 3)


def test_what_one_may_not_open_is_not_there_and_the_open_one_stays_in_the_row(monkeypatch):
    known = tuple(map(all_but_the_third, range(10)))
    monkeypatch.setattr(sections, "SECTIONS", known)

    tabs = tabs_of(CTX, "/9/more")

    assert [tab.text for tab in tabs["shown"]] == ["0", "1", "2", "4", "5", "6", "9"]
    assert [tab.text for tab in tabs["behind"]] == ["7", "8"]
    assert tabs["shown"][-1].is_current("/9/more")
