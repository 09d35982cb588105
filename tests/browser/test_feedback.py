"""From a customer's phone to the one it is about: at once, to nobody else, and whatever is sent harms nothing."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from tests.browser.conftest import Variant

AT_ONCE = 1.0
THOUGHT = 2200
"""Milliseconds a customer takes to write; what is sent faster was not written by anybody."""
TRIES, MOST_FORMS = 3, 30
NASTY = "<script>document.title='taken'</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://example.com","prize")'
MADE = """mutation Made($input: SaveFeedbackLinkInput!) { saveFeedbackLink(input: $input) { token } }"""


def about(demo: Any, role: str) -> str:
    """Make a link about whoever has this role, and return its address."""
    me = demo.ask(role, "{ me { code name } }")["me"]
    given = {
        "code": f"T-{uuid.uuid4().hex[:8]}", "title": "测试", "kind": "AGENT", "employeeCode": me["code"],
        "languages": "zh,en", "idempotencyKey": uuid.uuid4().hex,
    }  # fmt: skip
    headers = {"Authorization": f"Bearer {demo.accounts['hr_manager']['token']}"}
    body = {"query": MADE, "variables": {"input": given}}
    answer = httpx.post(f"{demo.url}/graphql", json=body, headers=headers).json()
    assert not answer.get("errors"), answer
    return f"/f/{answer['data']['saveFeedbackLink']['token']}"


async def send(customer: Any, place: str, words: str) -> None:
    """Fill in the form as a customer does, and send it."""
    await customer.open(f"{place}?lang=zh")
    await customer.page.check("#score-2", force=True)
    await customer.page.fill("#text", words)
    await customer.page.wait_for_timeout(THOUGHT)
    await customer.page.click("button.send")
    await customer.page.wait_for_url("**/thanks*")


async def test_what_a_customer_sends_is_on_the_agents_phone_within_a_second_and_nowhere_else(tab, demo):
    place = about(demo, "employee")
    phone = await tab("employee", Variant(width=390))
    others = [await tab(role) for role in ("payroll_specialist", "general_manager")]
    customer = await tab(None, Variant(width=390), scripts=False)
    await phone.open("/feedback?view=about")
    for each in others:
        await each.open("/feedback")

    spent = []
    for number in range(TRIES):
        words = f"等了很久没有人回复{number}{uuid.uuid4().hex[:6]}"
        await send(customer, place, words)
        began = time.perf_counter()
        await expect(phone.page.locator("#inbox")).to_contain_text(words, timeout=15_000)
        spent.append(time.perf_counter() - began)

    assert min(spent) < AT_ONCE, spent
    for each in others:
        await each.page.reload()
        assert words not in await each.page.content()
    found = demo.ask("payroll_specialist", f'{{ customerFeedbacks(search: "{words}") {{ totalCount }} }}')
    assert found == {"customerFeedbacks": {"totalCount": 0}}
    assert phone.errors == []
    assert await phone.violations() == []


async def test_scripts_and_formulas_stay_words(tab, demo):
    place = about(demo, "employee")
    customer, phone = await tab(None, scripts=False), await tab("employee", Variant(width=390))

    await send(customer, place, NASTY)
    await phone.open("/feedback?view=about")
    await expect(phone.page.locator("#inbox")).to_contain_text(NASTY)
    await send(customer, place, FORMULA)
    await phone.page.reload()
    await expect(phone.page.locator("#inbox")).to_contain_text("=HYPERLINK")

    assert await phone.page.title() != "taken"
    assert phone.errors == []
    assert await phone.violations() == []


@pytest.mark.parametrize(
    ("size", "status"),
    [(10 * 1024 * 1024, 413), (100 * 1024, 413)],
    ids=["ten_megabytes", "too_much_for_a_form"],
)
async def test_what_is_too_large_is_turned_away_before_it_is_read(demo, size, status):
    """Only the head and a little of the form are sent: the answer comes without the rest."""
    host, port = demo.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    head = f"POST {about(demo, 'employee')} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {size}\r\n"
    writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=".encode() + b"x" * 1000)
    answer = await asyncio.wait_for(reader.readline(), 20)
    writer.close()

    assert answer.split()[1] == str(status).encode()


async def test_a_flood_is_held_up_and_what_was_written_is_still_there(demo):
    """Last, because it fills the window of this network."""
    place = about(demo, "employee")
    async with httpx.AsyncClient(base_url=demo.url) as client:
        for number in range(40):
            stamp = re.search(r'name="stamp" value="([^"]+)"', (await client.get(place)).text)
            assert stamp
            sent = {"stamp": stamp[1], "score": "5", "text": f"第 {number} 次"}
            answer = await client.post(place, data=sent)
            if answer.status_code == 429:
                break

    assert answer.status_code == 429
    assert f"第 {number} 次" in answer.text
    assert number <= MOST_FORMS
