"""Asking for leave: a short form that tells, while one fills it in, what it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

NAMES = ("typeCode", "firstDay", "lastDay", "startsAtNoon", "endsAtNoon", "hours", "reason")
SPAN = ("typeCode", "firstDay", "lastDay", "startsAtNoon", "endsAtNoon", "hours")
FLAGS = ("startsAtNoon", "endsAtNoon")


class Asking:
    """GET and POST /leave/new, POST /leave/preview."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def new(self, request: Request) -> Response:
        ctx, say = request.state.ctx, catalogue(self.pages.language(request)).ugettext
        if ctx.principal.employee_id is None or not may_write(ctx, "Mutation.requestAbsence", own=True):
            raise PageTrouble(404, "")
        if request.method == "GET":
            day = request.query_params.get("day") or ctx.today.isoformat()
            return await self._page(request, Form("", {"firstDay": day, "lastDay": day}))
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        values = typed(form, NAMES)
        key = str(form.get("key", "")) or uuid4().hex
        if "look" in form:  # without JavaScript the reader asks for the preview by a button
            return await self._page(request, Form("", values), key, await self._look(request, values))
        given = {**span(values), "idempotencyKey": key} | (
            {"reason": values["reason"]} if values["reason"] else {}
        )
        answer = await self.pages.ask(request, "leave/ask", input=given)
        if answer["requestAbsence"]:
            return tell(back_to("/leave"), "leave-asked")
        problem = troubled(say("Not handed in yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, problem, key)

    async def preview(self, request: Request) -> Response:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        look = await self._look(request, typed(form, NAMES))
        return await self.pages.show(
            request, "leave/new.html", {"look": look, "form": Form("")}, blocks={"preview": "preview"}
        )

    async def _look(self, request: Request, values: Mapping[str, str]) -> dict[str, Any]:
        answer = await self.pages.ask(request, "leave/preview", input=span(values))
        return {
            "found": answer["absencePreview"],
            "says": [self.pages.say(request, error) for error in answer.errors],
        }

    async def _page(
        self, request: Request, form: Form, key: str = "", look: dict[str, Any] | None = None
    ) -> Response:
        ctx = request.state.ctx
        answer = await self.pages.ask(
            request, "leave/kinds", me=ctx.principal.employee_id, year=ctx.today.year
        )
        left = {
            row["type"]["id"]: float(row["remainingDays"]) - float(row["heldDays"])
            for row in nodes(answer, "absenceBalances")
            if row["type"]
        }
        english = self.pages.language(request) == "en"
        kinds = [
            {
                **row,
                "shown": (row["nameEn"] or row["name"]) if english else row["name"],
                "left": left.get(row["id"]),
            }
            for row in nodes(answer, "absenceTypes")
        ]
        view = {
            "form": form,
            "kinds": kinds,
            "ahead": (await self.pages.ask(request, "approvals/ahead", kind="absence"))["foreseenApproval"],
            "key": key or uuid4().hex,
            "look": look or {"found": None, "says": []},
        }
        return await self.pages.show(request, "leave/new.html", view, status=form.status)


def span(values: Mapping[str, str]) -> dict[str, Any]:
    """Return the days asked for as the contract takes them."""
    return {name: value == "1" if name in FLAGS else value for name in SPAN if (value := values[name])}
