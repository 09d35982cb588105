"""Performance and incentives as their users walk them: rating and taking back, ranks, calibration, a payout run."""

from __future__ import annotations

import re

from playwright.async_api import expect

from tests.browser.conftest import Variant

BROKEN = ".empty use[href$='#unplug']"
"""What a part of a page shows that didn't come."""


async def test_a_manager_finds_whom_to_rate_hands_in_and_takes_back(tab):
    here = await tab("department_manager")
    page = here.page

    await here.open("/scores")
    await expect(page.locator("tr[data-card]").first).to_be_visible()
    await expect(page.locator(BROKEN)).to_have_count(0)

    await here.open("/reviews")
    await expect(page.locator(BROKEN)).to_have_count(0)
    await page.locator("form[action='/reviews/submit'] button").first.click()
    await page.locator("#toasts .undo").click()
    await expect(page.locator("#toasts .toast")).to_be_visible()

    await here.open("/reviews/calibration")
    await expect(page.locator(BROKEN)).to_have_count(0)
    assert (here.errors, await here.violations()) == ([], [])


async def test_ranks_lead_from_the_overview_to_candidates_with_their_reasons(tab):
    here = await tab("hr_manager", Variant(width=390))
    page = here.page

    await here.open("/performance")
    await page.locator("a[href^='/performance/ranking']").click()
    await expect(page.locator("#results td b").first).to_have_text("1")
    await here.open("/performance")
    await page.locator("a[href*='kind=PROMOTION']").click()
    await expect(page.locator("#results tbody tr").first).to_contain_text(
        re.compile(r"得分 \d+\.\d\d，第 \d+ 名")
    )
    await expect(page.locator("section[aria-labelledby=priority] li").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    employee = await tab("employee")
    await employee.open("/performance/candidates")
    await expect(employee.page.locator("h1")).to_have_text("没有这条记录")


async def test_a_rating_is_changed_beside_another_card_and_says_why(tab):
    here = await tab("performance_specialist")
    page = here.page

    await here.open("/reviews/calibration")
    for at in (0, 1):
        await page.locator("input[name=pick]").nth(at).check()
    await page.get_by_role("button", name="并排比较").click()
    change = page.locator("details", has=page.locator("textarea[name=reason]")).first
    await change.locator("summary").click()
    rating = change.locator("input[name^='v.']").first
    await rating.fill("91" if await rating.input_value() != "91" else "92")
    await change.locator("textarea[name=reason]").fill("与同组对齐")
    await change.locator("button").click()
    await expect(page.locator("article.written").first).to_contain_text("与同组对齐")
    assert (here.errors, await here.violations()) == ([], [])


async def test_a_run_is_proposed_checked_and_revoked_without_scripts(tab):
    here = await tab("hr_manager", scripts=False)
    page = here.page

    await here.open("/incentives/payouts")
    await page.locator("details summary").first.click()
    await page.select_option("#kind", "COMMISSION")
    await page.fill("#period", "2026-10")
    await page.locator("details form button.primary").click()
    await expect(page.locator(".checks li")).to_have_count(7)
    await page.locator("form[action$='/check'] button").click()
    await expect(page.locator(".way [aria-current]")).to_contain_text("待审批")
    await page.locator("summary", has_text="撤销批次").click()
    await page.fill("form[action$='/revoke'] [name=reason]", "重做")
    await page.locator("form[action$='/revoke'] button").click()
    await expect(page.locator("main")).to_contain_text("重做")
