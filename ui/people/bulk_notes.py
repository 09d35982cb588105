"""GET and POST /people/bulk/note: the same note about the people chosen in the list."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from ui.forms import Form, troubled, typed
from ui.page import Pages, back_to
from ui.people.bulk import BLOCKS, place_of, require_right
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

FIELDS: Final = ("text", "visibility")
MOST: Final = 100


class BulkNotes:
    """The form in the drawer or as a page; a note is never taken back, so it says so first."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def show(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        require_right(self.pages, request, "addNotes")
        if request.method == "GET":
            given = request.query_params
            return await self._form(request, given.getlist("pick"), Form(""), given.get("next", ""))
        sent = await request.form()
        self.pages.doors.check_csrf(request, sent)
        values, ids = typed(sent, FIELDS), [str(each) for each in sent.getlist("pick")]
        form = Form(say("Not saved yet"), values, {}, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not values["text"]:
            form.errors["text"] = say("Please fill this in.")
        else:
            asked = {name: value for name, value in values.items() if value}
            asked_for = asked | {"idempotencyKey": str(sent.get("key", "")) or uuid4().hex}
            answer = await self.pages.ask(request, "people/bulk_note", input={**asked_for, "ids": ids})
            if answer["addNotes"]:
                return tell(
                    back_to(place_of(str(sent.get("next", "")))), "notes-kept", num=answer["addNotes"]
                )
            form = troubled(say("Not saved yet"), values, answer.errors, self.pages.language(request))
        return await self._form(request, ids, form, str(sent.get("next", "")))

    async def _form(self, request: Request, ids: Sequence[str], form: Form, going_back: str) -> Response:
        found = await self.pages.ask(request, "people/picked", ids=list(dict.fromkeys(ids))[:MOST])
        english = self.pages.language(request) == "en"
        view = {
            "people": (found["employees"] or {}).get("nodes") or [],
            "form": form,
            "key": uuid4().hex,
            "next": place_of(going_back),
            "readers": [(key, pair[english]) for key, pair in WORDS["note_visibility"].items()],
        }
        return await self.pages.show(
            request, "people/bulk_note.html", view, status=form.status, blocks=BLOCKS
        )
