"""All pages as Starlette routes; what they need from the house is handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from ui.admin import pages as admin
from ui.approvals import pages as approvals
from ui.attendance import pages as attendance
from ui.audit import access as looks
from ui.audit import pages as audit
from ui.board import pages as board
from ui.competencies import pages as competencies
from ui.console import pages as console
from ui.delivery import pages as delivery
from ui.effect import pages as effect
from ui.feedback import pages as feedback
from ui.field import pages as field
from ui.goals import pages as goals
from ui.help import pages as help_pages
from ui.home import pages as home
from ui.honors import pages as honors
from ui.imports import pages as imports
from ui.incentives import pages as incentives
from ui.intake import pages as intake
from ui.learning import pages as learning
from ui.leave import pages as leave
from ui.leaving import pages as leaving
from ui.library import pages as library
from ui.meetings import pages as meetings
from ui.metrics import pages as metrics
from ui.notices import pages as notices
from ui.org import pages as org
from ui.packs import pages as packs
from ui.page import DIST, Pages
from ui.payouts import pages as payouts
from ui.peers import pages as peers
from ui.people import pages as people
from ui.performance import pages as performance
from ui.plans import pages as plans
from ui.policies import pages as policies
from ui.quality import pages as quality
from ui.recruiting import pages as recruiting
from ui.shell.pages import Shell
from ui.signin.pages import SignInPages
from ui.support import pages as support
from ui.talks import pages as talks
from ui.training import pages as training

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import Scope

    from ui.doors import Api, Doors


ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


class HashedFiles(StaticFiles):
    """Built files carry a hash in their name, so a browser may keep them for ever; they were compressed when built."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        accepted = Headers(scope=scope).get("accept-encoding", "")
        for encoding, ending in ENCODINGS:
            if encoding in accepted and self.lookup_path(path + ending)[1] is not None:
                response = await super().get_response(path + ending, scope)
                response.headers["Content-Encoding"] = encoding
                response.headers["Content-Type"] = TYPES.get(Path(path).suffix, "application/octet-stream")
                break
        else:
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        response.headers["Vary"] = "Accept-Encoding"
        return response


def routes(api: Api, doors: Doors) -> list[BaseRoute]:
    """Return every page, form and built file; `request.state.ctx` must be set (None for a stranger)."""
    pages = Pages(api, doors)
    return [
        Mount("/static", HashedFiles(directory=DIST, check_dir=False)),
        *home.routes(pages),
        *SignInPages(pages).routes(),
        *Shell(pages).routes(),
        *help_pages.routes(pages),
        *notices.routes(pages),
        *delivery.routes(pages),
        *competencies.routes(pages),
        *org.routes(pages),
        *packs.routes(pages),
        *approvals.routes(pages),
        *leaving.routes(pages),
        *performance.routes(pages),
        *training.routes(pages),
        *people.routes(pages),
        *recruiting.routes(pages),
        *imports.routes(pages),
        *attendance.routes(pages),
        *leave.routes(pages),
        *goals.routes(pages),
        *talks.routes(pages),
        *quality.routes(pages),
        *library.routes(pages),
        *learning.routes(pages),
        *peers.routes(pages),
        *board.routes(pages),
        *feedback.routes(pages),
        *field.routes(pages),
        *intake.routes(pages),
        *support.routes(pages),
        *meetings.routes(pages),
        *payouts.routes(pages),
        *honors.routes(pages),
        *incentives.routes(pages),
        *plans.routes(pages),
        *effect.routes(pages),
        *metrics.routes(pages),
        *audit.routes(pages),
        *looks.routes(pages),
        *admin.routes(pages),
        *policies.routes(pages),
        *console.routes(pages),
    ]
