"""The addresses of the pages that keep the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.admin.deeds import Deeds
from ui.admin.keeping import Keeping
from ui.admin.master import Departments, Locations, Positions
from ui.admin.mine import Mine
from ui.admin.people import Accounts, Grants
from ui.admin.privacy import Privacy
from ui.admin.queues import Integrations, Jobs, System
from ui.admin.settings import Settings
from ui.admin.setup import Setup
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages

BOTH, POST = ["GET", "POST"], ["POST"]


def routes(pages: Pages) -> list[Route]:
    settings, deeds, mine, privacy = Settings(pages), Deeds(pages), Mine(pages), Privacy(pages)
    return [
        Route("/settings", guarded(pages, settings.show)),
        Route("/settings/setup", guarded(pages, Setup(pages).show)),
        Route("/settings/change", guarded(pages, settings.change), methods=POST),
        Route("/settings/do/{deed}", guarded(pages, deeds.do), methods=POST),
        Route("/settings/do/{deed}/undo", guarded(pages, deeds.do), methods=POST),
        Route("/settings/many/{deed}", guarded(pages, deeds.many), methods=POST),
        Route("/settings/many/{deed}/undo", guarded(pages, deeds.many), methods=POST),
        *accounts(pages),
        *master(pages),
        Route("/settings/jobs", guarded(pages, Jobs(pages).show)),
        Route("/settings/integrations", guarded(pages, Integrations(pages).show)),
        Route("/settings/system", guarded(pages, System(pages).show)),
        Route("/account", guarded(pages, mine.show)),
        Route("/account/token", guarded(pages, mine.token), methods=BOTH),
        Route("/privacy", guarded(pages, privacy.show)),
        Route("/privacy/export", guarded(pages, privacy.export)),
    ]


def accounts(pages: Pages) -> list[Route]:
    listed, keeping, place = Accounts(pages), Keeping(pages), "/settings/accounts"
    return [
        Route("/settings/grants", guarded(pages, Grants(pages).show)),
        Route(place, guarded(pages, listed.show)),
        Route(f"{place}/new", guarded(pages, keeping.new), methods=BOTH),
        Route(f"{place}/invite", guarded(pages, keeping.invite_many), methods=POST),
        Route(f"{place}/{{id}}", guarded(pages, listed.one)),
        Route(f"{place}/{{id}}/edit", guarded(pages, keeping.edit), methods=BOTH),
        Route(f"{place}/{{id}}/grant", guarded(pages, keeping.grant), methods=BOTH),
        Route(f"{place}/{{id}}/link", guarded(pages, keeping.link), methods=BOTH),
        Route(f"{place}/{{id}}/invite", guarded(pages, keeping.invite), methods=POST),
    ]


def master(pages: Pages) -> list[Route]:
    found: list[Route] = []
    for page in (Departments(pages), Positions(pages), Locations(pages)):
        found += [
            Route(page.path, guarded(pages, page.show)),
            Route(f"{page.path}/new", guarded(pages, page.form), methods=BOTH),
            Route(f"{page.path}/{{id}}", guarded(pages, page.form), methods=BOTH),
        ]
    return found
