"""Every address that opens as a page is on the list the sweep reads, and every word in the list has its question."""

from __future__ import annotations

import csv
import re

from starlette.routing import Match, Route

from scripts.sweep import FOUND, read_pages
from tests.ui.stage import Api, Doors
from ui.app import routes

PARTS = {
    "/attendance/{id}/{day}", "/data/{id}/rows", "/feedback/aside", "/feedback/{ticket:uuid}/peek", "/metrics/explain",
    "/metrics/formula", "/org/{id}/below", "/palette", "/people/{id}/cell/{field}", "/people/{id}/peek",
    "/widgets/{name}",
}  # fmt: skip
"""What comes into a page that is there already."""
FILES = {
    "/api-console/access", "/api-console/schema", "/audit/access/export", "/audit/export", "/feedback/export",
    "/feedback/links/{link}/qr.svg", "/learn/files/{file}", "/manifest.webmanifest", "/people/export",
    "/people/{id}/documents/{document}", "/privacy/export", "/sw.js",
    "/training/evidence/{file}", "/training/sessions/{session}/session.ics",
}  # fmt: skip
KEYED = {"/f/answer/{key}", "/f/rate/{key}", "/reviews/sessions/{id}"}
"""What opens by a key that is shown once, and what a demo has none of; tests/ui looks at both."""


def reached(path: str, routes: list[Route]) -> str:
    """Return the pattern that answers a path of the list."""
    plain = re.sub(r"\{\w+\}", "018f0000-0000-7000-8000-000000000001", path.partition("?")[0])
    asked = {"type": "http", "method": "GET", "path": plain, "headers": []}
    return next((route.path for route in routes if route.matches(asked)[0] is Match.FULL), path)


def test_no_page_is_missing_from_the_list():
    every = [route for route in routes(Api({}), Doors()) if isinstance(route, Route)]
    opens = {route.path for route in every if "GET" in (route.methods or ())}

    listed = {reached(place.path, every) for place in read_pages()}

    assert sorted(opens - listed - PARTS - FILES - KEYED) == []
    assert sorted(listed - opens) == []
    assert sorted(listed & PARTS | listed & FILES) == []
    assert sorted((PARTS | FILES | KEYED) - opens) == []


def test_each_word_in_a_path_has_one_question():
    asked = [row["word"] for row in csv.DictReader(FOUND.read_text("utf-8").splitlines())]
    used = {word for place in read_pages() for word in re.findall(r"\{(\w+)\}", place.path)}

    assert sorted(asked) == sorted(used)
