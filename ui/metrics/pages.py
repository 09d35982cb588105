"""The addresses of metric pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.metrics.agreement import Acting, Reviewing
from ui.metrics.boards import Boards
from ui.metrics.compare import Comparing
from ui.metrics.dictionary import Listing, Reading
from ui.metrics.editor import Editing
from ui.metrics.explore import Explaining, Exploring, Ranking
from ui.metrics.reports import Reports
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    editing, boards, reports, reviewing = Editing(pages), Boards(pages), Reports(pages), Reviewing(pages)
    acting, reading = Acting(pages), Reading(pages)
    both, post = ["GET", "POST"], ["POST"]

    return [
        Route("/metrics/dictionary", guarded(pages, Listing(pages).show)),
        Route("/metrics/dictionary/new", guarded(pages, editing.new), methods=both),
        Route("/metrics/dictionary/{key}", guarded(pages, reading.show)),
        Route("/metrics/dictionary/{key}/contradicts", guarded(pages, reading.contradicts)),
        Route("/metrics/dictionary/{key}/edit", guarded(pages, editing.edit), methods=both),
        Route("/metrics/dictionary/{key}/{act}", guarded(pages, acting.act), methods=post),
        Route("/metrics/core", guarded(pages, acting.core), methods=post),
        Route("/metrics/formula", guarded(pages, editing.check)),
        Route("/metrics/compare", guarded(pages, Comparing(pages).show)),
        Route("/metrics/explore", guarded(pages, Exploring(pages).show)),
        Route("/metrics/explain", guarded(pages, Explaining(pages).show)),
        Route("/metrics/league", guarded(pages, Ranking(pages).show)),
        Route("/metrics/reviews", guarded(pages, reviewing.reviews)),
        Route("/metrics/conflicts", guarded(pages, reviewing.conflicts)),
        Route("/metrics/replay", guarded(pages, reports.replay)),
        Route("/metrics/reports", guarded(pages, reports.list)),
        Route("/metrics/reports/new", guarded(pages, reports.new), methods=both),
        Route("/metrics/reports/{id}", guarded(pages, reports.show)),
        Route("/metrics/reports/{id}/delete", guarded(pages, reports.delete), methods=post),
        Route("/metrics/boards", guarded(pages, boards.list)),
        Route("/metrics/boards/add", guarded(pages, boards.add), methods=both),
        Route("/metrics/boards/own", guarded(pages, boards.own), methods=post),
        Route("/metrics/boards/{id}", guarded(pages, boards.show)),
        Route("/metrics/boards/{id}/change", guarded(pages, boards.change), methods=post),
    ]
