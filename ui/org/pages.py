"""The addresses of organization pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.org.careers import Careers
from ui.org.chart import Chart
from ui.org.entities import Entities
from ui.org.own import OwnCareer
from ui.org.staffing import Staffing
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    """Return them; the tab of a person's career must be found before the tabs of the people pages."""
    chart, staffing, entities, careers = Chart(pages), Staffing(pages), Entities(pages), Careers(pages)
    both = ["GET", "POST"]
    return [
        Route("/people/{id}/career", guarded(pages, OwnCareer(pages).show)),
        Route("/org", guarded(pages, chart.show)),
        Route("/org/staffing", guarded(pages, staffing.show)),
        Route("/org/ladders", guarded(pages, careers.ladders)),
        Route("/org/ladders/{id}", guarded(pages, careers.rung), methods=both),
        Route("/org/promotions", guarded(pages, careers.promotions)),
        Route("/org/entities", guarded(pages, entities.show)),
        Route("/org/entities/new", guarded(pages, entities.edit), methods=both),
        Route("/org/entities/{id}", guarded(pages, entities.edit), methods=both),
        Route("/org/{id}", guarded(pages, chart.unit)),
        Route("/org/{id}/below", guarded(pages, chart.branch)),
        Route("/org/{id}/norm", guarded(pages, staffing.norm), methods=both),
    ]
