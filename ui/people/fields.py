"""The company's own fields of one person, filled in as a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.people.record import find_person
from ui.said import tell
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

TYPES = {"DATE": "date"}
DAY = "effectiveOn"


class Fields:
    """GET and POST /people/{id}/fields."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        found = await find_person(self.pages, request)
        person, ctx = found["employee"], request.state.ctx
        say, language = catalogue(self.pages.language(request)).ugettext, self.pages.language(request)
        viewer = await self.pages.viewer(request)
        own = bool(person["id"] == (viewer.get("employee") or {}).get("id"))
        answer = await self.pages.ask(request, "people/fields", id=person["id"])
        fields = [
            field
            for field in (answer["customFields"] or {}).get("nodes") or ()
            if may_write(ctx, field["dataClass"], own=own)
        ]
        if not fields or not may_write(ctx, "Mutation.setCustomFields", own=own):
            raise PageTrouble(403, say("There is no company field you may fill in."))
        held = {
            row["key"]: row["value"] or ""
            for row in ((answer["employee"] or {}).get("customFields") or {}).get("nodes") or ()
        }
        was = {field["key"]: held.get(field["key"], "") for field in fields}
        form = Form("", {**was, DAY: ctx.today.isoformat()})
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            values = typed(sent, (*was, DAY))
            form = Form(say("Not saved yet"), values, missing(fields, values, say), 422)
            if not form.errors:
                given = self._given(person["id"], values, was) | {
                    "idempotencyKey": str(sent.get("key", "")) or uuid4().hex
                }
                if not given["values"]:
                    return back_to(f"/people/{person['id']}")
                answer = await self.pages.ask(request, "people/set_fields", input=given)
                if answer["setCustomFields"]:
                    return tell(back_to(f"/people/{person['id']}"), "fields-kept")
                form = troubled(say("Not saved yet"), values, answer.errors, language)
        view = {
            "person": person,
            "form": form,
            "key": uuid4().hex,
            "inputs": [asked(field, say) for field in fields],
        }
        return await self.pages.show(request, "people/fields.html", view, status=form.status)

    def _given(self, person: str, values: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Any]:
        """Return what changes; an emptied field loses its value."""
        changed = [{"key": key, "value": values[key] or None} for key in was if values[key] != was[key]]
        given: dict[str, Any] = {"id": person, "values": changed}
        return given | ({DAY: values[DAY]} if values[DAY] else {})


def missing(fields: list[dict[str, Any]], values: Mapping[str, str], say: Any) -> dict[str, str]:
    return {
        field["key"]: say("Please fill this in.")
        for field in fields
        if field["isRequired"] and not values[field["key"]]
    }


async def required_of(pages: Pages, request: Request) -> list[dict[str, Any]]:
    """Return the fields that a newcomer needs, of those the reader may fill; asked for once a request."""
    if not may_write(request.state.ctx, "Mutation.setCustomFields", own=False):
        return []
    if not hasattr(request.state, "required_fields"):
        answer = await pages.ask(request, "people/required_fields")
        rows = (answer["customFields"] or {}).get("nodes") or ()
        request.state.required_fields = [
            row
            for row in rows
            if row["isRequired"] and may_write(request.state.ctx, row["dataClass"], own=False)
        ]
    found: list[dict[str, Any]] = request.state.required_fields
    return found


def asked(field: dict[str, Any], say: Any) -> dict[str, Any]:
    """Return how a field is asked for: its kind of input, and what it offers to choose from."""
    offers = {
        "CHOICE": [(one, one) for one in field["choices"] or ()],
        "FLAG": [("true", say("Yes")), ("false", say("No"))],
    }
    return {**field, "input": TYPES.get(field["type"], "text"), "options": offers.get(field["type"])}
