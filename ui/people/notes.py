"""The notes about one person: the tab, and the form that writes one or corrects an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, back_to
from ui.people.record import Record
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

TYPED = ("text", "visibility", "corrects")
CLASSES = {"HR": "note_hr", "MANAGER": "note_manager"}


class Notes:
    """GET and POST /people/{id}/notes; `?corrects=` puts an earlier note into the form."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.record = pages, Record(pages)

    async def show(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._page(request, None)
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        say, person = catalogue(self.pages.language(request)).ugettext, request.path_params["id"]
        values = typed(sent, TYPED)
        if not values["text"]:
            problem = {"text": say("Please fill this in.")}
            return await self._page(request, Form(say("Not saved yet"), values, problem, 422))
        given = {name: value for name, value in values.items() if value} | {"id": person}
        given["idempotencyKey"] = str(sent.get("key", "")) or uuid4().hex
        answer = await self.pages.ask(request, "people/add_note", input=given)
        if answer["addNote"]:
            return tell(back_to(f"/people/{person}/notes"), "note-kept")
        form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._page(request, form)

    async def _page(self, request: Request, form: Form | None) -> Response:
        head, ctx = await self.record.head(request, "notes"), request.state.ctx
        answer = await self.pages.ask(request, "people/notes", id=head["person"]["id"])
        rows = ((answer["employee"] or {}).get("notes") or {}).get("nodes") or []
        language, own = self.pages.language(request), head["own"]
        kinds = [
            (key, pair[language == "en"])
            for key, pair in WORDS["note_visibility"].items()
            if may_write(ctx, CLASSES[key], own=own)
        ]
        view = {
            **head,
            "rows": threaded(rows),
            "kinds": kinds if may_write(ctx, "Mutation.addNote", own=own) else [],
            "form": form or Form("", started(rows, request.query_params.get("corrects", ""), kinds)),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(request, "people/notes.html", view, status=view["form"].status)


def started(rows: list[dict[str, Any]], corrects: str, kinds: list[tuple[str, str]]) -> dict[str, str]:
    """Return what a form starts with: nothing, or the note that is to be corrected."""
    old = next((row for row in rows if row["id"] == corrects and not row["isCorrected"]), None)
    if old is None:
        return {"text": "", "visibility": kinds[0][0] if kinds else "", "corrects": ""}
    return {"text": old["text"] or "", "visibility": old["visibility"], "corrects": corrects}


def threaded(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put what a note corrected behind it, the latest wording first."""
    by_id = {row["id"]: row for row in rows}

    def earlier(row: dict[str, Any]) -> list[dict[str, Any]]:
        found, at = [], by_id.get(row["correctsId"] or "")
        while at is not None and at not in found:
            found.append(at)
            at = by_id.get(at["correctsId"] or "")
        return found

    return [{**row, "earlier": earlier(row)} for row in rows if not row["isCorrected"]]
