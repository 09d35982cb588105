"""Tiles: a figure with its course, its target and the way to its definition; asked in as few questions as may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ui.metrics import answers, charts
from ui.metrics.amounts import change
from ui.metrics.question import Question, read_period
from ui.page import Pages
from ui.texts import Language, catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

Row = Mapping[str, Any]
COURSE: Final = "last:12"
COMPANY: Final = (
    "headcount_closing",
    "attrition_rate_average",
    "new_hire_retention_3m",
    "csat",
    "response_24h_rate",
    "training_completion_rate",
    "first_response_time_avg",
    "productivity_per_capita",
)
PERSONAL: Final = ("appraisal_score_weighted", "csat", "response_24h_rate", "first_response_time_avg")
ON_HOME: Final = 5
VIEWS: Final = ("number", "line", "bar", "table")


@dataclass(frozen=True)
class Wanted:
    """One tile as a board keeps it."""

    key: str
    period: str = COURSE
    by: str = ""
    view: str = "number"

    @classmethod
    def kept(cls, tile: Row) -> Wanted:
        view = tile["view"] if tile["view"] in VIEWS else "number"
        return cls(tile["key"], tile["period"], tile["by"] or "", view)

    @property
    def variable(self) -> dict[str, Any]:
        return {"key": self.key, "period": self.period, "by": self.by or None, "view": self.view}

    @property
    def question(self) -> Question:
        return Question(keys=(self.key,), period=self.period, by=(self.by,) if self.by else ())


@dataclass(frozen=True)
class Tile:
    """A tile ready to draw; `shape` is none where the engine gave no table, and `said` tells why."""

    wanted: Wanted
    shape: answers.Shape | None
    said: str = ""
    rule: str = ""
    place: int = -1
    bar: charts.Bar | None = None
    difference: str = ""

    @property
    def newest(self) -> answers.Shown | None:
        return self.shape.whole.cells[self.place] if self.shape and self.shape.whole else None

    @property
    def has_value(self) -> bool:
        return self.newest is not None and self.newest.cell["value"] is not None


async def ask(pages: Pages, request: Request, wanted: Sequence[Wanted]) -> list[Tile]:
    """Answer tiles in their order; those that share period and split share one question."""
    groups: dict[tuple[str, str], list[Wanted]] = {}
    for one in wanted:
        groups.setdefault((one.period, one.by), []).append(one)
    found: dict[Wanted, Row] = {}
    for (period, by), ones in groups.items():
        keys = list(dict.fromkeys(one.key for one in ones))
        answer = await pages.ask(
            request, "metrics/tiles", keys=keys, period=read_period(period), by=[by] if by else []
        )
        by_key = dict(zip(keys, answer["metrics"] or [], strict=False))
        found |= {one: by_key[one.key] for one in ones if one.key in by_key}
    language = pages.language(request)
    say = catalogue(language).ugettext
    return [tile(one, found.get(one), language, say("The whole")) for one in wanted]


def tile(wanted: Wanted, answer: Row | None, language: Language, whole: str) -> Tile:
    if answer is None:
        return Tile(wanted, None)
    if answer["__typename"] != answers.TABLE:
        problems = " ".join(one["message"] for one in answer.get("problems", []))
        return Tile(wanted, None, str(answer.get("message") or problems), str(answer.get("rule") or ""))
    shape = answers.shape(answer, wanted.question, whole)
    if shape.whole is None:
        return Tile(wanted, shape)
    place = newest(shape.whole.cells)
    cell = shape.whole.cells[place].cell
    goal = charts.numbers([shape.target["value"]])[0] if shape.target else None
    return Tile(
        wanted,
        shape,
        place=place,
        bar=charts.bars(charts.numbers([cell["value"]]), goal)[0],
        difference=difference(cell, shape.definition, language),
    )


def newest(cells: Sequence[answers.Shown]) -> int:
    """Return the last column with a figure, the very last where none has."""
    known = [place for place, one in enumerate(cells) if one.cell["value"] is not None]
    return known[-1] if known else len(cells) - 1


def difference(cell: Row, definition: Row, language: Language) -> str:
    """Return the change against the period before, unless the definition changed between."""
    before = next((one for one in cell["compare"] if one["kind"] == "PRIOR_PERIOD"), None)
    if before is None or before["difference"] is None or before["isBreak"]:
        return ""
    return change(before["difference"], definition["unit"], language)


def usual(*, company: bool) -> list[Wanted]:
    """Return what is shown before a board is pinned: the company's figures, or one's own."""
    return [Wanted(key) for key in (COMPANY if company else PERSONAL)]


def speaking(tiles: Iterable[Tile], most: int = ON_HOME) -> list[Tile]:
    """Keep the first tiles that have a figure; before a board is pinned nothing empty is shown."""
    return [one for one in tiles if one.has_value][:most]


def moved(tiles: Sequence[Wanted], place: int, step: int) -> list[Wanted]:
    """Return tiles with one moved a step; at the ends it stays."""
    other = place + step
    if not (0 <= place < len(tiles) and 0 <= other < len(tiles)):
        return list(tiles)
    out = list(tiles)
    out[place], out[other] = out[other], out[place]
    return out


def viewed(one: Wanted, view: str) -> Wanted:
    return replace(one, view=view) if view in VIEWS else one
