"""Pages of no area: help, the palette, language and theme, and what is shown when a page fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ui.page import THEMES, Pages, back_to
from ui.shell.guard import guarded
from ui.shell.lists import Lists
from ui.shell.offline import Offline
from ui.shell.palette import Palette
from ui.texts import LOCALES

if TYPE_CHECKING:
    from starlette.requests import Request

__all__ = ["Shell", "guarded"]

YEAR = 365 * 86400


class Shell:
    """Handlers of the shell."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/palette", guarded(self.pages, Palette(self.pages).show)),
            *Offline(self.pages).routes(),
            *Lists(self.pages).routes(),
            Route("/preferences", guarded(self.pages, self.prefer, anonymous=True), methods=["POST"]),
        ]

    async def prefer(self, request: Request) -> Response:
        """Keep a language or a theme in a cookie, so that a visitor may too; the height of rows with the account."""
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        answer = back_to(str(form.get("next", "/")))
        for name, known in (("lang", LOCALES), ("theme", THEMES)):
            chosen = str(form.get(name, ""))
            if chosen in known:
                answer.set_cookie(
                    name,
                    chosen,
                    max_age=YEAR,
                    samesite="lax",
                    httponly=True,
                    secure=request.url.scheme == "https",
                )
        if "density" in form and request.state.ctx:
            given = {"page": "lists", "density": str(form["density"])}
            await self.pages.ask(request, "shell/choose", input=given)
        return answer
