"""The addresses of people pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.people.bulk import Bulk
from ui.people.bulk_notes import BulkNotes
from ui.people.cells import Cells
from ui.people.changes import Changes
from ui.people.fields import Fields
from ui.people.history import History
from ui.people.listing import Listing
from ui.people.notes import Notes
from ui.people.own_fields import OwnFields
from ui.people.papers import Papers
from ui.people.peek import peek
from ui.people.record import Record
from ui.people.reveal import Reveal
from ui.people.view_as import ViewAs
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    listing, record, changes, reveal = Listing(pages), Record(pages), Changes(pages), Reveal(pages)
    bulk, cells = Bulk(pages), Cells(pages)
    papers, notes, history, view_as = Papers(pages), Notes(pages), History(pages), ViewAs(pages)
    fields, own_fields = Fields(pages), OwnFields(pages)
    both = ["GET", "POST"]

    async def peeked(request: Request) -> Response:
        return await peek(pages, request)

    return [
        Route("/people", guarded(pages, listing.show)),
        Route("/people/export", guarded(pages, listing.export)),
        Route("/people/bulk", guarded(pages, bulk.move), methods=both),
        Route("/people/bulk/undo", guarded(pages, bulk.undo), methods=["POST"]),
        Route("/people/bulk/note", guarded(pages, BulkNotes(pages).show), methods=both),
        Route("/people/bulk/{job}", guarded(pages, bulk.job)),
        Route("/people/new", guarded(pages, changes.new), methods=both),
        Route("/people/{id}", guarded(pages, record.show)),
        Route("/people/{id}/peek", guarded(pages, peeked)),
        Route("/people/{id}/cell/{field}", guarded(pages, cells.cell), methods=both),
        Route("/people/{id}/cell/{field}/undo", guarded(pages, cells.undo), methods=["POST"]),
        Route("/people/{id}/edit", guarded(pages, changes.edit), methods=both),
        Route("/people/{id}/edit/undo", guarded(pages, changes.undo_edit), methods=["POST"]),
        Route("/people/{id}/change/undo", guarded(pages, changes.undo), methods=["POST"]),
        Route("/people/{id}/change/{step}", guarded(pages, changes.step), methods=both),
        Route("/people/{id}/reveal", guarded(pages, reveal.show), methods=both),
        Route("/people/{id}/documents", guarded(pages, papers.show), methods=both),
        Route("/people/{id}/documents/{document}", guarded(pages, papers.file)),
        Route("/people/{id}/documents/{document}/remove", guarded(pages, papers.remove), methods=both),
        Route("/people/{id}/notes", guarded(pages, notes.show), methods=both),
        Route("/people/{id}/history", guarded(pages, history.show)),
        Route("/people/{id}/facts/{fact}", guarded(pages, history.correct), methods=both),
        Route("/people/{id}/fields", guarded(pages, fields.show), methods=both),
        Route("/people/{id}/as", guarded(pages, view_as.show)),
        Route("/settings/fields", guarded(pages, own_fields.every), methods=both),
        Route("/settings/fields/{id}", guarded(pages, own_fields.one), methods=both),
        Route("/people/{id}/{tab}", guarded(pages, record.show)),
    ]
