"""The addresses of people pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.people.changes import Changes
from ui.people.listing import Listing
from ui.people.record import Record
from ui.people.reveal import Reveal
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    listing, record, changes, reveal = Listing(pages), Record(pages), Changes(pages), Reveal(pages)
    both = ["GET", "POST"]
    return [
        Route("/people", guarded(pages, listing.show)),
        Route("/people/export", guarded(pages, listing.export)),
        Route("/people/new", guarded(pages, changes.new), methods=both),
        Route("/people/{id}", guarded(pages, record.show)),
        Route("/people/{id}/edit", guarded(pages, changes.edit), methods=both),
        Route("/people/{id}/change/{step}", guarded(pages, changes.step), methods=both),
        Route("/people/{id}/reveal", guarded(pages, reveal.show), methods=both),
        Route("/people/{id}/{tab}", guarded(pages, record.show)),
    ]
