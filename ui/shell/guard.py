"""What stands around every page handler: strangers sign in first, and trouble is a page in the reader's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from ui.page import Pages, PageTrouble
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    Handler = Callable[[Request], Awaitable[Response]]


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
