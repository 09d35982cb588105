"""The documents of one person: the tab, what is added, opened and taken away."""

from __future__ import annotations

from base64 import b64decode
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from starlette.responses import Response

from ui.forms import Form, troubled, typed
from ui.offers import may_write
from ui.page import Pages, PageTrouble, back_to
from ui.people.record import Record, find_person
from ui.said import tell
from ui.texts import catalogue
from ui.words import WORDS

if TYPE_CHECKING:
    from starlette.requests import Request

TYPED = ("kind", "title", "validUntil")
CLASSES = {kind: f"document_{kind.lower()}" for kind in WORDS["document_kind"]}
SIZES = ("B", "KB", "MB")
THOUSAND = 1024
BLOCKS = {"drawer": "question"}


class Papers:
    """GET and POST /people/{id}/documents, a document's file, and its removal."""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.record = pages, Record(pages)

    async def show(self, request: Request) -> Response:
        if request.method == "GET":
            return await self._page(request, Form("", dict.fromkeys(TYPED, "")))
        async with request.form() as sent:
            self.pages.doors.check_csrf(request, sent)
            file = await self.pages.doors.upload(sent)
            values, key = typed(sent, TYPED), str(sent.get("key", ""))
        say, language = catalogue(self.pages.language(request)).ugettext, self.pages.language(request)
        person = request.path_params["id"]
        errors = {} if file else {"file": say("Choose a file.")}
        errors |= {} if values["kind"] else {"kind": say("Please fill this in.")}
        form = Form(say("Not saved yet"), values, errors, HTTPStatus.UNPROCESSABLE_ENTITY)
        if not errors:
            given = {name: value for name, value in values.items() if value} | {"id": person, "file": file}
            given["idempotencyKey"] = key or uuid4().hex
            answer = await self.pages.ask(request, "people/add_document", input=given)
            if answer["addDocument"]:
                return tell(back_to(f"/people/{person}/documents"), "document-kept")
            form = troubled(say("Not saved yet"), {**values, "file": ""}, answer.errors, language)
        return await self._page(request, form)

    async def file(self, request: Request) -> Response:
        """Send the file, to be kept and not to be shown: what people hand in is not run by a browser."""
        given = {"id": request.path_params["document"]}
        answer = await self.pages.ask(request, "people/open_document", input=given)
        if (found := answer["openDocument"]) is None:
            say = catalogue(self.pages.language(request)).ugettext
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found['fileName'])}",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        return Response(b64decode(found["base64"]), headers=headers, media_type=found["mediaType"])

    async def remove(self, request: Request) -> Response:
        """Ask before a document goes, since nothing brings it back."""
        person, document = request.path_params["id"], request.path_params["document"]
        say = catalogue(self.pages.language(request)).ugettext
        form = Form("", {"reason": ""})
        if request.method == "POST":
            sent = await request.form()
            self.pages.doors.check_csrf(request, sent)
            values = typed(sent, ("reason",))
            given = {"id": document, **({"reason": values["reason"]} if values["reason"] else {})}
            answer = await self.pages.ask(request, "people/remove_document", input=given)
            if answer["removeDocument"]:
                return tell(back_to(f"/people/{person}/documents"), "document-gone")
            form = troubled(say("Not removed"), values, answer.errors, self.pages.language(request))
        found = await self._documents(request)
        row = next((each for each in found if each["id"] == document), None)
        if row is None:
            raise PageTrouble(404, say("There is no such record, or it is not within your reach."))
        view = {"person": (await find_person(self.pages, request))["employee"], "row": row, "form": form}
        return await self.pages.show(request, "people/remove.html", view, status=form.status, blocks=BLOCKS)

    async def _documents(self, request: Request) -> list[dict[str, Any]]:
        answer = await self.pages.ask(request, "people/documents", id=request.path_params["id"])
        found: list[dict[str, Any]] = ((answer["employee"] or {}).get("documents") or {}).get("nodes") or []
        return found

    async def _page(self, request: Request, form: Form) -> Response:
        head, ctx = await self.record.head(request, "documents"), request.state.ctx
        english = self.pages.language(request) == "en"
        rows = await self._documents(request)
        own = head["own"]
        kinds = [
            (kind, pair[english])
            for kind, pair in WORDS["document_kind"].items()
            if may_write(ctx, CLASSES[kind], own=own)
        ]
        view = {
            **head,
            "rows": [{**row, "weight": weight(row["size"])} for row in rows],
            "kinds": kinds if may_write(ctx, "Mutation.addDocument", own=own) else [],
            "may_remove": may_write(ctx, "Mutation.removeDocument", own=own),
            "form": form,
            "key": uuid4().hex,
        }
        return await self.pages.show(request, "people/documents.html", view, status=form.status)


def weight(size: int | None) -> str:
    """Spell a size in the unit that reads best."""
    amount = float(size or 0)
    for unit in SIZES[:-1]:
        if amount < THOUSAND:
            return f"{amount:.0f} {unit}"
        amount /= THOUSAND
    return f"{amount:.1f} {SIZES[-1]}"
