"""Pages of no area: help, the palette, language and theme, and what is shown when a page fails."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from ui import navigation
from ui.page import THEMES, Pages, PageTrouble, back_to
from ui.texts import LOCALES, catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    Handler = Callable[[Request], Awaitable[Response]]

YEAR = 365 * 86400


class Shell:
    """Handlers of the shell."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/help", guarded(self.pages, self.help)),
            Route("/palette", guarded(self.pages, self.palette)),
            Route("/preferences", guarded(self.pages, self.prefer, anonymous=True), methods=["POST"]),
        ]

    async def help(self, request: Request) -> Response:
        return await self.pages.show(request, "shell/help.html", {}, blocks={"keys": "dialog"})

    async def palette(self, request: Request) -> Response:
        """Answer the whole palette, or its hits while one types."""
        q = request.query_params.get("q", "").strip()
        viewer = await self.pages.viewer(request)
        asks = q and "search" in viewer["can"]
        found = (await self.pages.ask(request, "shell/palette", search=q))["employees"] if asks else None
        named = (
            await self.pages.ask(request, "shell/figures", search=q)
            if q and viewer["mayReadMetrics"]
            else None
        )
        say = catalogue(self.pages.language(request)).ugettext
        places = [
            (link.place, link.icon, say(link.text))
            for link in navigation.links(viewer, self.pages.doors.settings.console)
        ]
        if viewer.get("mayHire"):
            places.append(("/people/new", "user-plus", say("Add a person")))
        view = {
            "q": q,
            "people": (found or {}).get("nodes", []),
            "figures": (named["metricDefinitions"] or {}).get("nodes", []) if named else [],
            "places": [entry for entry in places if q.lower() in entry[2].lower()],
        }
        blocks = {"palette": "palette", "hits": "hits"}
        return await self.pages.show(request, "shell/palette.html", view, blocks=blocks)

    async def prefer(self, request: Request) -> Response:
        """Keep a language or a theme in a cookie; nothing personal, so a visitor may too."""
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
        return answer


def guarded(pages: Pages, handler: Handler, *, anonymous: bool = False) -> Handler:
    """Send strangers to sign in, and show trouble as a page in the reader's language."""

    async def handle(request: Request) -> Response:
        if request.state.ctx is None and not anonymous:
            return _sign_in_first(request)
        try:
            return await handler(request)
        except PageTrouble as trouble:
            if trouble.status == HTTPStatus.UNAUTHORIZED:
                return _sign_in_first(request)
            return await _trouble(pages, request, trouble.status, trouble.say, trouble.rule)
        except Exception as error:
            if not (hasattr(error, "zh") and hasattr(error, "en")):
                raise
            return await _trouble(
                pages, request, getattr(error, "status", 400), getattr(error, pages.language(request)), None
            )

    return handle


def _sign_in_first(request: Request) -> Response:
    """Remember where a reader wanted to go; a form that lost its session starts over."""
    if "hx-request" in request.headers:
        return Response("", 200, {"HX-Redirect": "/login"})
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    wanted = "?" + urlencode({"next": here}) if request.method == "GET" and here != "/" else ""
    return RedirectResponse(f"/login{wanted}", 303, {"Cache-Control": "no-store"})


async def _trouble(pages: Pages, request: Request, status: int, say: str, rule: str | None) -> Response:
    words = catalogue(pages.language(request)).ugettext
    title = {403: words("Not yours to see"), 404: words("No such record")}.get(
        status, words("This page didn't load")
    )
    view = {"code": status, "title": title, "say": say, "rule": rule}
    return await pages.show(request, "shell/trouble.html", view, status=status)
