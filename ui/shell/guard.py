"""What stands around every page handler: strangers sign in first, and trouble is a page in the reader's language."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response

from ui import checks
from ui.page import Pages, PageTrouble
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    Handler = Callable[[Request], Awaitable[Response]]


PAST_DOCUMENTS = frozenset({"/account/password"})
"""What writes through a door of its own and not by a document; so does whatever a stranger may send."""


def guarded(pages: Pages, handler: Handler, *, anonymous: bool = False) -> Handler:
    """Send strangers to sign in, and show trouble as a page in the reader's language."""

    async def handle(request: Request) -> Response:
        if checks.begun(request):
            return checks.answer({}) if anonymous else await _look_over(request, handler)
        if request.state.ctx is None and not anonymous:
            return _sign_in_first(request)
        try:
            return await handler(request)
        except PageTrouble as trouble:
            if trouble.status == HTTPStatus.UNAUTHORIZED:
                return _sign_in_first(request)
            return await _trouble(pages, request, trouble.status, trouble.say, trouble.rule)
        except Exception as error:
            if not _is_told(error):
                raise
            return await _trouble(
                pages, request, getattr(error, "status", 400), getattr(error, pages.language(request)), None
            )

    return handle


async def _look_over(request: Request, handler: Handler) -> Response:
    """Answer a look ahead: at what does not run as a document there is none, so that nothing is written past it."""
    if request.state.ctx is None or request.url.path in PAST_DOCUMENTS:
        return checks.answer({})
    try:
        await handler(request)
    except checks.Checked as checked:
        return checks.answer(checked.wrong)
    except Exception as error:
        if not (isinstance(error, PageTrouble) or _is_told(error)):
            raise
    return checks.answer({})  # trouble of no field is told when the form is sent


def _is_told(error: Exception) -> bool:
    """Say whether an error has a sentence in both languages."""
    return hasattr(error, "zh") and hasattr(error, "en")


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
