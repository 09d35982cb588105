"""Which of these pages a reader may open, in the order of their tabs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.offers import may_read, may_write
from ui.page import Pages, PageTrouble
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

    from server.kernel.context import Context

Say = Callable[[str], str]


@dataclass(frozen=True)
class Place:
    """A page: its address, icon and words, and the class whose right opens it (`to` read it or write it).

    Without a class it is open to whoever sets the house up: its departments or its accounts.
    """

    path: str
    icon: str
    text: str
    of: str
    to: str = "read"


def every(say: Say) -> list[Place]:
    """List the pages of the house."""
    return [
        Place("/settings", "settings", say("Company settings"), "company_setting"),
        Place("/settings/departments", "building-2", say("List of departments"), "org_change", "write"),
        Place("/settings/positions", "briefcase-business", say("Positions"), "org_change", "write"),
        Place("/settings/locations", "map-pin", say("Locations"), "org_change", "write"),
        Place(
            "/settings/fields", "list-filter", say("Company fields"), "Mutation.defineCustomField", "write"
        ),
        Place("/settings/packs", "store", say("Industry packs"), "pack"),
        Place("/settings/accounts", "users-round", say("Accounts"), "account"),
        Place("/settings/grants", "stamp", say("Proposed rights"), "grant_proposal"),
        Place("/settings/jobs", "loader-circle", say("Jobs"), "system"),
        Place("/integrations", "send", say("Integrations"), "webhook"),
        Place("/settings/integrations", "link", say("Queue and tokens"), "system"),
        Place("/settings/system", "database", say("System"), "system"),
        Place("/settings/setup", "list-checks", say("Setting up"), ""),
    ]


def words(pages: Pages, request: Request) -> Say:
    found: Say = catalogue(pages.language(request)).ugettext
    return found


def is_open(ctx: Context, place: Place) -> bool:
    """Tell whether a reader may open a page."""
    if not place.of:
        return any(may_write(ctx, of, own=False) for of in ("org_change", "Mutation.createAccount"))
    return may_read(ctx, place.of) if place.to == "read" else may_write(ctx, place.of, own=False)


def open_places(pages: Pages, request: Request) -> list[Place]:
    """Return the pages this reader may open."""
    ctx = request.state.ctx
    return [place for place in every(words(pages, request)) if is_open(ctx, place)]


def require_place(pages: Pages, request: Request, path: str) -> None:
    """Refuse a page the reader's role does not open, in words that say who can."""
    if not any(place.path == path for place in open_places(pages, request)):
        raise PageTrouble(403, words(pages, request)("Your role does not keep this. Ask the administrator."))
