"""The addresses of delivery: /integrations for the keeper, /me/notifications for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.delivery.integrations import Integrations
from ui.delivery.mine import Mine
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages

BOTH, POST = ["GET", "POST"], ["POST"]


def routes(pages: Pages) -> list[Route]:
    kept, mine = Integrations(pages), Mine(pages)
    return [
        Route("/integrations", guarded(pages, kept.show)),
        Route("/integrations/new", guarded(pages, kept.new), methods=BOTH),
        Route("/integrations/digest", guarded(pages, kept.digest), methods=BOTH),
        Route("/integrations/resend", guarded(pages, kept.resend), methods=POST),
        Route("/integrations/{id}/edit", guarded(pages, kept.edit), methods=BOTH),
        Route("/integrations/{id}/test", guarded(pages, kept.test), methods=POST),
        Route("/integrations/{id}/rotate", guarded(pages, kept.rotate), methods=POST),
        Route("/integrations/{id}/switch", guarded(pages, kept.switch), methods=POST),
        Route("/integrations/{id}/switch/undo", guarded(pages, kept.switch), methods=POST),
        Route("/me/notifications", guarded(pages, mine.show), methods=BOTH),
        Route("/me/notifications/robot", guarded(pages, mine.robot), methods=POST),
        Route("/me/notifications/robot/remove", guarded(pages, mine.remove), methods=POST),
        Route("/me/notifications/test", guarded(pages, mine.test), methods=POST),
        Route("/me/notifications/calendar", guarded(pages, mine.calendar), methods=POST),
        Route("/me/notifications/calendar/revoke", guarded(pages, mine.revoke), methods=POST),
    ]
