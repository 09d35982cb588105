"""Norm and actual side by side, unit by unit; and the form that sets a norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.org.chart import day_of, find_unit, in_force
from ui.page import Pages, PageTrouble, back_to, query
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

KINDS: Final = ("STORE", "WARD", "TEAM", "DEPARTMENT", "COMPANY")
USUAL: Final = ("STORE", "WARD", "TEAM")
NAMES: Final = ("positionId", "fte", "effectiveOn")


class Staffing:
    """GET /org/staffing; GET and POST /org/{id}/norm."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        given, on = request.query_params, day_of(request)
        kinds = [kind for kind in given.getlist("kind") if kind in KINDS] or list(USUAL)
        after = given.get("after", "")
        answer = await self.pages.ask(
            request, "org/staffing", kinds=kinds, after=after or None, on=on.isoformat()
        )
        found = answer["departments"] or {}
        rows = found.get("nodes") or []
        info = found.get("pageInfo") or {}
        asked = {"kind": kinds, "on": on.isoformat()}
        view = {
            "rows": rows,
            "hidden": bool(rows) and not any(row["staffing"] for row in rows),
            "kinds": KINDS,
            "chosen": kinds,
            "on": on.isoformat(),
            "total": found.get("totalCount", 0),
            "page": {
                "back": query(asked) if after else "",
                "next": query(asked, after=info.get("endCursor")) if info.get("hasNextPage") else "",
            },
            "failed": [self.pages.say(request, one) for one in answer.errors] if not found else [],
        }
        return await self.pages.show(request, "org/staffing.html", view, blocks={"results": "results"})

    async def norm(self, request: Request) -> Response:
        """Set, change or end the norm of a department or of one position in it."""
        say = catalogue(self.pages.language(request)).ugettext
        today = request.state.ctx.today
        unit = await find_unit(self.pages, request, today)
        if not may_write(request.state.ctx, "Mutation.setStaffingNorm", own=False):
            raise PageTrouble(403, say("The HR manager sets norms; ask them."))
        held = in_force((unit["norms"] or {}).get("nodes") or [], today)
        if request.method == "GET":
            position = request.query_params.get("position", "")
            now = next((row for row in held if ((row["position"] or {}).get("id") or "") == position), None)
            values = {
                "positionId": position,
                "fte": now["fte"] if now else "",
                "effectiveOn": today.isoformat(),
            }
            return await self._form(request, unit, held, Form("", values))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, NAMES)
        given: dict[str, Any] = {
            "departmentId": unit["id"],
            "positionId": values["positionId"] or None,
            "fte": None if sent.get("op") == "end" else values["fte"] or None,
            "effectiveOn": values["effectiveOn"] or None,
            "idempotencyKey": str(sent.get("key", "")) or uuid4().hex,
        }
        form = Form(say("Not saved yet"), values)
        if sent.get("op") != "end" and not values["fte"]:
            form.errors["fte"], form.status = say("Please fill this in."), 422
            return await self._form(request, unit, held, form)
        if values["effectiveOn"] == today.isoformat():
            given["seen"] = str(sent.get(f"seen:{values['positionId']}", ""))
        answer = await self.pages.ask(request, "org/set_norm", input=given)
        if answer["setStaffingNorm"]:
            return tell(back_to(f"/org/{unit['id']}"), "norm-set")
        form = troubled(form.title, values, answer.errors, self.pages.language(request))
        return await self._form(request, unit, held, form)

    async def _form(self, request: Request, unit: Any, held: Any, form: Form) -> Response:
        found = await self.pages.ask(request, "org/positions")
        positions = [(row["id"], row["name"]) for row in (found["positions"] or {}).get("nodes", [])]
        view = {"unit": unit, "norms": held, "form": form, "positions": positions, "key": uuid4().hex}
        return await self.pages.show(request, "org/norm.html", view, status=form.status)
