"""The grid of scores: people by components, each cell kept by itself; all of it works as one form too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.offers import may_write
from ui.page import Answer, Pages, PageTrouble, back_to, query
from ui.people.search import as_tree
from ui.performance.grid_rows import ENTERED, Column, Grid, Told, columns_of, line_of
from ui.said import tell

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

Row = Mapping[str, Any]
PAGE = 25
KEPT = ("SAVED", "UNCHANGED")


@dataclass(frozen=True)
class Chosen:
    """What the grid shows: a cycle, a plan, a department, and whether only people with gaps."""

    cycle: Row | None
    plan: Row | None
    department: str
    gaps: bool
    me: str

    @property
    def card(self) -> dict[str, Any]:
        """Return what picks the cards."""
        ids = {name: {"id": {"eq": row["id"]}} for name, row in self.named.items()}
        others: dict[str, Any] = {"not": {"employee": {"id": {"eq": self.me}}}} if self.me else {}
        return {**ids, "isLatest": {"eq": True}, **others}

    @property
    def named(self) -> dict[str, Row]:
        return {name: row for name, row in (("cycle", self.cycle), ("plan", self.plan)) if row is not None}

    @property
    def open_card(self) -> dict[str, Any]:
        """Return what picks the cards that lack something."""
        lacking = {"isEntered": {"eq": True}, "isRated": {"eq": False}}
        return {**self.card, "state": {"in": list(ENTERED)}, "lines": {"some": lacking}}

    def people(self, departments: Sequence[str]) -> dict[str, Any]:
        some = {"some": self.open_card if self.gaps else self.card}
        place = {"department": {"id": {"in": list(departments)}}} if departments else {}
        return {"scorecards": some, **place}


class Grids:
    """GET /scores, POST /scores (all cells), POST /scores/cell (one)."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        self.require(request)
        if request.method == "GET":
            return await self.page(request, {})
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        cells = cells_in(form)
        told = await self.save(request, cells) if cells else []
        refused = {key_of(row): row for row in told if row["outcome"] not in KEPT}
        if refused:
            return await self.page(request, refused, status=409)
        saved = sum(row["outcome"] == "SAVED" for row in told)
        return tell(back_to(here_of(request)), "scores-saved", num=saved)

    async def cell(self, request: Request) -> Response:
        """Keep one cell and answer with its row and how far all of it is."""
        self.require(request)
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        card, version = str(form.get("card", "")), str(form.get("version", ""))
        cell = {
            "scorecardId": card,
            "componentCode": str(form.get("code", "")),
            "value": str(form.get("value", "")),
        }
        if version.isdigit():
            cell["version"] = int(version)  # type: ignore[assignment] # a number among texts
        told = await self.save(request, [cell])
        chosen, _ = await self.chosen(request)
        answer = await self.pages.ask(
            request, "performance/grid_row", id=card, card=chosen.card, done=chosen.open_card
        )
        found = nodes(answer, "scorecards")
        if not found:
            raise PageTrouble(404, "")
        columns = await self.columns(request, found[0]["plan"]["id"])
        line = line_of(found[0]["employee"], found[0], columns, {key_of(row): row for row in told})
        view = {"line": line, **progress(answer), "chosen": chosen, "first": None}
        return await self.pages.show(
            request, "performance/grid.html", {**EMPTY, **view}, blocks={"cell-answer": "cell_answer"}
        )

    def require(self, request: Request) -> None:
        if not may_write(request.state.ctx, "Mutation.setScores", own=False):
            raise PageTrouble(404, "")

    async def save(self, request: Request, cells: Sequence[Row]) -> list[Row]:
        """Send cells in batches; trouble of the whole request is the page's trouble."""
        out: list[Row] = []
        for at in range(0, len(cells), 400):
            given = {"cells": list(cells[at : at + 400]), "idempotencyKey": uuid4().hex}
            answer = await self.pages.ask(request, "performance/set_scores", input=given)
            if answer.errors:
                raise PageTrouble(409, self.pages.say(request, answer.errors[0]))
            out += answer["setScores"]
        return out

    async def chosen(self, request: Request) -> tuple[Chosen, Answer]:
        """Return what is shown, by the address, else the cycle being scored and its plan with the most people."""
        frame = await self.pages.ask(request, "performance/grid_frame")
        given = request.query_params
        cycles = nodes(frame, "reviewCycles")
        usual = next((row for row in cycles if row["state"] == "SCORING"), None)
        today = request.state.ctx.today.isoformat()
        usual = usual or next((row for row in cycles if str(row["startsOn"]) <= today), None)
        cycle = next((row for row in cycles if row["id"] == given.get("cycle")), usual)
        plans = await self.plans(request, nodes(frame, "scorePlans"), cycle)
        plan = next(
            (row for row, _ in plans if row["id"] == given.get("plan")), plans[0][0] if plans else None
        )
        frame.data = {**frame.data, "plans": plans}
        me = request.state.ctx.principal.employee_id or ""
        gaps = bool(given.get("gaps"))
        return Chosen(cycle, plan, given.get("department", ""), gaps, me), frame

    async def plans(self, request: Request, plans: Sequence[Row], cycle: Row | None) -> list[tuple[Row, int]]:
        """Return the plans that have cards in the cycle with how many, most first."""
        if cycle is None or not plans:
            return []
        fields = " ".join(
            f"p{at}: scorecards(first: 1, where: {{ cycle: {{ id: {{ eq: $cycle }} }}, "
            f"plan: {{ id: {{ eq: $p{at} }} }}, isLatest: {{ eq: true }} }}) {{ totalCount }}"
            for at in range(len(plans))
        )
        named = " ".join(f"$p{at}: ID!" for at in range(len(plans)))
        ids = {f"p{at}": plan["id"] for at, plan in enumerate(plans)}
        answer = await self.pages.run(
            request, f"query GridPlans($cycle: ID!, {named}) {{ {fields} }}", cycle=cycle["id"], **ids
        )
        counted = [
            (plan, int((answer[f"p{at}"] or {}).get("totalCount", 0))) for at, plan in enumerate(plans)
        ]
        return sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1])

    async def columns(self, request: Request, plan: str) -> list[Column]:
        answer = await self.pages.ask(request, "performance/grid_plan", id=plan)
        found = nodes(answer, "scorePlans")
        language = self.pages.language(request)
        return columns_of(found[0]["components"]["nodes"], language) if found else []

    async def page(self, request: Request, told: Told, status: int = 200) -> Response:
        chosen, frame = await self.chosen(request)
        tree = as_tree(nodes(frame, "departments"))
        grid, more = Grid(), Answer({}, frame.masks)
        if chosen.cycle is not None and chosen.plan is not None:
            grid.columns = await self.columns(request, chosen.plan["id"])
            more = await self.pages.ask(
                request, "performance/grid", first=PAGE, after=request.query_params.get("after") or None,
                people=chosen.people(under(tree, chosen.department)), card=chosen.card, done=chosen.open_card,
            )  # fmt: skip
            grid.lines = [
                line_of(row, row["scorecards"]["nodes"][0], grid.columns, told)
                for row in nodes(more, "employees")
                if row["scorecards"]["nodes"]
            ]
        found = more["employees"] or {}
        info = found.get("pageInfo") or {}
        given = {name: request.query_params.get(name, "") for name in ("cycle", "plan", "department", "gaps")}
        view = {
            "chosen": chosen,
            "cycles": nodes(frame, "reviewCycles"),
            "plans": frame["plans"],
            "departments": [(row["id"], "　" * row["depth"] + row["name"]) for row in tree],
            "given": given,
            "grid": grid,
            "total": found.get("totalCount", 0),
            "next": query({**given, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "refused": len(told),
            "failed": [self.pages.say(request, error) for error in (*frame.errors, *more.errors)],
            **progress(more),
        }
        return await self.pages.show(request, "performance/grid.html", {**EMPTY, **view}, status=status)


EMPTY: Row = {
    "cycles": [], "plans": [], "departments": [], "given": {}, "grid": Grid(), "total": 0, "next": "", "refused": 0,
    "failed": [], "line": None,
}  # fmt: skip


def progress(answer: Answer) -> dict[str, int]:
    """Return how many people there are and how many of them lack nothing."""
    every, lacking = (int((answer[name] or {}).get("totalCount", 0)) for name in ("every", "open"))
    return {"every": every, "complete": every - lacking, "lacking": lacking}


def nodes(answer: Answer, name: str) -> list[Row]:
    return list((answer[name] or {}).get("nodes") or ())


def key_of(row: Row) -> tuple[str, str]:
    return row["scorecardId"], row["componentCode"]


def cells_in(form: FormData) -> list[dict[str, Any]]:
    """Return the cells of a form whose text differs from what the page showed."""
    out: list[dict[str, Any]] = []
    for name, text in form.multi_items():
        kind, _, rest = name.partition(".")
        card, _, rest = rest.partition(".")
        version, _, code = rest.partition(".")
        if kind != "c" or not version.isdigit():
            continue
        value = str(text).strip()
        if value != str(form.get(f"w.{card}.{code}", "")):
            out.append({"scorecardId": card, "componentCode": code, "value": value, "version": int(version)})
    return out


def under(tree: Sequence[Row], department: str) -> list[str]:
    """Return a department and those below it, in a tree written as a list with depths."""
    at = next((number for number, row in enumerate(tree) if row["id"] == department), None)
    if at is None:
        return []
    found = [department]
    for row in tree[at + 1 :]:
        if row["depth"] <= tree[at]["depth"]:
            break
        found.append(row["id"])
    return found


def here_of(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")
