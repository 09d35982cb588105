"""From a customer's phone to the one it is about: at once, to nobody else, and whatever is sent harms nothing."""

from __future__ import annotations

import asyncio
import re
import statistics
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
TRIES, MOST_FORMS, FLOOD = 3, 30, 200
NASTY = "<script>document.title='taken'</script><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://example.com","prize")'
MADE = """mutation Made($input: SaveFeedbackLinkInput!) { saveFeedbackLink(input: $input) { token } }"""


def about(demo: Any, code: str) -> str:
    """Make a link about somebody, and return its address."""
    given = {
        "code": f"T-{uuid.uuid4().hex[:8]}", "title": "测试", "kind": "AGENT", "employeeCode": code,
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
    """The inboxes of others stand open meanwhile, live; what is about a colleague of the shop stays off this phone."""
    place, beside = about(demo, me(demo)), about(demo, colleague(demo))
    phone = await tab("employee", Variant(width=390))
    head = await tab("department_manager", Variant(width=390))
    others = [await tab(role) for role in ("payroll_specialist", "general_manager", "auditor")]
    customer = await tab(None, Variant(width=390), scripts=False)
    await phone.open("/feedback?view=about")
    await head.open("/feedback?view=open&sort=new")
    for each in others:
        await each.open("/feedback")

    spent, said = [], []
    for _ in range(TRIES):
        said.append(f"等了很久没有人回复{uuid.uuid4().hex[:9]}")
        await send(customer, place, said[-1])
        began = time.perf_counter()
        await expect(phone.page.locator("#inbox")).to_contain_text(said[-1])
        spent.append(time.perf_counter() - began)
    other = f"等了很久没有人回复{uuid.uuid4().hex[:9]}"
    await send(customer, beside, other)
    await expect(head.page.locator("#inbox")).to_contain_text(other)

    assert statistics.median(spent) < AT_ONCE, spent
    assert other not in await phone.page.content()
    for each in others:
        assert not await heard(each, *said, other)
        await each.page.reload()
        assert not await heard(each, *said, other)
    for words in (*said, other):
        found = demo.ask("payroll_specialist", f'{{ customerFeedbacks(search: "{words}") {{ totalCount }} }}')
        assert found == {"customerFeedbacks": {"totalCount": 0}}
    assert phone.errors == []
    assert await phone.violations() == []


def me(demo: Any) -> str:
    return str(demo.ask("employee", "{ me { code } }")["me"]["code"])


def colleague(demo: Any) -> str:
    """Return somebody of the same shop who is neither the agent nor its head."""
    mine = demo.ask("employee", "{ me { code department { id } } }")["me"]
    head = demo.ask("department_manager", "{ me { code } }")["me"]["code"]
    where = f'{{ department: {{ id: {{ eq: "{mine["department"]["id"]}" }} }}, status: {{ eq: ACTIVE }} }}'
    found = demo.ask("hr_manager", f"{{ employees(first: 9, where: {where}) {{ nodes {{ code }} }} }}")
    codes = (str(row["code"]) for row in found["employees"]["nodes"])
    return next(code for code in codes if code not in (mine["code"], head))


async def heard(opened: Any, *said: str) -> list[str]:
    content = await opened.page.content()
    return [words for words in said if words in content]


async def test_scripts_and_formulas_stay_words(tab, demo):
    place = about(demo, me(demo))
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
    head = f"POST {about(demo, me(demo))} HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: {size}\r\n"
    writer.write(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\ntext=".encode() + b"x" * 1000)
    answer = await asyncio.wait_for(reader.readline(), 20)
    writer.close()

    assert answer.split()[1] == str(status).encode()


async def test_a_flood_is_held_up_while_the_house_answers_and_what_was_written_is_still_there(demo):
    """Last, because it fills the window of this network."""
    place = about(demo, me(demo))
    headers = {"Authorization": f"Bearer {demo.accounts['hr_manager']['token']}"}
    async with httpx.AsyncClient(base_url=demo.url, timeout=60) as client:
        form = (await client.get(place)).text
        stamp = re.search(r'name="stamp" value="([^"]+)"', form)
        assert stamp

        async def sent(number: int) -> httpx.Response:
            given = {"stamp": stamp[1] if number else "", "score": "5", "text": f"第 {number} 次"}
            return await client.post(place, data=given)

        async def asked() -> float:
            began = time.perf_counter()
            body = {"query": "{ customerFeedbacks(first: 25) { nodes { id } } }"}
            assert (await client.post("/graphql", json=body, headers=headers)).status_code == 200
            return time.perf_counter() - began

        flood = asyncio.gather(*(sent(number) for number in range(FLOOD)))
        waited = [await asked() for _ in range(TRIES)]
        answers = await flood

    held = [number for number, answer in enumerate(answers) if answer.status_code == 429]
    assert len(held) >= FLOOD - MOST_FORMS
    assert f"第 {held[0]} 次" in answers[held[0]].text
    assert statistics.median(waited) < AT_ONCE, waited
