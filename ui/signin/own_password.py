"""GET and POST /account/password: one's own password, changed with the present one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from ui.forms import Form
from ui.page import Pages, back_to
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("current", "password", "again")


class OwnPassword:
    """The form; what was typed into it is never sent back."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        form, say = Form(""), catalogue(self.pages.language(request)).ugettext
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            typed = {name: str(sent.get(name, "")) for name in FIELDS}
            problem = {name: say("Please fill this in.") for name in FIELDS if not typed[name]}
            if not problem and typed["password"] != typed["again"]:
                problem = {"again": say("The two are not the same.")}
            problem = problem or await self._change(request, typed)
            if not problem:
                return tell(back_to("/account"), "own-password")
            form = Form(say("Not saved yet"), {}, problem, HTTPStatus.UNPROCESSABLE_ENTITY)
        return await self.pages.show(request, "signin/own_password.html", {"form": form}, status=form.status)

    async def _change(self, request: Request, typed: dict[str, str]) -> dict[str, str]:
        """Return what is wrong, by field."""
        try:
            await self.pages.doors.change_password(request, typed["current"], typed["password"])
        except Exception as error:
            if not (hasattr(error, "zh") and hasattr(error, "en")):
                raise
            at = next((name for name in FIELDS if name in getattr(error, "path", ())), "")
            return {at: str(getattr(error, self.pages.language(request)))}
        return {}
