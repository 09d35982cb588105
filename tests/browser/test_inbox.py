"""The inbox as agents use it: chosen, claimed, answered, resolved, taken back, by mouse, key and plain form."""

from __future__ import annotations

import re
import uuid
from typing import Any

from playwright.async_api import expect

from tests.browser.conftest import Variant


def came(demo: Any, words: str, score: int = 4) -> None:
    """Let a customer have told the agent something."""
    me = demo.ask("employee", "{ me { code } }")["me"]["code"]
    known = f'text: "{words}", score: {score}, agentCode: "{me}", orderRef: "{uuid.uuid4().hex[:8]}"'
    demo.ask(
        "employee",
        f'mutation {{ createCustomerFeedback(input: {{{known}, idempotencyKey: "{uuid.uuid4().hex}"}}) {{ id }} }}',
    )


async def test_what_is_chosen_stays_chosen_and_the_keys_walk_the_list(tab, demo):
    word = uuid.uuid4().hex[:6]
    for number in range(2):
        came(demo, f"挑选{word}{number}")
    agent = await tab("employee")
    await agent.open(f"/feedback?view=mine&q={word}")
    rows = agent.page.locator("#inbox li[data-peek]")
    await expect(rows).to_have_count(2)

    await rows.nth(0).locator("input[type=checkbox]").click()
    await agent.page.keyboard.press("j")
    await agent.page.keyboard.press("j")
    await agent.page.keyboard.press("x")
    await expect(agent.page.locator("#inbox li :checked")).to_have_count(2)
    await agent.page.keyboard.press("p")
    await expect(agent.page.locator("#drawer .voice")).to_contain_text(word)
    await agent.page.keyboard.press("Escape")
    await expect(rows.nth(1)).to_be_focused()
    await agent.page.keyboard.press("r")
    await expect(agent.page).to_have_url(re.compile("#answer$"))

    assert agent.errors == []
    assert await agent.violations() == []


async def test_an_answer_ends_a_ticket_which_is_taken_back_and_opened_anew_on_the_phone(tab, demo):
    word = uuid.uuid4().hex[:6]
    came(demo, f"尺码合适{word}")
    phone = await tab("employee", Variant(width=390))
    page = phone.page
    await phone.open(f"/feedback?view=mine&q={word}")
    await page.locator(".words", has_text=word).click()
    await page.fill("#text", "谢谢您，欢迎再来。")
    await page.click("#answer button.primary")
    state = page.locator(".head .sub")
    await expect(state).to_contain_text("已答复")

    await page.click("button[value=resolve]")
    await expect(state).to_contain_text("已解决")
    await page.locator("#toasts form button").first.click()
    await expect(state).to_contain_text("已答复")
    await page.click("button[value=resolve]")
    await expect(state).to_contain_text("已解决")
    await page.click(".steps summary")
    await page.fill("#why", "客户又来电")
    await page.click(".steps .panel button.primary")
    await expect(state).to_contain_text("已答复")
    await expect(page.locator(".story")).to_contain_text("客户又来电")

    assert phone.errors == []
    assert await phone.violations() == []


async def test_without_a_script_a_ticket_is_answered_and_the_other_views_tell_what_is_new(tab, demo):
    plain = await tab("employee", scripts=False)
    live = await tab("employee", Variant(width=390))
    await live.open("/feedback?view=about")
    word = uuid.uuid4().hex[:6]
    came(demo, f"没有脚本{word}")
    await expect(live.page.locator("#inbox")).to_contain_text(word)
    await expect(live.page.locator("#views a", has_text="我的").locator("small")).to_be_visible()

    await plain.open(f"/feedback?view=mine&q={word}")
    await plain.page.locator(".words", has_text=word).click()
    await plain.page.fill("#text", "已为您查清。")
    await plain.page.check("input[name=resolve]")
    await plain.page.click("#answer button.primary")
    await expect(plain.page.locator(".head .sub")).to_contain_text("已解决")
