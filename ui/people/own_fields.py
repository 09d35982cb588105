"""The fields the company added to its people: the list, a form for a new one, a form for each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_see_any, may_write
from ui.page import Pages, PageTrouble, back_to
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

NEW: Final = ("labelZh", "labelEn", "key", "type", "dataClass", "choices")
OLD: Final = ("labelZh", "labelEn", "choices")
NEW_FLAGS: Final = ("isRequired", "isSearchable")
OLD_FLAGS: Final = (*NEW_FLAGS, "isActive")
MUST: Final = ("labelZh", "labelEn", "key", "type", "dataClass")
CLASSES: Final = (
    "roster", "timesheet", "training", "contact", "identity", "pay", "protected", "exit_reason", "performance",
)  # fmt: skip


class OwnFields:
    """GET and POST /settings/fields and /settings/fields/{id}."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def every(self, request: Request) -> Response:
        self._require(request)
        if request.method == "GET":
            return await self._page(request, Form("", dict.fromkeys((*NEW, *NEW_FLAGS), "")))
        say = catalogue(self.pages.language(request)).ugettext
        sent = await self._form(request)
        values = typed(sent, (*NEW, *NEW_FLAGS))
        empty = {name: say("Please fill this in.") for name in MUST if not values[name]}
        form = Form(say("Not saved yet"), values, empty, 422)
        if not empty:
            given: dict[str, Any] = {name: values[name] for name in MUST} | flags(values, NEW_FLAGS)
            given |= {
                "choices": lines(values["choices"]),
                "idempotencyKey": str(sent.get("key_", "")) or uuid4().hex,
            }
            answer = await self.pages.ask(request, "people/define_field", input=given)
            if answer["defineCustomField"]:
                return tell(back_to("/settings/fields"), "field-defined")
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, form)

    async def one(self, request: Request) -> Response:
        self._require(request)
        say = catalogue(self.pages.language(request)).ugettext
        row = next(
            (each for each in await self._rows(request) if each["id"] == request.path_params["id"]), None
        )
        if row is None or not may_write(request.state.ctx, "Mutation.changeCustomField", own=False):
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        form = Form("", started(row))
        if request.method == "POST":
            sent = await self._form(request)
            values = typed(sent, (*OLD, *OLD_FLAGS))
            given: dict[str, Any] = {"id": row["id"], "version": int(str(sent.get("version", "0")) or 0)}
            given |= {"labelZh": values["labelZh"], "labelEn": values["labelEn"], **flags(values, OLD_FLAGS)}
            given |= {"choices": lines(values["choices"])} if row["type"] == "CHOICE" else {}
            answer = await self.pages.ask(request, "people/change_field", input=given)
            if answer["changeCustomField"]:
                return tell(back_to("/settings/fields"), "field-changed")
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        view = {"row": row, "form": form}
        return await self.pages.show(request, "people/own_field.html", view, status=form.status)

    def _require(self, request: Request) -> None:
        if not may_see_any(request.state.ctx, ("custom_field",), own=False):
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(403, say("HR keeps the company's fields; ask them."))

    async def _form(self, request: Request) -> FormData:
        form = await request.form()
        self.pages.doors.check_csrf(request, form)
        return form

    async def _rows(self, request: Request) -> list[dict[str, Any]]:
        answer = await self.pages.ask(request, "people/own_fields")
        found: list[dict[str, Any]] = (answer["customFields"] or {}).get("nodes") or []
        return found

    async def _page(self, request: Request, form: Form) -> Response:
        english = self.pages.language(request) == "en"
        view = {
            "rows": await self._rows(request),
            "form": form,
            "key": uuid4().hex,
            "may_write": may_write(request.state.ctx, "Mutation.defineCustomField", own=False),
            "types": [(key, pair[english]) for key, pair in WORDS["custom_type"].items()],
            "classes": [(key, WORDS["class"][key][english]) for key in CLASSES],
        }
        return await self.pages.show(request, "people/own_fields.html", view, status=form.status)


def started(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what the form of a field starts with."""
    texts = {"labelZh": row["labelZh"], "labelEn": row["labelEn"], "choices": "\n".join(row["choices"] or ())}
    return texts | {name: "on" if row[name] else "" for name in OLD_FLAGS}


def flags(values: Mapping[str, str], names: tuple[str, ...]) -> dict[str, bool]:
    return {name: bool(values[name]) for name in names}


def lines(text: str) -> list[str]:
    """Return the choices, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]
