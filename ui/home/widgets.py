"""The widgets of home: which there are, which have something to show, and in what order their reader wants them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from ui.home import parts
from ui.home.learning import learning
from ui.page import Pages

if TYPE_CHECKING:
    from starlette.requests import Request

View = Mapping[str, Any]
Part = Callable[[Pages, "Request", View], Awaitable[dict[str, Any]]]
PARTS: Final[Mapping[str, Part]] = {
    "people": parts.people,
    "waiting": parts.waiting,
    "figures": parts.figures,
    "company": parts.company,
    "mine": parts.mine,
    "standing": parts.standing,
    "learning": learning,
    "recruiting": parts.recruiting,
    "changes": parts.changes,
    "off": parts.away,
    "honors": parts.honors,
}
OF_FIGURES: Final = frozenset({"figures", "company"})
"""Parts that the metric engine answers: how long that takes depends on how much is kept ready."""
PATIENCE: Final = 3.0
"""Seconds a page may wait for such a part."""
BESIDE: Final = "beside"
"""Stands in a kept order where the second column begins."""


@dataclass(frozen=True)
class Widget:
    """One widget: its name, title, the part its data comes from, the column it stands in, and when it shows."""

    name: str
    text: str
    part: str
    column: str
    has_something: Callable[[View], bool]

    @property
    def template(self) -> str:
        return f"home/_{self.name}.html"


WIDGETS: Final = (
    Widget("figures", "Figures", "figures", "top", lambda view: bool(view["tiles"])),
    Widget("count", "People now", "people", "top", lambda view: bool(view["people_now"])),
    Widget(
        "approvals",
        "To approve",
        "waiting",
        "first",
        lambda view: bool((view["approvals"] or {}).get("nodes")),
    ),
    Widget("todo", "To do", "people", "first", lambda view: view["todos"] is not None),
    Widget(
        "recruiting",
        "Recruiting",
        "recruiting",
        "first",
        lambda view: bool((view["openings"] or {}).get("nodes")),
    ),
    Widget("learning", "Training", "learning", "first", lambda view: bool(view["learning"])),
    Widget("standing", "My performance", "standing", "first", lambda view: bool(view["card"])),
    Widget("mine", "My record", "mine", "first", lambda view: bool(view["me"])),
    Widget(
        "notices", "Notices", "waiting", "second", lambda view: bool((view["notices"] or {}).get("nodes"))
    ),
    Widget("off", "Off today", "off", "second", lambda view: bool((view["off"] or {}).get("nodes"))),
    Widget("honors", "Honors", "honors", "second", lambda view: bool(view["honored"])),
    Widget("rivals", "Which turnover is right?", "company", "second", lambda view: bool(view["rivals"])),
    Widget("bars", "People by department", "company", "second", lambda view: bool(view["bars"])),
    Widget("recent", "Newest people", "people", "second", lambda view: bool(view["recent"])),
    Widget("changes", "Latest changes", "changes", "second", lambda view: view["changes"] is not None),
    Widget(
        "looks", "Latest looks at protected data", "changes", "first", lambda view: view["looks"] is not None
    ),
    Widget("seen", "Who saw my record", "mine", "second", lambda view: bool(view["me"])),
)
KNOWN: Final = {one.name: one for one in WIDGETS}


@dataclass(frozen=True)
class Arranged:
    """Home's widgets by column, and those put away."""

    top: tuple[str, ...]
    first: tuple[str, ...]
    second: tuple[str, ...]
    hidden: tuple[str, ...]

    @property
    def shown(self) -> tuple[str, ...]:
        return (*self.top, *self.first, *self.second)

    @property
    def kept(self) -> dict[str, list[str]]:
        """Return the order as it is kept."""
        return {"widgets": [*self.top, *self.first, BESIDE, *self.second], "hidden": list(self.hidden)}


def arrange(widgets: Sequence[str], hidden: Iterable[str]) -> Arranged:
    """Put widgets where their reader wants them; one they have not placed stands at the end of its own column."""
    away = tuple(name for name in hidden if name in KNOWN)
    at = widgets.index(BESIDE) if BESIDE in widgets else len(widgets)
    placed = [name for name in widgets if name in KNOWN and name not in away]
    columns: dict[str, list[str]] = {"top": [], "first": [], "second": []}
    for name in placed:
        column = KNOWN[name].column
        here = "top" if column == "top" else "first" if widgets.index(name) < at else "second"
        columns[here].append(name)
    for one in WIDGETS:
        if one.name not in placed and one.name not in away:
            columns[one.column].append(one.name)
    return Arranged(tuple(columns["top"]), tuple(columns["first"]), tuple(columns["second"]), away)


def changed(now: Arranged, op: str, name: str) -> Arranged:
    """Apply one change: up, down, across to the other column, away, or back; what makes no sense changes nothing."""
    if name not in KNOWN:
        return now
    if op == "away":
        kept = [one for one in now.shown if one != name]
        at = [one for one in (*now.top, *now.first) if one != name]
        return arrange([*at, BESIDE, *kept[len(at) :]], (*now.hidden, name))
    if op == "back":
        return arrange(now.kept["widgets"], [one for one in now.hidden if one != name])
    if op == "across":
        return across(now, name)
    step = {"up": -1, "down": 1}.get(op, 0)
    return replace(
        now, **{column: moved(getattr(now, column), name, step) for column in ("top", "first", "second")}
    )


def ordered(now: Arranged, names: Sequence[str]) -> Arranged:
    """Take over a dragged order; what the page did not show, because it had nothing to say, keeps its place."""
    cut = names.index(BESIDE) if BESIDE in names else len(names)
    columns = {"first": list(names[:cut]), "second": list(names[cut + 1 :])}
    for column, kept in columns.items():
        for place, name in enumerate(getattr(now, column)):
            if name not in names:
                kept.insert(place, name)
    return arrange([*now.top, *columns["first"], BESIDE, *columns["second"]], now.hidden)


def across(now: Arranged, name: str) -> Arranged:
    if name in now.first:
        first = tuple(one for one in now.first if one != name)
        return replace(now, first=first, second=(name, *now.second))
    if name in now.second:
        second = tuple(one for one in now.second if one != name)
        return replace(now, first=(*now.first, name), second=second)
    return now


def moved(names: tuple[str, ...], name: str, step: int) -> tuple[str, ...]:
    if name not in names or not 0 <= names.index(name) + step < len(names):
        return names
    rest = [one for one in names if one != name]
    rest.insert(names.index(name) + step, name)
    return tuple(rest)


@dataclass
class Pace:
    """Remembers which parts took too long the last time: the page goes ahead of them, and they follow by themselves."""

    slow: set[str] = field(default_factory=set)

    def is_late(self, name: str) -> bool:
        return KNOWN[name].part in self.slow

    def note(self, part: str, seconds: float) -> None:
        if part in OF_FIGURES and seconds > PATIENCE:
            self.slow.add(part)
        else:
            self.slow.discard(part)


async def gather(
    pages: Pages, request: Request, viewer: View, names: Iterable[str], pace: Pace
) -> dict[str, Any]:
    """Return the data of the parts behind these widgets, each part asked for once."""
    view: dict[str, Any] = {}
    clock = asyncio.get_running_loop().time
    for part in dict.fromkeys(KNOWN[name].part for name in names):
        began = clock()
        view |= await PARTS[part](pages, request, viewer)
        pace.note(part, clock() - began)
    return view
