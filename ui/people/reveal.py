"""The ID number in full: asks for a reason, shows the number once, keeps nothing of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_reveal
from ui.page import Pages, PageTrouble
from ui.people.record import find_person
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BLOCKS = {"drawer": "reveal"}


class Reveal:
    """GET asks for the reason, POST shows the number; both in the drawer or as a page."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        person = (await find_person(self.pages, request))["employee"]
        say = catalogue(self.pages.language(request)).ugettext
        if not may_reveal(request.state.ctx, "Employee.idNumber"):
            raise PageTrouble(HTTPStatus.FORBIDDEN, say("You may not reveal this; ask the HR manager."))
        if request.method == "GET":
            return await self._page(request, person, Form("", {"reason": ""}))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values = typed(sent, ("reason",))
        given = {"id": person["id"], "idempotencyKey": str(sent.get("key", "")) or uuid4().hex, **values}
        answer = await self.pages.ask(request, "people/reveal", input=given)
        if found := answer["revealIdNumber"]:
            return await self._page(request, person, Form("", values), found)
        form = troubled(say("Not shown"), values, answer.errors, self.pages.language(request))
        return await self._page(request, person, form)

    async def _page(
        self, request: Request, person: Any, form: Form, found: dict[str, Any] | None = None
    ) -> Response:
        view = {
            "person": person,
            "form": form,
            "key": uuid4().hex,
            "is_shown": found is not None,
            "number": (found or {}).get("idNumber"),
        }
        return await self.pages.show(request, "people/reveal.html", view, status=form.status, blocks=BLOCKS)
