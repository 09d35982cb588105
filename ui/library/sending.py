"""Sending a form whose answer is needed: the row that was saved, or the form again with what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled
from ui.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from ui.page import Pages


async def send(
    pages: Pages,
    request: Request,
    document: str,
    given: Mapping[str, Any],
    values: Mapping[str, str],
    key: str,
) -> Mapping[str, Any] | Form:
    """Run the mutation of a document that has one field, and return what it answers."""
    answer = await pages.ask(request, document, input={**given, "idempotencyKey": key or uuid4().hex})
    saved = next((value for value in answer.data.values() if value is not None), None)
    if saved is not None and not answer.errors:
        found: Mapping[str, Any] = saved
        return found
    say = catalogue(pages.language(request)).ugettext
    return troubled(say("Not saved yet"), values, answer.errors, pages.language(request))
