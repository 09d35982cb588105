"""Sending a form to a mutation: told on the next page when it worked, handed back with what was typed when not."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.page import Pages, back_to
from ui.said import tell
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
) -> Response:
    """Send the named fields as the input of a document's one mutation; `shape` says what they become.

    `more` takes what a form holds besides texts. On trouble `shown` answers with the form as it was typed.
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
        return tell(back_to(to if isinstance(to, str) else to(row)), said)
    say = catalogue(pages.language(request)).ugettext
    return await shown(troubled(say("Not saved yet"), values, answer.errors, pages.language(request)))
