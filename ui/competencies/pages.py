"""The addresses of competencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.competencies.gaps import Gaps
from ui.competencies.keeping import Keeping
from ui.competencies.person import Person
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    """Return them; they must be found before the departments and the tabs of people they lie among."""
    keeping, both = Keeping(pages), ["GET", "POST"]
    return [
        Route("/people/{id}/competencies", guarded(pages, Person(pages).show), methods=both),
        Route("/org/competencies", guarded(pages, keeping.listed)),
        Route("/org/competencies/gaps", guarded(pages, Gaps(pages).show)),
        Route("/org/competencies/new", guarded(pages, keeping.edit), methods=both),
        Route("/org/competencies/{id}", guarded(pages, keeping.edit), methods=both),
        Route("/org/profiles/{id}", guarded(pages, keeping.profile), methods=both),
    ]
