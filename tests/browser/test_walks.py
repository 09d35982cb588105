"""The key tasks from end to end, by keyboard alone and with scripts off; and what a screen reader is told."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from playwright.async_api import Page, expect

PEOPLE = "工号,姓名,部门,入职日期\n{code},走查,{unit},2026-03-02\n"


async def tab_to(page: Page, selector: str, *, most: int = 120) -> None:
    """Press Tab until an element has the focus, as somebody without a mouse does."""
    for _ in range(most):
        if await page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
        await page.keyboard.press("Tab")
    pytest.fail(f"Tab doesn't reach {selector}")


async def send_file(page: Page, unit: str) -> str:
    """Fill in the first step of the wizard, and return the number of the newcomer in the file."""
    code = f"W{uuid.uuid4().hex[:8].upper()}"
    content = PEOPLE.format(code=code, unit=unit).encode()
    await page.set_input_files("#file", {"name": "walk.csv", "mimeType": "text/csv", "buffer": content})
    await page.select_option("#kind", "people")
    await page.fill("#source", f"walk-{code}")
    return code


@pytest.fixture
def unit(demo: Any) -> str:
    found = demo.ask("hr_manager", "{ departments(first: 1, where: {kind: {eq: STORE}}) { nodes { code } } }")
    return str(found["departments"]["nodes"][0]["code"])


async def look_until(page: Page, selector: str) -> None:
    """Without scripts a page does not follow its job; its reader looks again."""
    for _ in range(30):
        if await page.locator(selector).count():
            return
        await page.wait_for_timeout(500)
        await page.goto(page.url.split("?")[0])
    pytest.fail(f"{selector} never came")


async def test_a_file_goes_in_and_comes_out_without_script(tab, unit):
    opened = await tab("hr_manager", scripts=False)
    page = opened.page
    await opened.open("/data/new")
    code = await send_file(page, unit)

    await page.click("form.form button.primary")
    await page.click('form[action$="/map"] button.primary')
    await look_until(page, 'form[action$="/apply"]')
    await page.click('form[action$="/apply"] button')
    await look_until(page, 'form[action$="/undo"]')
    batch = page.url
    await opened.open(f"/people?q={code}")
    assert await page.locator("tbody tr").count() == 1

    await page.goto(batch)
    await page.click("details.menu summary")
    await page.fill("#reason", "走查完毕")
    await page.click('form[action$="/undo"] button')
    await look_until(page, ".lead:has-text('走查完毕')")
    await opened.open(f"/people?q={code}")
    assert await page.locator("tbody tr").count() == 0, "who was withdrawn is in no list"


async def test_a_file_is_sent_matched_and_applied_by_keyboard(tab, unit):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/data")
    await tab_to(page, 'a[href="/data/new"]')
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/data/new")
    await send_file(page, unit)  # the chooser of files is the browser's own

    await tab_to(page, "form.form button.primary")
    await page.keyboard.press("Enter")
    await page.wait_for_selector('form[action$="/map"]')
    await tab_to(page, 'form[action$="/map"] button.primary')
    await page.keyboard.press("Enter")
    await page.wait_for_selector('form[action$="/apply"]')
    await tab_to(page, 'form[action$="/apply"] button')
    await page.keyboard.press("Enter")

    await expect(page.locator('form[action$="/undo"]')).to_be_attached()
    assert opened.errors == []


async def test_a_resignation_is_handed_in_and_taken_back_without_script(tab):
    opened = await tab("employee", scripts=False)
    page = opened.page
    await opened.open("/me/resign")
    await page.fill("#lastDay", "")
    await page.click("form.form button.primary")
    await expect(page.locator("#lastDay-error")).to_be_visible()

    await page.fill("#lastDay", "2027-03-31")
    await page.fill("#reason", "走查")
    await page.click("form.form button.primary")
    await opened.open("/me/resign")
    await page.click(".ask > summary")
    await expect(page.locator("form[action='/approvals/withdraw']")).to_be_visible()

    await page.click("form[action='/approvals/withdraw'] button")
    await opened.open("/me/resign")
    await expect(page.locator("#lastDay")).to_be_visible()


async def test_a_resignation_is_handed_in_by_keyboard_and_decided_by_keyboard(tab):
    asks, decides = await tab("employee"), await tab("department_manager")
    await asks.open("/me/resign")
    await tab_to(asks.page, "#lastDay")
    await asks.page.fill("#lastDay", "2027-04-30")  # how a date is typed differs with the system
    await tab_to(asks.page, "form.form button.primary")
    await asks.page.keyboard.press("Enter")
    await expect(asks.page.locator(".toast")).to_be_visible()

    await decides.open("/approvals")
    row = decides.page.locator("ul.queue li").filter(has_text="2027-04-30")
    await expect(row).to_have_count(1)
    await tab_to(decides.page, f"#{await row.get_attribute('id')} [data-approve]")
    await decides.page.keyboard.press("Enter")
    await expect(decides.page.locator(".toast .undo")).to_be_visible()
    await tab_to(decides.page, ".toast .undo")
    await decides.page.keyboard.press("Enter")
    await expect(row).to_have_count(1)

    await asks.open("/me/resign")
    await tab_to(asks.page, ".ask > summary")
    await asks.page.keyboard.press("Enter")
    await tab_to(asks.page, "form[action='/approvals/withdraw'] button")
    await asks.page.keyboard.press("Enter")
    await expect(asks.page.locator("#lastDay")).to_be_visible()


async def test_a_request_is_approved_and_taken_back_without_script(tab):
    opened = await tab("department_manager", scripts=False)
    page = opened.page
    await opened.open("/approvals")
    before = await page.locator("ul.queue li").count()

    await page.locator("[data-approve]").first.click()
    await page.click(".toast .undo")

    await opened.open("/approvals")
    assert await page.locator("ul.queue li").count() == before


async def test_a_step_of_a_life_is_taken_back_from_its_toast(tab, someone):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open(f"/people/{someone}")
    before = await page.locator(".who-head .line-facts dd").first.inner_text()
    await opened.open(f"/people/{someone}/change/transfer")

    await page.select_option("#departmentId", index=3)
    await page.click("form.form button.primary")
    await expect(page.locator(".toast .undo")).to_be_visible()
    await expect(page.locator(".who-head .line-facts dd").first).not_to_have_text(before)
    await page.click(".toast .undo")

    await expect(page.locator(".toast")).to_be_visible()
    await expect(page.locator(".who-head .line-facts dd").first).to_have_text(before)


async def test_a_tab_of_the_record_comes_alone_and_keeps_the_focus(tab, someone):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open(f"/people/{someone}")
    await page.evaluate("window.stays = true")

    await tab_to(page, "#tab-employment")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/people/{someone}/employment")

    await expect(page.locator("#tab-employment")).to_have_attribute("aria-current", "page")
    await expect(page.locator("#tab-employment")).to_be_focused()
    assert await page.evaluate("window.stays")
    await page.go_back()
    await expect(page.locator("#tab-overview")).to_have_attribute("aria-current", "page")
    assert opened.errors == []


async def test_the_organization_opens_branch_by_branch_and_by_keyboard(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/org")
    first = page.locator(".org-chart a[href^='/org/']").first
    name = await first.inner_text()

    await tab_to(page, f".org-chart a[href='{await first.get_attribute('href')}']")
    await page.keyboard.press("Enter")

    await expect(page.locator("#drawer h2").first).to_contain_text(name.strip())
    assert opened.errors == []


TOLD = {
    "list": (
        "hr_manager", "/people",
        [r'navigation "主导航"', r'searchbox "找人', r'heading "员工" \[level=1\]', r'link "新增员工"',
         r'columnheader "姓名'],
    ),
    "person": (
        "hr_manager", "/people/{id}",
        [r"heading \".+\" \[level=1\]", r'navigation "档案各部分"', r'link "概览"', r"navigation \"当前位置\""],
    ),
    "approvals": (
        "department_manager", "/approvals",
        [r'heading "审批" \[level=1\]', r'button "批准 .+"', r'checkbox "选择', r"list"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
async def test_a_screen_reader_is_told_where_one_is_and_what_to_do(tab, someone, name):
    role, path, expected = TOLD[name]
    opened = await tab(role)
    await opened.open(path.format(id=someone))

    told = await opened.page.locator("body").aria_snapshot()

    assert [line for line in expected if not re.search(line, told)] == []
    assert (
        re.findall(
            r"^\s*- (?:button|link|textbox|searchbox|combobox|checkbox)(?: \[.*\])?:?$", told, re.MULTILINE
        )
        == []
    )
