"""The addresses of performance: the hub, the grid and what is pasted into it, reviews, calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.performance.calibration import Calibration
from ui.performance.cards import Cards
from ui.performance.grid import Grids
from ui.performance.hub import Hub
from ui.performance.paste import Paste
from ui.performance.person import Person
from ui.performance.queue import Queue
from ui.performance.ranks import Ranks
from ui.performance.sessions import Sessions
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    grid, paste, queue, hub = Grids(pages), Paste(pages), Queue(pages), Hub(pages)
    cards, calibration, person, ranks = Cards(pages), Calibration(pages), Person(pages), Ranks(pages)
    sessions = Sessions(pages)
    both, post = ["GET", "POST"], ["POST"]
    return [
        Route("/performance", guarded(pages, hub.show)),
        Route("/performance/cycle", guarded(pages, hub.move), methods=post),
        Route("/performance/ranking", guarded(pages, ranks.ranking)),
        Route("/performance/candidates", guarded(pages, ranks.candidates)),
        Route("/scores", guarded(pages, grid.show), methods=both),
        Route("/scores/cell", guarded(pages, grid.cell), methods=post),
        Route("/scores/paste", guarded(pages, paste.show), methods=both),
        Route("/scores/paste/apply", guarded(pages, paste.apply), methods=post),
        Route("/scores/undo", guarded(pages, paste.undo), methods=post),
        Route("/reviews", guarded(pages, queue.show)),
        Route("/reviews/submit", guarded(pages, queue.submit), methods=post),
        Route("/reviews/return", guarded(pages, queue.hand_back), methods=post),
        Route("/reviews/undo", guarded(pages, queue.undo), methods=post),
        Route("/reviews/calibration", guarded(pages, calibration.show), methods=both),
        Route("/reviews/sessions", guarded(pages, sessions.listed), methods=both),
        Route("/reviews/sessions/{id}", guarded(pages, sessions.one), methods=both),
        Route("/reviews/{id}", guarded(pages, cards.show), methods=both),
        Route("/reviews/{id}/{act}", guarded(pages, cards.step), methods=post),
        Route("/people/{id}/performance", guarded(pages, person.show)),
    ]
