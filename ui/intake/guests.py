"""What the pages of guests share: who they are is forgotten, and what is refused, mistyped or over is one page."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar

from ui.texts import LOCALES, catalogue

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Pages

Found = TypeVar("Found")


def speak(request: Request) -> None:
    """Forget who is signed in, and speak the language the address names: a guest keeps no cookie of ours."""
    request.state.ctx = None
    wanted = request.query_params.get("lang", "")
    if wanted in LOCALES:
        request.cookies["lang"] = wanted


def sentence(error: Exception, language: str) -> tuple[str, int]:
    """Return what an expected trouble says, and its status; anything else is raised again."""
    if not (hasattr(error, "zh") and hasattr(error, "en")):
        raise error
    return str(getattr(error, language)), getattr(error, "status", HTTPStatus.UNPROCESSABLE_ENTITY)


async def reached(
    pages: Pages, request: Request, opened: Callable[[Request, str], Awaitable[Found | None]], ended: str
) -> Found | Response:
    """Open what a private address leads to; `ended` is said where nothing stands there (any more)."""
    language = pages.language(request)
    words = catalogue(language).ugettext
    try:
        found = await opened(request, language)
    except Exception as error:  # noqa: BLE001 (what is no expected trouble is raised again)
        say, status = sentence(error, language)
        return await gone(pages, request, words("This page cannot be opened"), say, status)
    if found is None:
        return await gone(pages, request, words("Nothing stands here"), ended, HTTPStatus.NOT_FOUND)
    return found


async def gone(pages: Pages, request: Request, title: str, say: str, status: int) -> Response:
    return await pages.show(request, "intake/gone.html", {"title": title, "say": say}, status=status)


def of_key(pages: Pages, request: Request, found: Any) -> dict[str, Any]:  # what the doors answered
    """Return what the page of a private address shows."""
    language = pages.language(request)
    return {
        "found": found,
        "key": request.path_params["key"],
        "other": next(each for each in LOCALES if each != language),
    }
