"""The page of five taps over the real application: both languages, no script, nothing counted by opening it."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

import ui.app
from server.catalog.intake import Intake
from server.feedback.operations.ratings import address_of, ask_for_rating
from server.kernel.clock import Clock
from server.web.app import build_app
from tests.feedback.ticketing import town
from tests.people.town import rows
from tests.plan.world import NOW
from tests.web.conftest import parts_of

SCORES = "select score,channel,text from feedback_ticket"


@pytest.fixture
async def asked(sqlite_store):
    """A customer's client, and the path of their address."""
    hr = await town(sqlite_store)
    place = await address_of(hr, await ask_for_rating(hr, case_ref="W-1", customer_ref="c7"))
    pages: Any = ui.app.routes
    app = build_app(parts_of(sqlite_store, wall=Clock(pinned=NOW)), pages, intake=Intake)
    async with app.house.open():
        transport = httpx.ASGITransport(app, client=("203.0.113.9", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            yield client, place.path


async def test_a_tap_is_an_answer_and_opening_the_address_is_none(asked, sqlite_store):
    client, path = asked
    page = await client.get(path)
    assert (page.status_code, page.text.count('name="score"'), "<script" in page.text) == (200, 5, False)
    assert "How did we do?" in (await client.get(f"{path}?lang=en")).text
    assert await rows(sqlite_store, SCORES) == []

    sent = await client.post(f"{path}?lang=zh", data={"score": "4", "text": "很快"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"{path}?lang=zh")
    assert sent.headers["cache-control"] == "no-store"
    thanks = await client.get(f"{path}?lang=zh")
    assert ("谢谢" in thanks.text, 'name="score"' in thanks.text, "/f/answer/" in thanks.text) == (
        True,
        False,
        True,
    )
    assert "set-cookie" not in thanks.headers
    assert await rows(sqlite_store, SCORES) == [("4", "RATING", "很快")]


async def test_what_opens_nothing_says_so_and_a_tap_without_a_number_is_refused(asked, sqlite_store):
    client, path = asked
    assert (await client.get("/f/rate/none")).status_code == 404
    assert (await client.post("/f/rate/none", data={"score": "5"})).status_code == 404
    assert (await client.post(path, data={"score": ""})).status_code == 422
    assert await rows(sqlite_store, SCORES) == []
