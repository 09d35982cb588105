"""Support from a phone: who asked sees each step as it is made, and speaks to the page only where that is allowed."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
from playwright.async_api import expect

from tests.browser.conftest import Variant

PHONE = Variant(width=390)
HEARS = """window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() { window.heard = this; }
  stop() { this.onend(); }
};"""
"""A browser that hears what a test says."""
SAID = "heard.onresult({resultIndex: 0, results: [Object.assign([{transcript: '%s'}], {isFinal: true})]})"
SET = "mutation Set($input: ChangeSettingInput!) { changeSetting(input: $input) { name } }"


async def deed(page: Any, name: str) -> None:
    await page.click(f"form:has(input[name=do][value={name}]) button")


async def ask(phone: Any, title: str) -> str:
    """Ask the flagship store for something without any script, and return the address of the request."""
    await phone.open("/support/new")
    await phone.page.click("button.primary")
    await expect(phone.page.locator("#about-error")).to_contain_text("请选择向谁提出")
    await phone.page.select_option("#about", "unit:R-S01")
    await phone.page.fill("#title", title)
    await phone.page.click("button.primary")
    link = phone.page.get_by_role("link", name=title)
    await expect(link).to_be_visible()
    return str(await link.get_attribute("href"))


async def test_a_request_is_answered_solved_and_confirmed_before_the_senders_eyes(tab, demo):
    title = f"打印机缺墨 {uuid.uuid4().hex[:6]}"
    place = await ask(await tab("employee", PHONE, scripts=False), title)
    phone, desk = await tab("employee", PHONE), await tab("department_manager")
    await phone.open(place)
    await desk.open(place)

    await desk.page.fill("textarea[name=text]", "马上送来")
    await deed(desk.page, "reply")
    await expect(phone.page.locator("ol.thread")).to_contain_text("马上送来")

    await phone.page.fill("textarea[name=text]", "还要两卷纸")
    await desk.page.fill("textarea[name=solution]", "换了墨盒")
    await deed(desk.page, "solve")
    await expect(phone.page.locator("[data-news]")).to_be_visible()
    assert await phone.page.input_value("textarea[name=text]") == "还要两卷纸"

    await phone.page.click("[data-news] a")
    await deed(phone.page, "confirm")
    await expect(desk.page.locator("#live")).to_contain_text("已解决")
    await expect(phone.page.locator("#live")).to_contain_text("确认解决")

    other = await tab("payroll_specialist")
    await other.open(place)
    await expect(other.page.locator("main")).not_to_contain_text(title)
    assert (phone.errors, desk.errors, await phone.violations()) == ([], [], [])


def allow_speech(demo: Any, *, on: bool) -> None:
    headers = {"Authorization": f"Bearer {demo.accounts['administrator']['token']}"}
    given = {"name": "browser_speech", "value": "true" if on else None, "idempotencyKey": uuid.uuid4().hex}
    answer = httpx.post(
        f"{demo.url}/graphql", json={"query": SET, "variables": {"input": given}}, headers=headers
    )
    assert not answer.json().get("errors"), answer.json()


async def test_dictation_is_there_only_where_the_company_allows_it(tab, demo):
    phone = await tab("employee", PHONE)
    await phone.page.add_init_script(HEARS)
    await phone.open("/feedback/new")
    await phone.page.fill("#text", "客户说")
    assert await phone.page.locator("[data-voice]").count() == 0

    allow_speech(demo, on=True)
    try:
        await phone.open("/feedback/new")
        button = phone.page.locator("[data-voice-turn]")
        await expect(phone.page.locator("[data-voice]")).to_contain_text("先征得客户同意")
        await phone.page.fill("#text", "客户说")
        await button.click()
        await phone.page.evaluate(SAID % "包装破了")
        await expect(phone.page.locator("#text")).to_have_value("客户说包装破了")
        await phone.page.fill("#text", "客户说包装破了，要求换货")
        await button.click()
        await expect(button).to_have_attribute("aria-pressed", "false")

        plain = await tab("employee", PHONE, scripts=False)
        await plain.open("/feedback/new")
        await expect(plain.page.locator("[data-voice]")).to_be_hidden()
        await expect(plain.page.locator("#text")).to_be_editable()
    finally:
        allow_speech(demo, on=False)
    assert phone.errors == []
