"""The explorer: any metric over time and by dimension; one figure's receipt; the league table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from ui.metrics import answers, charts
from ui.metrics.question import COMPARES, GRAINS, PERIODS, Question
from ui.offers import may_take_out, may_write
from ui.page import Pages, PageTrouble
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
USUAL: Final = "headcount_closing"
MOST_NAMED = 200


class Exploring:
    """GET /metrics/explore."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        asked = Question.read(request.query_params)
        asked = asked if asked.keys else replace(asked, keys=(USUAL,))
        say = catalogue(self.pages.language(request)).ugettext
        found = await self.pages.ask(request, "metrics/explore", **asked.variables())
        names, departments = await choices(self.pages, request)
        results = [
            answers.shape(one, asked, say("The whole")) if one["__typename"] == answers.TABLE else one
            for one in found["metrics"] or []
        ]
        shapes = [one for one in results if isinstance(one, answers.Shape)]
        view = {
            "asked": asked,
            "results": results,
            "dimensions": shared_dimensions(shapes),
            "grains": [
                one
                for one in GRAINS
                if not shapes or any(one in each.definition["grains"] for each in shapes)
            ],
            "grain": shapes[0].table["grain"] if shapes else asked.grain,
            "compares": COMPARES,
            "may_take_out": may_take_out(request.state.ctx),
            "may_freeze": may_write(request.state.ctx, "report", own=False),
            "periods": PERIODS,
            "names": names,
            "known": {row["key"] for group in names for row in group["rows"]},
            "departments": departments,
            "chips": chips(asked, departments),
            "failed": [self.pages.say(request, one) for one in found.errors] if not results else [],
        }
        return await self.pages.show(
            request, "metrics/explore.html", view, blocks={"explorer": "explorer", "answer": "answer"}
        )


async def choices(pages: Pages, request: Request) -> tuple[list[Row], list[Row]]:
    """Return what one may ask for: metrics by domain, and departments as a tree."""
    listed = await pages.ask(request, "metrics/names", first=MOST_NAMED)
    rows = (listed["metricDefinitions"] or {}).get("nodes", [])
    domains = (listed["metricVocabulary"] or {}).get("domains", [])
    groups = [
        {"label": one["label"], "rows": [row for row in rows if row["domain"] == one["name"]]}
        for one in domains
    ]
    found = await pages.ask(request, "people/choices")
    return [one for one in groups if one["rows"]], (found["departments"] or {}).get("nodes", [])


def shared_dimensions(shapes: Sequence[answers.Shape]) -> list[Row]:
    """Return the dimensions every metric asked for can be split by."""
    if not shapes:
        return []
    rest = [{one["name"] for one in each.definition["dimensions"]} for each in shapes[1:]]
    return [one for one in shapes[0].definition["dimensions"] if all(one["name"] in names for names in rest)]


def chips(asked: Question, departments: Sequence[Row]) -> list[tuple[str, str]]:
    """Return each condition with the link that takes it away."""
    names = {row["code"]: row["name"] for row in departments}
    return [
        (", ".join(names.get(value, value) for value in one.values), asked.without(one.dimension))
        for one in asked.where
    ]


class Explaining:
    """GET /metrics/explain: the drawer behind a figure."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        asked = Question.read(request.query_params)
        if not asked.keys:
            raise PageTrouble(404, "")
        variables = asked.variables()
        del variables["keys"], variables["compare"]
        variables |= place_of(asked, request.query_params.get("at", ""))
        found = await self.pages.ask(request, "metrics/explain", key=asked.keys[0], **variables)
        table = found["metric"]
        group = request.query_params.getlist("group")
        view: dict[str, Any] = {
            "asked": asked,
            "answer": table,
            "key": asked.keys[0],
            "row": row_of(table, group) if table and table["__typename"] == answers.TABLE else None,
            "failed": [self.pages.say(request, one) for one in found.errors],
            "back": asked.link(),
        }
        view["cell"] = view["row"]["cells"][0] if view["row"] and view["row"]["cells"] else None
        return await self.pages.show(request, "metrics/explain.html", view, blocks={"drawer": "receipt"})


def place_of(asked: Question, at: str) -> dict[str, Any]:
    """Return the page of one row the figure stands in, so that it is hidden or shown as it was there."""
    if not asked.by or not at.isdigit():
        return {"first": 1, "after": None}
    return {"first": 1, "after": str(int(at)) if int(at) else None}


def row_of(table: Row, group: Sequence[str]) -> Row | None:
    """Return the row of a group, or the whole where no group was named."""
    if not group:
        return answers.figures({**table, "dimensions": ()})
    return next(
        (
            row
            for row in table["rows"]
            if [f"{one['dimension']}:{one['key']}" for one in row["group"]] == list(group)
        ),
        None,
    )


@dataclass(frozen=True)
class Placed:
    """A row of the league table; `rank` is none for one without a figure, `moved` counts places gained."""

    line: answers.Line
    rank: int | None
    moved: int | None


class Ranking:
    """GET /metrics/league."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given = Question.read(request.query_params)
        by = given.by[:1] or ("department",)
        asked = replace(
            given,
            keys=given.keys[:1] or ("csat",),
            by=by,
            period=given.period if request.query_params.get("period") else "2",
        )
        say = catalogue(self.pages.language(request)).ugettext
        names, departments = await choices(self.pages, request)
        found = await self.pages.ask(request, "metrics/explore", **asked.variables())
        result: Row | None = next(iter(found["metrics"] or []), None)
        laid = None
        if result and result["__typename"] == answers.TABLE:
            laid = answers.shape(result, replace(asked, opened=everything(result)), say("The whole"))
        view = {
            "asked": asked,
            "names": names,
            "departments": departments,
            "chips": chips(asked, departments),
            "shape": laid,
            "answer": None if laid else result,
            "rows": ranked(laid) if laid else [],
            "column": laid.table["columns"][-1] if laid else None,
            "may_take_out": may_take_out(request.state.ctx),
            "dimensions": laid.definition["dimensions"] if laid else [],
            "failed": [self.pages.say(request, one) for one in found.errors] if not result else [],
        }
        return await self.pages.show(request, "metrics/league.html", view, blocks={"league": "league"})


def everything(table: Row) -> tuple[str, ...]:
    return tuple(row["group"][0]["key"] for row in table["rows"] if row["group"])


def ranked(laid: answers.Shape) -> list[Placed]:
    """Rank what has no group beneath it; equal figures share a rank, what has no figure stands last without one."""
    parents = {str(row.group[0].get("parent") or "") for row in laid.rows}
    rows = [row for row in laid.rows if row.key not in parents]
    best = laid.definition["direction"] != "DOWN"
    now, before = ranks(rows, -1, best), ranks(rows, -2, best) if len(laid.table["columns"]) > 1 else {}
    placed = [
        Placed(
            row,
            now.get(row.key),
            before[row.key] - now[row.key] if row.key in now and row.key in before else None,
        )
        for row in rows
    ]
    return sorted(placed, key=lambda one: (one.rank is None, one.rank or 0))


def ranks(rows: Sequence[answers.Line], place: int, highest_first: bool) -> dict[str, int]:
    values = charts.numbers([row.cells[place].cell["value"] for row in rows])
    known = [(row.key, value) for row, value in zip(rows, values, strict=True) if value is not None]
    return {
        key: 1 + sum((other > value) if highest_first else (other < value) for _, other in known)
        for key, value in known
    }
