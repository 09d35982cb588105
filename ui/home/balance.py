"""How home lies before its reader has arranged it: what waits on top, two columns about as high as each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from ui.home.widgets import Arranged

View = Mapping[str, Any]
HEAD: Final = 48
GAP: Final = 16
ROW: Final = 62
LINE: Final = 38
FOLDED: Final = 46
MOST_TODOS: Final = 8
"""As many things to do as stand open; the rest folds out."""
STAYS: Final = frozenset({"approvals", "todo", "learning", "notices", "keeper", "commands"})
"""What is worked on keeps its column."""
UNKNOWN: Final = 256
LEAST_GAIN: Final = 60
"""A move that evens the columns by less is not worth a widget's usual place."""


def rows(name: str, inner: str = "") -> Callable[[View], int]:
    """Measure a widget that is a head and its rows."""

    def height(view: View) -> int:
        held: Any = view[name] or {inner: ()} if inner else view[name] or ()  # a list, or a page of one
        return HEAD + ROW * len(held[inner] if inner else held)

    return height


def todo_height(view: View) -> int:
    count = len(view["todos"] or ())
    return HEAD + ROW * min(count, MOST_TODOS) + (FOLDED if count > MOST_TODOS else 0) if count else 220


HEIGHTS: Final[Mapping[str, Callable[[View], int]]] = {
    "approvals": rows("approvals", "nodes"),
    "todo": todo_height,
    "recruiting": rows("openings", "nodes"),
    "learning": rows("learning"),
    "standing": lambda view: 92 if view["card"]["score"] is None else 138,
    "mine": lambda view: (
        HEAD + 24 + LINE * (4 + len((view["me"].get("attendance") or {"nodes": ()})["nodes"]))
    ),
    "notices": rows("notices", "nodes"),
    "off": rows("off", "nodes"),
    "honors": rows("honored"),
    "rivals": lambda view: HEAD + 100 + 40 * len(view["steps"]),
    "bars": lambda view: HEAD + 22 + 34 * len(view["bars"]),
    "recent": rows("recent"),
    "changes": rows("changes"),
    "looks": rows("looks"),
    "seen": lambda view: HEAD + ROW * len(view["seen"]) if view["seen"] else 108,
}
"""About how high each stands, in the pixels of a wide screen; a guess is enough to even two columns."""


def height_of(name: str, view: View, late: Sequence[str] = ()) -> int:
    return GAP + (UNKNOWN if name in late or name not in HEIGHTS else HEIGHTS[name](view))


def balanced(kept: Arranged, speaking: Sequence[str], view: View, late: Sequence[str] = ()) -> Arranged:
    """Move widgets that may stand anywhere to the end of the lower column, as long as that evens the two."""
    heights = {name: height_of(name, view, late) for name in speaking}
    first, second = list(kept.first), list(kept.second)
    while (moved := best(first, second, heights)) is not None:
        old, new = (first, second) if moved in first else (second, first)
        old.remove(moved)
        new.append(moved)
    return replace(kept, first=tuple(first), second=tuple(second))


def best(first: Sequence[str], second: Sequence[str], heights: Mapping[str, int]) -> str | None:
    """Return the widget whose move evens the columns most; None where none would."""
    left, right = (sum(heights.get(name, 0) for name in names) for names in (first, second))
    gap = abs(left - right)
    higher = first if left > right else second
    free = [name for name in higher if name in heights and name not in STAYS]
    after = {name: abs(gap - 2 * heights[name]) for name in free}
    found = min(free, key=lambda name: after[name], default=None)
    return found if found is not None and after[found] <= gap - LEAST_GAIN else None
