"""One's own account: where one is signed in, and the API tokens one has made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ui.admin import forms
from ui.admin.access import words
from ui.admin.forms import Input, Sheet
from ui.admin.people import session_row, token_row
from ui.page import Pages

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LASTS = 90


class Mine:
    """GET /account, GET and POST /account/token."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        say = words(self.pages, request)
        answer = await self.pages.ask(request, "admin/mine")
        account: dict[str, Any] = answer["myAccount"] or {}
        here = (answer["viewer"] or {}).get("sessionId") or ""
        sessions = ((account.get("sessions") or {}).get("nodes")) or []
        tokens = ((account.get("tokens") or {}).get("nodes")) or []
        view = {
            "title": say("My account"), "sub": account.get("username", ""), "places": [], "current": "/account",
            "sessions": [session_row(one, say, keeps=True, here=here) for one in sessions],
            "tokens": [token_row(one, say, keeps=True) for one in tokens],
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }  # fmt: skip
        return await self.pages.show(request, "admin/mine.html", view)

    async def token(self, request: Request) -> Response:
        """Make a token and show it this once."""
        say = words(self.pages, request)
        scopes = (("true", say("Reads only")), ("false", say("Reads and writes")))
        inputs = (
            Input(
                "name",
                say("What it is for"),
                must=True,
                hint=say("So that you know later which one to revoke"),
            ),
            Input("days", say("Days it lasts"), "number", must=True),
            Input("readOnly", say("It may"), must=True, options=scopes),
        )
        note = say("It has your own rights. Whoever holds it is you.")
        sheet = Sheet(
            say("New API token"), "/account/token", "/account", say("Make the token"), inputs, "/account", note,
            values={"name": "", "days": str(LASTS), "readOnly": "true"},
        )  # fmt: skip
        if request.method == "GET":
            return await forms.show(self.pages, request, sheet)
        done, form, key = await forms.submit(
            self.pages,
            request,
            sheet,
            "createToken",
            "CreateTokenInput",
            {},
            "secret token { name }",
            once=False,
        )
        if not done:
            return await forms.show(self.pages, request, sheet, form, key)
        view = {
            "title": say("New API token"), "sub": done["token"]["name"], "current": "/account", "places": [],
            "name": say("Token"), "secret": done["secret"], "back": "/account",
            "note": say("Only its digest is kept, so nobody can show it again."),
            "hint": say("Send it as Authorization: Bearer …"),
        }  # fmt: skip
        return await self.pages.show(request, "admin/secret.html", view)
