"""The places of the palette are pages of the product, each offered once and only to whom it is open."""

from __future__ import annotations

import re

from starlette.routing import Route

from tests.ui.stage import Api, Doors, fragment, open_stage
from ui.app import routes
from ui.shell.places import ACTS, AREAS


def test_each_place_is_offered_once():
    browser, _ = open_stage("hr_manager", "performance_specialist", "administrator", "employee")

    offered = re.findall(
        r'role="option" href="([^"]+)"', browser.get("/palette", headers=fragment("palette")).text
    )

    assert len(offered) == len(set(offered))


def test_every_place_is_a_page():
    answered = {route.path for route in routes(Api({}), Doors()) if isinstance(route, Route)}
    told = {act.place.partition("?")[0] for act in ACTS}
    told |= {section.place for area in AREAS for section in area.sections}

    assert told <= answered
