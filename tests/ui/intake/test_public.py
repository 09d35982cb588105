"""The public form over the real application: both languages, once, small, and harmless whatever is sent."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
import pytest

import ui.app
from server.catalog.intake import Intake
from server.feedback.models import FeedbackLinkKind, IntakeWindow
from server.feedback.operations.answering import answer_customer_feedback
from server.feedback.operations.links import save_feedback_link
from server.feedback.operations.public import OF_LINK, OF_NETWORK
from server.kernel.clock import Clock
from server.web.app import build_app
from tests.feedback.ticketing import member, town
from tests.people.town import one, rows
from tests.plan.world import NOW
from tests.web.conftest import parts_of

STAMP = re.compile(r'name="stamp" value="([^"]+)"')
TEN_SECONDS_ON = NOW + timedelta(seconds=10)
CONTENT = "application/x-www-form-urlencoded"


@pytest.fixture
async def shop(sqlite_store):
    """A client at the door of a shop whose link is of E3, the link's path, and the clock on the wall."""
    hr = await town(sqlite_store)
    kind = FeedbackLinkKind.AGENT
    await save_feedback_link(
        hr, code="E3", title="客服陈佳", title_en="Agent Chen", kind=kind, employee_code="E3"
    )
    path = f"/f/{await one(sqlite_store, 'select token from feedback_link')}"
    parts = parts_of(sqlite_store, wall=Clock(pinned=NOW))
    pages: Any = ui.app.routes
    app = build_app(parts, pages, intake=Intake)
    async with app.house.open():
        transport = httpx.ASGITransport(app, client=("203.0.113.9", 1234))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
            yield client, path, app.house


async def opened(client: httpx.AsyncClient, house, path: str, **sent: str) -> httpx.Response:
    """Open the form, read it for ten seconds, and send it."""
    house.accounts.wall = Clock(pinned=NOW)
    page = await client.get(path)
    found = STAMP.search(page.text)
    assert found is not None
    house.accounts.wall = Clock(pinned=TEN_SECONDS_ON)
    return await client.post(path, data={"stamp": found[1], **sent})


async def test_a_guest_speaks_in_their_language_and_keeps_no_cookie(shop, sqlite_store):
    client, path, house = shop
    page = await client.get(path, headers={"accept-language": "en-GB,en"})
    assert "Agent Chen" in page.text
    assert "<script" not in page.text
    assert 'lang="en"' in page.text
    assert "客服陈佳" in (await client.get(f"{path}?lang=zh")).text

    empty = await opened(client, house, path)
    assert (empty.status_code, "请选一个评分" in empty.text) == (422, True)
    answer = await opened(
        client, house, path, score="2", text="等了很久\n<b>没人管</b>", kind="COMPLAINT", orderRef="61001"
    )

    assert (answer.status_code, answer.headers["location"].startswith(f"{path}/thanks?")) == (303, True)
    thanks = await client.get(answer.headers["location"])
    ((ticket, text, agent),) = await rows(sqlite_store, "select id,text,agent_id from feedback_ticket")
    assert ticket[-8:].upper() in thanks.text
    assert (text, agent is not None) == ("等了很久\n<b>没人管</b>", True)
    assert not client.cookies

    own = re.search(r'href="(/f/answer/[0-9a-f]{32})\?lang=zh"', thanks.text)
    assert own is not None
    assert "还没有答复" in (await client.get(own[1], headers={"accept-language": "zh"})).text
    said = "<i>抱歉</i>，已请值班经理联系。"
    await answer_customer_feedback(member(sqlite_store, "E2"), id=ticket, text=said)
    told = await client.get(f"{own[1]}?lang=en")
    assert (told.status_code, "You wrote to us on" in told.text) == (200, True)
    assert "&lt;i&gt;抱歉&lt;/i&gt;，已请值班经理联系。" in told.text
    assert "等了很久" not in told.text
    assert told.headers["cache-control"] == "private, no-store"
    assert (await client.get(f"{own[1][:-1]}0x?lang=en")).status_code == 404
    assert not client.cookies


async def test_what_is_typed_stays_and_markup_is_shown_as_words(shop):
    client, path, house = shop
    typed = '"><script>alert(1)</script>'

    page = await opened(client, house, path, score="9", text=typed, customerRef=typed)

    assert page.status_code == 422
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text
    assert "script-src 'self'" in page.headers["content-security-policy"]


async def test_a_body_is_refused_before_it_is_read(shop, sqlite_store):
    client, path, _ = shop
    huge = b"text=" + b"x" * (10 << 20)

    async def unending():
        for _ in range(64):
            yield b"text=" + b"x" * 1024

    for content, status in (
        (huge, 413),
        (unending(), 413),
        (b"\xff\xfe\xff", 422),
        (b"&".join(b"a%d=1" % n for n in range(50)), 422),
    ):
        answer = await client.post(path, content=content, headers={"content-type": CONTENT})
        assert answer.status_code == status
    assert (await client.post("/f/nobody", data={"score": "5"})).status_code == 404
    assert (await client.get("/f/nobody")).status_code == 404

    assert await rows(sqlite_store, "select count(*) from feedback_ticket") == [("0",)]


async def test_a_flood_ends_and_keeps_what_was_typed(shop, sqlite_store):
    client, path, house = shop
    assert (await opened(client, house, path, score="5")).status_code == 303
    await sqlite_store.write(lambda: IntakeWindow.filter(count__gt=0).update(count=OF_NETWORK))

    held = await opened(client, house, path, score="1", text="还在等")

    assert held.status_code == 429
    assert "还在等" in held.text
    assert await rows(sqlite_store, "select count(*) from feedback_ticket") == [("1",)]


async def test_a_flood_of_all_at_once_keeps_as_many_as_are_allowed_from_one_place_and_from_many(
    shop, sqlite_store
):
    client, path, _ = shop

    async def sent_from(address: str, number: int) -> int:
        transport = httpx.ASGITransport(client._transport.app, client=(address, 1000 + number))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as guest:
            return (await guest.post(path, data={"score": "5", "text": f"{address} {number}"})).status_code

    one_place = await asyncio.gather(*(sent_from("198.51.100.1", number) for number in range(80)))
    left = 10
    await sqlite_store.write(lambda: IntakeWindow.filter(count__gt=0).update(count=OF_LINK - left))
    many = await asyncio.gather(*(sent_from(f"192.0.2.{number}", number) for number in range(40)))

    assert Counter(one_place) == {303: OF_NETWORK, 429: 80 - OF_NETWORK}
    assert Counter(many) == {303: left, 429: 40 - left}
    kept = await rows(sqlite_store, "select count(*) from feedback_ticket")
    assert kept == [(str(OF_NETWORK + left),)]
    assert (await client.get(path)).status_code == 200
