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
    from starlette.datastructures import FormData
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
        held = {field["key"]: held.get(field["key"], "") for field in fields}
        form, both = Form("", {**held, DAY: ctx.today.isoformat()}), []
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            values, seen = typed(sent, (*held, DAY)), seen_of(sent, held)
            mine = {key: values[key] for key in held if values[key] != seen[key]}
            values |= {key: held[key] for key in held if key not in mine}
            form = Form(say("Not saved yet"), values, missing(fields, values, say), 422)
            both = [
                (field["label"], mine[key], held[key])
                for field in fields
                if (key := field["key"]) in mine and held[key] not in (seen[key], mine[key])
            ]
            if both:
                form = Form(say("Someone else changed this record meanwhile"), values, form.errors, 409)
            elif not form.errors:
                if not mine:
                    return back_to(f"/people/{person['id']}")
                given = _given(person, mine, values[DAY])
                given["idempotencyKey"] = str(sent.get("key", "")) or uuid4().hex
                answer = await self.pages.ask(request, "people/set_fields", input=given)
                if answer["setCustomFields"]:
                    return tell(back_to(f"/people/{person['id']}"), "fields-kept")
                form = troubled(say("Not saved yet"), values, answer.errors, language)
        view = {
            "person": person,
            "form": form,
            "held": held,
            "conflicts": both,
            "key": uuid4().hex,
            "inputs": [asked(field, say) for field in fields],
        }
        return await self.pages.show(request, "people/fields.html", view, status=form.status)


def seen_of(sent: FormData, held: Mapping[str, str]) -> dict[str, str]:
    """Return what the form showed when it was opened: what differs from it is the sender's own."""
    return {key: str(sent.get(f"seen:{key}", value)) for key, value in held.items()}


def _given(person: Mapping[str, Any], mine: Mapping[str, str], day: str) -> dict[str, Any]:
    """Return what changes; an emptied field loses its value."""
    values = [{"key": key, "value": value or None} for key, value in mine.items()]
    given = {"id": person["id"], "values": values, "version": person["version"]}
    return given | ({DAY: day} if day else {})


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
