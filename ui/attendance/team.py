"""A team's month: one row a person, one column a day; a page of people at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.attendance.months import Cell, Month, as_day, month_of, nodes
from ui.attendance.sections import sections
from ui.offers import may_see
from ui.page import Pages, PageTrouble, back_to, query
from ui.people.search import as_tree
from ui.shell.lists import desk_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

PAGE = 20
MOST_PAGES = 5
"""Twenty people have at most 620 days in a month: four pages of 200."""


class Team:
    """GET /attendance/team."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        ctx = request.state.ctx
        if not may_see(ctx, "AttendanceDay.id"):
            raise PageTrouble(404, "")
        desk = await desk_of(self.pages, request, "attendance")
        if not request.query_params and desk.opens:
            return back_to(desk.opens)
        names = ("month", "department", "after", desk.listed.mark)
        given = {name: request.query_params.get(name, "") for name in names}
        month = month_of(given["month"], ctx.today)
        where = employed_in(month, given["department"])
        as_of = min(month.last, ctx.today).isoformat() if month.first <= ctx.today else None
        people = await self.pages.ask(
            request, "attendance/team", where=where, first=PAGE, after=given["after"] or None, asOf=as_of
        )
        found = people["employees"] or {}
        ids = [row["id"] for row in found.get("nodes", ())]
        beside = await self._beside(request, month, ids)
        info = found.get("pageInfo") or {}
        view = {
            "desk": desk,
            "month": month,
            "given": given,
            "people": [(row, row_of(beside["grid"], row["id"], month)) for row in found.get("nodes", ())],
            "calendar": beside["calendar"],
            "sums": beside["sums"],
            "departments": [
                (row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(beside["departments"])
            ],
            "total": found.get("totalCount", 0),
            "next": query({**given, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "tabs": sections(request),
            "failed": [self.pages.say(request, error) for error in people.errors],
        }
        return await self.pages.show(request, "attendance/team.html", view, blocks={"team": "table"})

    async def _beside(self, request: Request, month: Month, people: list[str]) -> dict[str, Any]:
        span = {"since": month.first.isoformat(), "until": month.last.isoformat()}
        answer = await self.pages.ask(request, "attendance/offs", people=people, month=month.name, **span)
        grid: dict[tuple[str, Any], Cell] = {}

        def cell(row: Any) -> Cell:
            day = as_day(row["day"])
            return grid.setdefault((row["employee"]["id"], day), Cell(day))

        after: str | None = None
        for _ in range(MOST_PAGES if people else 0):
            days = await self.pages.ask(
                request, "attendance/days", people=people, month=month.name, after=after
            )
            for row in nodes(days, "attendanceDays"):
                cell(row).row = row
            info = (days["attendanceDays"] or {}).get("pageInfo") or {}
            if not info.get("hasNextPage"):
                break
            after = info["endCursor"]
        for row in nodes(answer, "absenceDays"):
            cell(row).offs.append(row)
        for row in nodes(answer, "attendanceGaps"):
            cell(row).gap = row["kind"]
        return {
            "grid": grid,
            "calendar": answer["workCalendar"] or [],
            "sums": {row["employee"]["id"]: row for row in nodes(answer, "monthlyAttendance")},
            "departments": nodes(answer, "departments"),
        }


def row_of(grid: dict[tuple[str, Any], Cell], person: str, month: Month) -> list[Cell | None]:
    """Return a person's cells, day by day."""
    return [grid.get((person, day)) for day in month.days]


def employed_in(month: Month, department: str) -> dict[str, Any]:
    """Narrow to those employed on some day of the month, in one department if it is named."""
    here = {"or": [{"leftOn": {"isNull": True}}, {"leftOn": {"gte": month.first.isoformat()}}]}
    return {"department": {"id": {"eq": department}}, **here} if department else here
