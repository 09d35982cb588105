"""Forms that lose nothing: scores without a script, what was typed after a reload, and who would decide on it."""

from __future__ import annotations

from playwright.async_api import expect

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
