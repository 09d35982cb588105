"""Before its reader arranges it, home's two columns end about level, and what is worked on keeps its place."""

from __future__ import annotations

from typing import Any

from ui.home.balance import GAP, HEAD, ROW, balanced, height_of
from ui.home.widgets import arrange

EMPTY: dict[str, Any] = {
    "approvals": None, "todos": [], "openings": None, "learning": [], "card": {"score": None}, "me": {}, "steps": [],
    "notices": None, "off": None, "honored": [], "bars": [], "recent": [], "changes": [], "looks": [], "seen": [],
}  # fmt: skip


def test_the_height_of_a_list_is_its_head_and_its_rows():
    assert height_of("recent", {**EMPTY, "recent": [1, 2, 3]}) == GAP + HEAD + 3 * ROW
    assert height_of("openings", EMPTY) == GAP + 256
    assert height_of("bars", EMPTY, late=["bars"]) == GAP + 256


def test_a_long_list_of_things_to_do_counts_as_far_as_it_is_open():
    assert height_of("todo", {**EMPTY, "todos": [1] * 20}) == GAP + HEAD + 8 * ROW + 46


def test_the_widget_that_evens_the_columns_moves_to_the_end_of_the_lower_one():
    view = {**EMPTY, "recent": [1] * 6, "honored": [1] * 4, "notices": {"nodes": [1] * 8}}

    found = balanced(arrange([], []), ["todo", "notices", "honors", "recent"], view)

    assert [name for name in found.first if name in ("todo", "honors", "recent")] == ["todo", "recent"]
    assert [name for name in found.second if name in ("notices", "honors")] == ["notices", "honors"]


def test_a_move_that_gains_little_leaves_a_widget_where_it_usually_stands():
    view = {**EMPTY, "notices": {"nodes": [1] * 3}, "honored": [1] * 4, "learning": [1],
            "card": {"score": "77.0"}, "me": {"attendance": {"nodes": [1]}}}  # fmt: skip

    found = balanced(arrange([], []), ["learning", "standing", "mine", "notices", "honors", "seen"], view)

    assert found == arrange([], [])


def test_what_is_worked_on_keeps_its_column():
    view = {**EMPTY, "todos": [1] * 8, "notices": {"nodes": []}}

    found = balanced(arrange([], []), ["todo", "notices"], view)

    assert found == arrange([], [])
