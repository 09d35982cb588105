"""The forms of these pages: an account, a proposal, a department, a position, a place of work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui import checks
from ui.admin.access import open_places, words
from ui.forms import Form, troubled, typed
from ui.page import Pages

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response


@dataclass(frozen=True)
class Input:
    """One input of a form; `options` make it a choice."""

    name: str
    text: str
    type: str = "text"
    must: bool = False
    hint: str = ""
    options: Sequence[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Sheet:
    """A form page: its words, where it is sent, and where cancelling leads."""

    title: str
    action: str
    back: str
    send: str
    inputs: Sequence[Input]
    current: str
    note: str = ""
    version: str = ""
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.inputs]


async def show(
    pages: Pages, request: Request, sheet: Sheet, form: Form | None = None, key: str = ""
) -> Response:
    """Show a form: as it begins, or as it came back."""
    shown = form or Form("", sheet.values)
    view = {
        **vars(sheet),
        "sub": "",
        "places": open_places(pages, request),
        "form": shown,
        "key": key or uuid4().hex,
    }
    return await pages.show(request, "admin/form.html", view, status=shown.status)


async def sent(pages: Pages, request: Request) -> FormData:
    form = await request.form()
    pages.doors.check_csrf(request, form)
    return form


def missing(pages: Pages, request: Request, sheet: Sheet, values: Mapping[str, str]) -> Form:
    say = words(pages, request)
    empty = {
        one.name: say("Please fill this in.") for one in sheet.inputs if one.must and not values[one.name]
    }
    empty = checks.still_missing(request, empty)
    return Form(say("Not saved yet"), values, empty, 422 if empty else 200)


async def submit(
    pages: Pages,
    request: Request,
    sheet: Sheet,
    mutation: str,
    kind: str,
    given: Mapping[str, Any],
    answer: str = "id",
    *,
    once: bool = True,
) -> tuple[Any, Form, str]:
    """Send a form's mutation; return its answer (None when something is wrong), the form, and its key.

    What was left empty goes out as null where the form began with something, so that clearing clears.
    """
    form = await sent(pages, request)
    values, key = typed(form, sheet.names), str(form.get("key", ""))
    checked = missing(pages, request, sheet, values)
    if checked.errors:
        return None, checked, key
    kept = {name: value for name, value in values.items() if value or sheet.values.get(name)}
    version = str(form.get("version", ""))
    asked = {**given, **convert(sheet, kept)} | ({"idempotencyKey": key} if once else {})
    if version.isdecimal():
        asked["version"] = int(version)
    text = f"mutation Send($input: {kind}!) {{ {mutation}(input: $input) {{ {answer} }} }}"
    found = await pages.run(request, text, input=asked)
    if found[mutation]:
        return found[mutation], checked, key
    say = words(pages, request)
    return None, troubled(say("Not saved yet"), values, found.errors, pages.language(request)), key


def convert(sheet: Sheet, values: Mapping[str, str]) -> dict[str, Any]:
    """Bring what was typed to what the contract takes."""
    kinds = {one.name: one for one in sheet.inputs}
    out: dict[str, Any] = {}
    for name, value in values.items():
        kind = kinds[name]
        if kind.type == "number":
            out[name] = int(value) if value.lstrip("-").isdecimal() else value
        elif kind.options is not None and {key for key, _ in kind.options} == {"true", "false"}:
            out[name] = value == "true"
        else:
            out[name] = value or None
    return out
