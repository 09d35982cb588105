"""The addresses of the pages of data coming in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.imports.batch import Batch
from ui.imports.batches import Batches
from ui.imports.conflicts import Conflicts
from ui.imports.dropped import Dropped
from ui.imports.duplicates import Duplicates
from ui.imports.reconcile import Reconcile
from ui.imports.sources import Sources
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    """Return them; every one of them needs the right to import."""
    batches, batch, sources = Batches(pages), Batch(pages), Sources(pages)
    conflicts, duplicates, dropped = Conflicts(pages), Duplicates(pages), Dropped(pages)
    both, post = ["GET", "POST"], ["POST"]
    return [
        Route("/data", guarded(pages, batches.show)),
        Route("/data/new", guarded(pages, batches.new), methods=both),
        Route("/data/sources", guarded(pages, sources.show)),
        Route("/data/sources/order", guarded(pages, sources.order), methods=post),
        Route("/data/sources/{id}", guarded(pages, sources.edit), methods=both),
        Route("/data/conflicts", guarded(pages, conflicts.show)),
        Route("/data/conflicts/all", guarded(pages, conflicts.settle_all), methods=post),
        Route("/data/conflicts/chosen", guarded(pages, conflicts.choose), methods=post),
        Route("/data/conflicts/chosen/undo", guarded(pages, conflicts.undo), methods=post),
        Route("/data/conflicts/{id}", guarded(pages, conflicts.settle), methods=post),
        Route("/data/duplicates", guarded(pages, duplicates.show)),
        Route("/data/duplicates/merge", guarded(pages, duplicates.merge), methods=post),
        Route("/data/duplicates/different", guarded(pages, duplicates.different), methods=post),
        Route("/data/duplicates/undo", guarded(pages, duplicates.unmerge), methods=post),
        Route("/data/dropped", guarded(pages, dropped.show)),
        Route("/data/dropped", guarded(pages, dropped.settle), methods=post),
        Route("/data/reconcile", guarded(pages, Reconcile(pages).show)),
        Route("/data/{id}", guarded(pages, batch.show)),
        Route("/data/{id}/rows", guarded(pages, batch.rows)),
        Route("/data/{id}/{act}", guarded(pages, batch.act), methods=post),
    ]
