"""Moving the people chosen in the list: one form, all or none, and ten seconds to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.people.search import as_tree
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("departmentId", "positionId", "locationId", "managerCode", "effectiveOn", "reason")
WHAT: Final = ("departmentId", "positionId", "locationId", "managerCode")
MOST: Final = 100
BLOCKS: Final = {"drawer": "move"}


class Bulk:
    """GET shows whom and where, in the drawer or as a page; POST moves them."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def move(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        if not may_write(request.state.ctx, "Mutation.moveEmployees", own=False):
            raise PageTrouble(HTTPStatus.FORBIDDEN, say("HR changes this; ask them."))
        if request.method == "GET":
            given = request.query_params
            form = Form("", {"effectiveOn": request.state.ctx.today.isoformat()})
            return await self._show(request, given.getlist("pick"), form, given.get("next", ""))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values, ids = typed(sent, FIELDS), [str(each) for each in sent.getlist("pick")]
        going_back, key = str(sent.get("next", "")), str(sent.get("key", "")) or uuid4().hex
        if not any(values[name] for name in WHAT):
            problem = {"departmentId": say("Say where they go: one of these is needed.")}
            return await self._show(
                request, ids, Form(say("Not moved yet"), values, problem, 422), going_back
            )
        asked = {name: value for name, value in values.items() if value} | {"ids": ids, "idempotencyKey": key}
        answer = await self.pages.ask(request, "people/move", input=asked)
        if done := answer["moveEmployees"]:
            undo = Undo("/people/bulk/undo", {"id": done["id"]})
            return tell(back_to(going_back or "/people"), "moved", undo=undo, num=done["count"])
        form = troubled(say("Not moved yet"), values, answer.errors, self.pages.language(request))
        return await self._show(request, ids, form, going_back)

    async def undo(self, request: Request) -> Response:
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        given = {"id": str(sent.get("id", "")), "idempotencyKey": uuid4().hex}
        answer = await self.pages.ask(request, "people/unmove", input=given)
        if answer.errors:
            raise PageTrouble(
                HTTPStatus.CONFLICT, " ".join(self.pages.say(request, one) for one in answer.errors)
            )
        return tell(back_to(str(sent.get("next", ""))), "undone")

    async def _show(self, request: Request, ids: Sequence[str], form: Form, going_back: str) -> Response:
        chosen = list(dict.fromkeys(ids))[:MOST]
        found = await self.pages.ask(request, "people/picked", ids=chosen)
        options = await self.pages.ask(request, "people/open_choices", on=request.state.ctx.today.isoformat())
        nodes = {
            name: (options[name] or {}).get("nodes") or []
            for name in ("departments", "positions", "locations")
        }
        view: dict[str, Any] = {
            "people": (found["employees"] or {}).get("nodes") or [],
            "form": form,
            "key": uuid4().hex,
            "next": going_back,
            "departments": [
                (row["id"], "　" * row["depth"] + row["name"]) for row in as_tree(nodes["departments"])
            ],
            "positions": [(row["id"], row["name"]) for row in nodes["positions"]],
            "locations": [(row["id"], row["name"]) for row in nodes["locations"]],
        }
        return await self.pages.show(request, "people/bulk.html", view, status=form.status, blocks=BLOCKS)
