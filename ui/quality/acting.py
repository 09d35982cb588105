"""Sending a form as one mutation: what came of it, and the form again with what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from ui.page import Pages


async def sent(pages: Pages, request: Request, names: Iterable[str]) -> tuple[FormData, dict[str, str]]:
    """Return the form, checked to be ours, and its named fields."""
    form = await request.form()
    pages.doors.check_csrf(request, form)
    return form, typed(form, names)


async def act(
    pages: Pages,
    request: Request,
    document: str,
    given: Mapping[str, Any],
    values: Mapping[str, str],
    key: str = "",
) -> Form | None:
    """Run the mutation; None when it was done, else the form with what was typed and what is wrong."""
    whole = {**given, "idempotencyKey": key or uuid4().hex}
    answer = await pages.ask(request, document, input=whole)
    if not answer.errors and any(value is not None for value in answer.data.values()):
        return None
    say = catalogue(pages.language(request)).ugettext
    return troubled(say("Not saved yet"), values, answer.errors, pages.language(request))


def version_of(form: FormData) -> dict[str, int]:
    """Return the version that was seen, if the form tells it."""
    text = str(form.get("version", ""))
    return {"version": int(text)} if text.isdigit() else {}


def filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}
