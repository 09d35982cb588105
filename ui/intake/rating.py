"""A customer's own address: five taps, thanks, and nothing to read but their own answers; no cookie, no script."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import RedirectResponse
from starlette.routing import Route

from ui.forms import Form
from ui.intake.public import CACHE, speak
from ui.page import Pages
from ui.shell.pages import guarded
from ui.texts import LOCALES, catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

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
        language = self.pages.language(request)
        words = catalogue(language).ugettext
        try:
            if request.method == "POST":
                return await self._send(request, language)
            found = await self.pages.doors.open_rating(request, language)
        except Exception as error:
            if not (hasattr(error, "zh") and hasattr(error, "en")):
                raise
            title, status = words("This page cannot be opened"), getattr(error, "status", 422)
            return await self._gone(request, title, str(getattr(error, language)), status)
        if found is None:
            say = words("The address is mistyped, or its time is over.")
            return await self._gone(request, words("Nothing stands here"), say, HTTPStatus.NOT_FOUND)
        shown = {
            "found": found,
            "key": request.path_params["key"],
            "other": next(each for each in LOCALES if each != language),
            "form": Form(""),
        }
        return await self.pages.show(request, "intake/rating.html", shown)

    async def _send(self, request: Request, language: str) -> Response:
        sent = await self.pages.doors.small_form(request)
        values = {name: sent.get(name, "") for name in NAMES}
        await self.pages.doors.rate(request, values, language)
        return RedirectResponse(f"/f/rate/{request.path_params['key']}?lang={language}", 303, CACHE)

    async def _gone(self, request: Request, title: str, say: str, status: int) -> Response:
        return await self.pages.show(request, "intake/gone.html", {"title": title, "say": say}, status=status)
