"""Forms that lose nothing: scores without a script, what was typed after a reload, and who would decide on it."""

from __future__ import annotations

import asyncio

from playwright.async_api import Route, expect

from tests.browser.conftest import Variant

CELL = "input[data-code]"
TYPED = "孩子开学，想请半天"


async def test_scores_are_entered_by_a_form_where_there_is_no_script(tab):
    opened, other = [await tab("performance_specialist", scripts=False) for _ in range(2)]
    page, cells = opened.page, opened.page.locator(CELL)
    await opened.open("/scores")
    await other.open("/scores")
    low, high = [float(await cells.first.get_attribute(f"data-{end}")) for end in ("low", "high")]
    held = await cells.first.input_value()
    mine, theirs = [f"{high - by:g}" for by in (1, 2, 3) if f"{high - by:g}" != held][:2]

    await cells.first.fill(mine)
    await page.click("form:has(table.grid) button:has-text('保存')")
    await expect(page.locator(".toast")).to_be_visible()
    await expect(cells.first).to_have_value(mine)

    await other.page.locator(CELL).first.fill(theirs)
    await other.page.locator(CELL).nth(1).fill(f"{low - 7:g}")
    await other.page.click("form:has(table.grid) button:has-text('保存')")

    await expect(other.page.locator("[role=alert]").first).to_be_visible()
    await expect(other.page.locator(CELL).first).to_have_value(theirs)
    await expect(other.page.locator(CELL).nth(1)).to_have_value(f"{low - 7:g}")
    await expect(other.page.locator("td[data-state=conflict]")).to_have_count(1)


async def test_what_was_typed_is_back_after_a_reload_and_gone_once_it_arrived(tab):
    opened = await tab("employee")
    page = opened.page
    await opened.open("/leave/new")
    await page.fill("#reason", TYPED)

    await opened.open("/leave/new")
    await expect(page.locator("#reason")).to_have_value(TYPED)
    await expect(page.locator("[data-draft-note]")).to_be_visible()

    await page.click("[data-draft-drop]")
    await expect(page.locator("#reason")).to_have_value("")
    await expect(page.locator("[data-draft-note]")).to_have_count(0)
    assert opened.errors == []


async def test_who_decides_is_told_before_one_asks(tab):
    opened = await tab("employee")

    for path in ("/leave/new", "/me/resign"):
        await opened.open(path)
        await expect(opened.page.locator("main")).to_contain_text("由谁审批")
        assert await opened.page.locator(".plainly li").count() >= 1


async def test_a_list_is_laid_out_and_its_row_height_holds_everywhere(tab):
    opened = await tab("auditor")
    page = opened.page
    await opened.open("/audit?kept=all")

    await page.click("details.menu:has(#density) summary")
    await page.uncheck("input[name=column][value=purpose]")
    await page.select_option("#density", "compact")
    await page.click("button[name=op][value=keep]")
    await expect(page.locator("th", has_text="用途")).to_have_count(0)
    await opened.open("/policies")
    assert await page.evaluate("document.documentElement.dataset.rows") == "compact"

    await opened.open("/audit?kept=all")
    await page.click("details.menu:has(#density) summary")
    await page.click("button[name=op][value=usual]")
    await expect(page.locator("th", has_text="用途")).to_have_count(1)
    assert opened.errors == []


async def test_leaving_a_field_tells_what_is_wrong_with_it_moves_nothing_and_writes_nothing(tab):
    opened = await tab("hr_manager")
    page, code, name = opened.page, opened.page.locator("#code"), opened.page.locator("#name")
    await opened.open("/people/new")
    below = await page.locator("#departmentId").bounding_box()

    await name.focus()
    await name.press("Tab")
    await expect(page.locator("#name-error")).to_have_text("这里要填。")
    await name.fill("试一试")
    await name.press("Tab")
    await expect(name).to_have_attribute("aria-invalid", "false")
    await code.fill("CHK 1")
    await code.press("Tab")

    await expect(page.locator("#code-error")).to_contain_text("不含空格")
    await expect(code).to_have_attribute("aria-invalid", "true")
    await expect(code).to_have_attribute("aria-describedby", "code-error code-hint")
    assert await page.locator("#departmentId").bounding_box() == below
    await page.select_option("#departmentId", index=2)
    async with page.expect_response(lambda answer: "x-check" in answer.request.headers) as asked:
        await code.fill("CHK1")
        await code.press("Tab")
    assert (await asked.value).status == 204
    await expect(code).to_have_attribute("aria-invalid", "false")
    await opened.open("/people?q=CHK1")
    await expect(page.locator("main")).not_to_contain_text("试一试")
    assert opened.errors == []


async def test_an_order_of_days_is_told_in_english_too(tab):
    opened = await tab("employee", Variant("en"))
    page = opened.page
    await opened.open("/me/resign")

    await page.fill("#lastDay", "2020-01-01")
    await page.focus("#reason")  # Tab goes from day to month first

    await expect(page.locator("#lastDay-error")).to_contain_text("day")
    assert opened.errors == []


async def test_a_goal_given_up_is_taken_up_again_from_the_toast(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/goals")
    await page.locator("main a[href^='/goals/0']").first.click()
    await page.click("summary:has-text('取消这个目标')")
    await page.fill("form[action$='/cancel'] [name=reason]", "点错了一个")
    await page.click("form[action$='/cancel'] button")
    await expect(page.locator(".toast .undo")).to_be_visible()

    await page.click(".toast .undo")

    await expect(page.locator(".toast")).to_contain_text("已撤销")
    await expect(page.locator("form[action$='/cancel']")).to_have_count(1)
    assert opened.errors == []


async def test_a_field_tells_what_is_wrong_when_it_is_left_and_nothing_once_it_is_mended(tab, demo):
    taken = demo.ask("hr_manager", "{ employees(first: 1) { nodes { code } } }")["employees"]["nodes"][0][
        "code"
    ]
    opened = await tab("hr_manager")
    page, code, told = opened.page, opened.page.locator("#code"), opened.page.locator("#code-error")
    await opened.open("/people/new")
    box = await page.locator("#name").bounding_box()

    await code.focus()
    await page.keyboard.press("Tab")
    await expect(told).to_have_text("这里要填。")
    await expect(code).to_have_attribute("aria-invalid", "true")
    assert "code-error" in str(await code.get_attribute("aria-describedby")).split()
    assert await page.locator("#name").bounding_box() == box

    await code.fill("T-NEW-1")
    await page.keyboard.press("Tab")
    await expect(code).to_have_attribute("aria-invalid", "false")
    await expect(told).to_be_hidden()

    await page.fill("#name", "王芳")
    await page.locator("#departmentId").select_option(index=1)
    await code.fill(taken)
    await page.keyboard.press("Tab")
    await expect(told).to_contain_text(taken)
    assert opened.errors == []


async def test_an_answer_that_comes_late_says_nothing_about_what_was_typed_since(tab):
    opened, waiting, free = await tab("hr_manager"), asyncio.Event(), asyncio.Event()
    page, code = opened.page, opened.page.locator("#code")
    await opened.open("/people/new")

    async def late(route: Route) -> None:
        if "x-check" not in route.request.headers:
            await route.continue_()
            return
        waiting.set()
        await free.wait()
        await route.fulfill(json={"code": "迟到的话"})

    await page.route("**/people/new", late)
    await code.fill("A")
    await page.keyboard.press("Tab")
    await waiting.wait()
    await code.focus()
    await code.press_sequentially("B")
    async with page.expect_event("requestfinished"):
        free.set()

    await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    await expect(code).to_have_value("AB")
    assert await page.locator("#code-error").count() == 0
