"""What a manager sees of their people's incentives: attainment, honors and how many; no amount is ever asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.offers import may_see
from ui.page import Pages, PageTrouble, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Team:
    """GET /incentives/team."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if not may_see(request.state.ctx, "Payout.attainment"):
            raise PageTrouble(404, "")
        department, after = request.query_params.get("department"), request.query_params.get("after")
        me = request.state.ctx.principal.employee_id
        where: dict[str, Any] = {"id": {"ne": me}} if me else {}
        if department:
            where["department"] = {"code": {"eq": department}}
        answer = await self.pages.ask(request, "payouts/team", where=where, after=after)
        people = answer["employees"] or {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}
        info = people["pageInfo"]
        view = {
            "rows": people["nodes"],
            "total": people["totalCount"],
            "next": query({"department": department, "after": info["endCursor"]})
            if info["hasNextPage"]
            else "",
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "payouts/team.html", view)
