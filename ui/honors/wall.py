"""The wall: who was honored, who thanked whom, and a few words to thank somebody with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form
from ui.offers import may_see, may_write
from ui.page import Pages, PageTrouble
from ui.payouts.writing import send

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

VALUES = ("CUSTOMER_FIRST", "TEAMWORK", "HELPFUL", "CRAFT", "LEARNING")
NONE: dict[str, Any] = {"nodes": [], "totalCount": 0}


class Wall:
    """GET and POST /honors, POST /honors/kudos/{id}/{verb}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._page(request, Form("", {"employeeCode": request.query_params.get("to", "")}))
        return await send(
            self.pages, request, "honors/thank", ("employeeCode", "value", "text"), said="kudos-given", to="/honors",
            shown=lambda form: self._page(request, form),
        )  # fmt: skip

    async def act(self, request: Request) -> Response:
        row_id, verb = request.path_params["id"], request.path_params["verb"]

        async def shown(form: Form) -> Response:
            form.values = {**form.values, "id": row_id}
            return await self._page(request, form)

        if verb == "report":
            return await send(
                self.pages, request, "honors/report", ("reason",), said="kudos-reported", to="/honors", shown=shown,
                more=lambda _: {"id": row_id},
            )  # fmt: skip
        if verb not in ("hide", "keep"):
            raise PageTrouble(404, "")
        return await send(
            self.pages, request, "honors/settle", ("version",), said="kudos-settled", to="/honors", shown=shown,
            more=lambda _: {"id": row_id, "isHidden": verb == "hide"},
        )  # fmt: skip

    async def _page(self, request: Request, form: Form) -> Response:
        ctx, honor = request.state.ctx, request.query_params.get("honor")
        judges = may_see(ctx, "KudosReport.id")
        where: dict[str, Any] = {"state": {"eq": "GIVEN"}}
        if honor:
            where["honor"] = {"code": {"eq": honor}}
        answer = await self.pages.ask(request, "honors/wall", where=where, judges=judges)
        view = {
            "form": form,
            "awards": answer["awards"] or NONE,
            "honors": (answer["honors"] or NONE)["nodes"],
            "honor": honor,
            "kudos": answer["kudos"] or NONE,
            "reported": (answer["reportedKudos"] or NONE)["nodes"] if judges else [],
            "values": VALUES,
            "may_thank": ctx.principal.employee_id is not None
            and may_write(ctx, "Mutation.giveKudos", own=False),
            "may_give": may_write(ctx, "Mutation.giveAward", own=False),
            "may_keep": may_write(ctx, "Mutation.saveHonor", own=False),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "honors/wall.html", view, status=form.status)
