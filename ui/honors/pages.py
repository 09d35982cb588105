"""The addresses of recognition: the wall, honors, contests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.honors.contests import Contests
from ui.honors.giving import Giving
from ui.honors.wall import Wall
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    wall, giving, contests = Wall(pages), Giving(pages), Contests(pages)
    both, sent = ["GET", "POST"], ["POST"]
    return [
        Route("/honors", guarded(pages, wall.show), methods=both),
        Route("/honors/kudos/{id}/{verb}", guarded(pages, wall.act), methods=sent),
        Route("/honors/give", guarded(pages, giving.give), methods=both),
        Route("/honors/awards/{id}/revoke", guarded(pages, giving.revoke), methods=sent),
        Route("/honors/awards/{id}/revoke/undo", guarded(pages, giving.undo_revoke), methods=sent),
        Route("/honors/settings", guarded(pages, giving.settings), methods=both),
        Route("/contests", guarded(pages, contests.list), methods=both),
        Route("/contests/{code}", guarded(pages, contests.one)),
        Route("/contests/{code}/cancel/undo", guarded(pages, contests.undo_cancel), methods=sent),
        Route("/contests/{code}/{verb}", guarded(pages, contests.act), methods=sent),
    ]
