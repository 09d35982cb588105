"""The addresses of payouts, one's own statement, and the team's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.payouts.runs import Runs
from ui.payouts.statement import Statement
from ui.payouts.team import Team
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    runs, both = Runs(pages), ["GET", "POST"]
    return [
        Route("/me/incentives", guarded(pages, Statement(pages).show)),
        Route("/incentives/team", guarded(pages, Team(pages).show)),
        Route("/incentives/payouts", guarded(pages, runs.list), methods=both),
        Route("/incentives/payouts/{id}", guarded(pages, runs.one)),
        Route("/incentives/payouts/{id}/{verb}", guarded(pages, runs.act), methods=["POST"]),
    ]
