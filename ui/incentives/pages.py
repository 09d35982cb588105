"""The addresses of schemes and commissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.incentives.commissions import Commissions
from ui.incentives.editor import Editor
from ui.incentives.schemes import Schemes
from ui.incentives.trial import Trial
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    schemes, editor, trial, commissions = Schemes(pages), Editor(pages), Trial(pages), Commissions(pages)
    both, sent = ["GET", "POST"], ["POST"]
    return [
        Route("/incentives", guarded(pages, schemes.hub)),
        Route("/incentives/schemes", guarded(pages, schemes.list)),
        Route("/incentives/schemes/new", guarded(pages, editor.new), methods=both),
        Route("/incentives/schemes/check", guarded(pages, editor.check), methods=sent),
        Route("/incentives/schemes/{id}", guarded(pages, schemes.one)),
        Route("/incentives/schemes/{id}/edit", guarded(pages, editor.edit), methods=both),
        Route("/incentives/schemes/{id}/trial", guarded(pages, trial.show)),
        Route("/incentives/schemes/{id}/propose", guarded(pages, schemes.propose), methods=sent),
        Route("/incentives/schemes/{id}/revise", guarded(pages, schemes.revise), methods=sent),
        Route("/incentives/schemes/{id}/end", guarded(pages, schemes.end), methods=sent),
        Route("/incentives/schemes/{id}/discard", guarded(pages, schemes.discard), methods=sent),
        Route("/incentives/commissions", guarded(pages, commissions.list)),
        Route("/incentives/commissions/new", guarded(pages, commissions.new), methods=both),
        Route("/incentives/commissions/{id}", guarded(pages, commissions.one)),
        Route("/incentives/commissions/{id}/stop", guarded(pages, commissions.stop), methods=sent),
    ]
