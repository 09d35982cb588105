"""What every form of these pages does: read what was sent, run a mutation, and say what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.page import Pages, PageTrouble

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request


async def sent_form(pages: Pages, request: Request) -> FormData:
    form = await request.form()
    pages.doors.check_csrf(request, form)
    return form


def key_of(form: FormData) -> str:
    return str(form.get("key", "")) or uuid4().hex


def number_of(form: FormData, name: str) -> int | None:
    """Return a whole number that was sent; None for anything else."""
    text = str(form.get(name, "")).strip()
    return int(text) if text.isascii() and text.isdigit() else None


def status_of(errors: Sequence[Mapping[str, Any]]) -> int:
    """Return the status of a page that shows what the server refused; 200 if it refused nothing."""
    if not errors:
        return 200
    codes = {error.get("extensions", {}).get("code") for error in errors}
    return 403 if "DENIED" in codes else 404 if "NOT_FOUND" in codes else 409


def refuse(pages: Pages, request: Request, errors: Sequence[Mapping[str, Any]]) -> None:
    """End with what the server said, for a form of one button that has nothing to show again."""
    if errors:
        raise PageTrouble(status_of(errors), " ".join(pages.say(request, one) for one in errors))
