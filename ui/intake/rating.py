"""A customer's own address: five taps, thanks, and nothing to read but their own answers; no cookie, no script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ui.forms import Form
from ui.intake.guests import of_key, reached, speak
from ui.intake.public import CACHE
from ui.page import Pages
from ui.shell.pages import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

NAMES = ("score", "text")


def rating_routes(pages: Pages) -> list[Route]:
    one = Rating(pages)
    return [Route("/f/rate/{key}", guarded(pages, one.show, anonymous=True), methods=["GET", "POST"])]


class Rating:
    """GET and POST /f/rate/{key}: opening it answers nothing, so that what looks at links ahead does no harm."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        speak(request)
        words = catalogue(self.pages.language(request)).ugettext
        say = words("The address is mistyped, or its time is over.")
        found: Any = await reached(
            self.pages, request, self._send if request.method == "POST" else self.pages.doors.open_rating, say
        )
        if isinstance(found, Response):
            return found
        view = of_key(self.pages, request, found) | {"form": Form("")}
        return await self.pages.show(request, "intake/rating.html", view)

    async def _send(self, request: Request, language: str) -> Response:
        sent = await self.pages.doors.small_form(request)
        values = {name: sent.get(name, "") for name in NAMES}
        await self.pages.doors.rate(request, values, language)
        return RedirectResponse(f"/f/rate/{request.path_params['key']}?lang={language}", 303, CACHE)
