"""One's own statement: each amount with the whole calculation behind it, honors, and thanks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.page import Pages, PageTrouble, query

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NONE: dict[str, Any] = {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False, "endCursor": None}}


class Statement:
    """GET /me/incentives."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        me = request.state.ctx.principal.employee_id
        if me is None:
            raise PageTrouble(404, "")
        answer = await self.pages.ask(request, "payouts/mine", me=me, after=request.query_params.get("after"))
        lines = answer["payouts"] or NONE
        info = lines["pageInfo"]
        view = {
            "lines": lines["nodes"],
            "total": lines["totalCount"],
            "next": query({"after": info["endCursor"]}) if info["hasNextPage"] else "",
            "schemes": answer["mySchemes"] or [],
            "awards": answer["awards"] or NONE,
            "kudos": answer["kudos"] or NONE,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "payouts/statement.html", view)
