"""Openings: the list with its candidates by state, one with the ranking side by side, and the form that keeps one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, stored
from ui.offers import may_see_plainly, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, filled, sent, version_of
from ui.recruiting.sections import sees_openings
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

VIEWS: Final = ("OPEN", "FILLED", "CLOSED")
STATES: Final = ("APPLIED", "TESTING", "INTERVIEWING", "OFFERED", "HIRED", "REJECTED", "WITHDRAWN")
NUMBERS: Final = ("wanted", "writtenWeight", "interviewWeight", "traitWeight")
FIELDS: Final = (
    "title", "departmentCode", "positionCode", "ownerCode", "stage", "budget", "note", "code", *NUMBERS,
)  # fmt: skip
NEW: Final = {
    "wanted": "1",
    "stage": "STARTUP",
    "writtenWeight": "40",
    "interviewWeight": "40",
    "traitWeight": "20",
}
TURNS: Final = {"close": "opening-closed", "reopen": "opening-reopened"}


class Openings:
    """What people are wanted for; HR sees all of it, a manager their departments'."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def _require(self, request: Request) -> None:
        if not sees_openings(request.state.ctx):
            raise PageTrouble(404, "")

    async def listed(self, request: Request) -> Response:
        self._require(request)
        asked = request.query_params.get("view", "")
        view = asked if asked in VIEWS else VIEWS[0]
        after = request.query_params.get("after")
        where = {"state": {"eq": view}}
        answer = await self.pages.ask(request, "recruiting/list", where=where, after=after)
        found = answer["jobOpenings"] or {}
        info = found.get("pageInfo") or {}
        shown = {
            "view": view, "views": VIEWS, "openings": nodes(answer, "jobOpenings"), "total": found.get("totalCount", 0),
            "next": query({"view": view, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "may_open": may_write(request.state.ctx, "Mutation.saveJobOpening", own=False),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "recruiting/list.html", shown)

    async def edit(self, request: Request) -> Response:
        """Open a post, or change one."""
        self._require(request)
        ctx, opening = request.state.ctx, request.path_params.get("opening", "")
        if not may_write(ctx, "Mutation.saveJobOpening", own=False):
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "recruiting/edit", id=opening)
        row = answer["jobOpening"]
        if opening and row is None:
            raise PageTrouble(404, "")
        form = Form("", begun(row) if row else NEW)
        if request.method == "POST":
            raw, values = await sent(self.pages, request, FIELDS)
            given = {**told(values), **version_of(raw), **({"id": opening} if opening else {})}
            key = str(raw.get("key", ""))
            problem = await act(self.pages, request, "recruiting/save", given, values, key)
            if problem is None:
                return tell(back_to(f"/recruiting/{opening}" if opening else "/recruiting"), "opening-saved")
            form = problem
        shown = {
            "opening": row, "form": form, "key": uuid4().hex, "departments": nodes(answer, "departments"),
            "positions": nodes(answer, "positions"),
            "sets_pay": may_write(ctx, "JobOpening.budget", own=False),
        }  # fmt: skip
        return await self.pages.show(request, "recruiting/edit.html", shown, status=form.status)

    async def one(self, request: Request) -> Response:
        """Show an opening: who applied, who comes first at this stage and why."""
        self._require(request)
        opening, problem = request.path_params["opening"], Form("")
        if request.method == "POST":
            raw, values = await sent(self.pages, request, ("do",))
            if values["do"] not in TURNS:
                raise PageTrouble(404, "")
            given = {"id": opening, **version_of(raw)}
            document, key = f"recruiting/{values['do']}", str(raw.get("key", ""))
            failed = await act(self.pages, request, document, given, values, key)
            if failed is None:
                return tell(back_to(f"/recruiting/{opening}"), TURNS[values["do"]])
            problem = failed
        answer = await self.pages.ask(request, "recruiting/one", id=opening)
        row, ranking = answer["jobOpening"], answer["candidateRanking"]
        if row is None or ranking is None:
            raise PageTrouble(404, "")
        people = {each["id"]: each for each in nodes_of(row, "candidates")}
        ctx = request.state.ctx
        shown = {
            "opening": row, "states": STATES, "form": problem, "key": uuid4().hex, "ranking": ranking,
            "ranks": [each | {"person": people[each["candidateId"]]} for each in ranking["ranks"]
                      if each["candidateId"] in people],
            "over": [each for each in people.values() if each["state"] in ("REJECTED", "WITHDRAWN")],
            "acts": may_write(ctx, "Mutation.saveJobOpening", own=False),
            "sees_pay": may_see_plainly(ctx, "JobOpening.budget"),
        }  # fmt: skip
        return await self.pages.show(request, "recruiting/one.html", shown, status=problem.status)


def nodes_of(row: Mapping[str, Any], name: str) -> list[Any]:
    return (row.get(name) or {}).get("nodes") or []


def begun(row: Mapping[str, Any]) -> dict[str, str]:
    """Return an opening as its form begins."""
    position = row.get("position")
    return stored(row) | {"positionCode": position["code"] if position else ""}


def told(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form tells, as the contract takes it; a number that is none counts as 0, which is refused."""
    given: dict[str, Any] = filled(values)
    given |= {name: int(values[name]) if values[name].isdigit() else 0 for name in NUMBERS}
    return {"title": "", "departmentCode": "", "note": ""} | given
