"""Sending a form to a mutation: told on the next page when it worked, handed back with what was typed when not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.page import Pages, PageTrouble, back_to
from ui.said import Undo, tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Shown = Callable[[Form], Awaitable["Response"]]
Shape = Callable[[Mapping[str, str]], dict[str, Any]]


def filled(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


async def send(
    pages: Pages,
    request: Request,
    document: str,
    names: tuple[str, ...],
    *,
    said: str,
    to: str | Callable[[Any], str],
    shown: Shown,
    shape: Shape = filled,
    more: Callable[[Any], dict[str, Any]] = lambda _: {},
    undo: Callable[[Any], Undo | None] = lambda _: None,
) -> Response:
    """Send the named fields as the input of a document's one mutation; `shape` says what they become.

    `more` takes what a form holds besides texts, `undo` tells the way back by the row that was changed. On trouble
    `shown` answers with the form as it was typed.
    """
    form = await request.form()
    pages.doors.check_csrf(request, form)
    values = typed(form, names)
    given = {**shape(values), **more(form), "idempotencyKey": str(form.get("key", "")) or uuid4().hex}
    if given.get("version"):
        given["version"] = int(given["version"])
    answer = await pages.ask(request, document, input=given)
    if any(answer.data.values()):
        (row,) = answer.data.values()
        return tell(back_to(to if isinstance(to, str) else to(row)), said, undo=undo(row))
    say = catalogue(pages.language(request)).ugettext
    return await shown(troubled(say("Not saved yet"), values, answer.errors, pages.language(request)))


async def take_back(pages: Pages, request: Request, document: str, row_id: str, to: str) -> Response:
    """Send the reverse of what was just done, unless somebody has changed the row since."""
    form = await request.form()
    pages.doors.check_csrf(request, form)
    version = str(form.get("version", ""))
    given = {
        "id": row_id,
        "version": int(version) if version.isdecimal() else 0,
        "idempotencyKey": uuid4().hex,
    }
    answer = await pages.ask(request, document, input=given)
    if answer.errors:
        raise PageTrouble(HTTPStatus.CONFLICT, " ".join(pages.say(request, one) for one in answer.errors))
    return tell(back_to(str(form.get("next", "")) or to), "undone")
