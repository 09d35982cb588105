"""The addresses of attendance, and the month of one person, their own or, for who may see it, another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from ui.attendance.closing import Closing
from ui.attendance.day import Days
from ui.attendance.months import cells_of, first_of, is_announced, month_of, nodes
from ui.attendance.sections import sections
from ui.attendance.team import Team
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


def routes(pages: Pages) -> list[Route]:
    months, team, days, closing = Months(pages), Team(pages), Days(pages), Closing(pages)
    both = ["GET", "POST"]
    return [
        Route("/attendance", guarded(pages, months.mine)),
        Route("/attendance/team", guarded(pages, team.show)),
        Route("/attendance/close", guarded(pages, closing.show), methods=both),
        Route("/attendance/reopen", guarded(pages, closing.reopen), methods=["POST"]),
        Route("/attendance/{id}", guarded(pages, months.theirs)),
        Route("/attendance/{id}/{day}", guarded(pages, days.show), methods=both),
    ]


class Months:
    """GET /attendance and /attendance/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def mine(self, request: Request) -> Response:
        me = request.state.ctx.principal.employee_id
        if me is None:
            tabs = sections(request)
            if not tabs:
                raise PageTrouble(404, "")
            return back_to(tabs[0][0])
        return await self._show(request, me, None)

    async def theirs(self, request: Request) -> Response:
        answer = await self.pages.ask(request, "attendance/person", id=request.path_params["id"])
        if answer["employee"] is None:
            raise PageTrouble(404, "")
        return await self._show(request, answer["employee"]["id"], answer["employee"])

    async def _show(self, request: Request, person: str, other: Any) -> Response:
        ctx = request.state.ctx
        month = month_of(request.query_params.get("month"), ctx.today)
        span = {"since": month.first.isoformat(), "until": month.last.isoformat()}
        answer = await self.pages.ask(request, "attendance/month", person=person, month=month.name, **span)
        cells = cells_of(month, answer)
        state = first_of(answer, "attendanceMonths")
        view = {
            "month": month,
            "weeks": [[day and cells[day] for day in week] for week in month.weeks()],
            "sums": first_of(answer, "monthlyAttendance"),
            "gaps": [cell for cell in cells.values() if cell.gap],
            "adjustments": nodes(answer, "attendanceAdjustments"),
            "is_locked": state is not None and state["state"] == "LOCKED",
            "is_announced": is_announced(answer),
            "person": other,
            "person_id": person,
            "base": f"/attendance/{person}" if other else "/attendance",
            "may_record": may_write(
                ctx, "Mutation.recordAttendanceDay", own=person == ctx.principal.employee_id
            ),
            "tabs": sections(request),
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "attendance/month.html", view, blocks={"month": "sheet"})
