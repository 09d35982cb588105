"""The metric dictionary in a browser: how its pages look, and the tasks people come for."""

from __future__ import annotations

import re
import uuid
from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Variant
from tests.browser.test_pages import EXPECTED, SPREAD, accessibility, hosts

DESK, PHONE = Variant("zh", "light", 1440), Variant("en", "dark", 390)
PAGES = {
    "dictionary": ("hr_manager", "/metrics/dictionary", DESK),
    "dictionary-search": ("employee", "/metrics/dictionary?q=lzl", PHONE),
    "definition": ("hr_manager", "/metrics/dictionary/attrition_rate_average", DESK),
    "definition-phone": ("auditor", "/metrics/dictionary/csat", PHONE),
    "compare": ("hr_manager", "/metrics/compare", PHONE),
    "explore": (
        "general_manager",
        "/metrics/explore?key=attrition_rate_average&by=department&compare=PRIOR_YEAR",
        PHONE,
    ),
    "explore-bars": ("hr_manager", "/metrics/explore?key=csat&by=location&period=1", DESK),
    "receipt": ("hr_manager", "/metrics/explain?key=headcount_closing&period=1", DESK),
    "league": ("department_manager", "/metrics/league?key=csat", PHONE),
    "editor": ("hr_manager", "/metrics/dictionary/attrition_rate_average/edit", DESK),
    "freeze": ("hr_manager", "/metrics/reports/new?key=csat", PHONE),
    "boards": ("employee", "/metrics/boards", PHONE),
}


@pytest.mark.parametrize("name", PAGES)
async def test_page_is_accessible_and_whole(tab, demo, name):
    role, path, variant = PAGES[name]
    opened = await tab(role, variant)

    await opened.open(path)
    await opened.page.wait_for_load_state("networkidle")

    assert await opened.violations() == []
    assert hosts(opened) <= {urlsplit(demo.url).netloc}
    assert [error for error in opened.errors if not EXPECTED.search(error)] == []
    assert await opened.page.locator('use[href$="#unplug"]').count() == 0
    assert await opened.page.evaluate(SPREAD) <= 0
    assert await opened.page.locator("h1").count() == 1
    await opened.screenshot(f"metrics-{name}")
    assert await accessibility(opened) == []


async def test_search_finds_a_metric_by_pinyin_as_one_types(tab):
    opened = await tab("employee")
    await opened.open("/metrics/dictionary")

    await opened.page.keyboard.press("/")
    await opened.page.keyboard.type("kehumanyidu")

    await expect(opened.page.locator("#results a.metric").first).to_contain_text("客户满意度")
    assert "q=kehumanyidu" in opened.page.url


async def test_the_editor_shows_the_slip_while_one_types_and_takes_advice(tab):
    opened = await tab("hr_manager")
    await opened.open("/metrics/dictionary/attrition_rate_average/edit")

    await opened.page.fill("#formula", "leavers / headcoun")
    await expect(opened.page.locator("#report mark")).to_have_text("headcoun")
    await opened.page.locator("#report .offers button").first.click()
    await expect(opened.page.locator("#formula")).to_have_value(re.compile(r"^leavers / \S*headcount"))

    await opened.page.fill("#formula", "leavers / ")
    await opened.page.click(".words details:nth-of-type(1) [data-insert^='avg2']")
    await expect(opened.page.locator("#formula")).to_have_value("leavers / avg2(")


async def test_a_figure_opens_its_receipt_and_escape_closes_it(tab):
    opened = await tab("hr_manager")
    await opened.open("/metrics/explore?key=headcount_closing&by=department&period=3")
    figure = opened.page.locator("tr.whole .figure-link").last

    await figure.click()
    await expect(opened.page.locator("#drawer .big")).to_have_text(re.compile(r"\d+"))
    await expect(opened.page.locator("#receipt-text")).not_to_have_value("")
    await opened.page.keyboard.press("Escape")

    await expect(opened.page.locator("#drawer")).to_be_empty()
    await expect(figure).to_be_focused()


async def test_a_department_opens_and_its_address_can_be_shared(tab):
    opened = await tab("hr_manager")
    await opened.open("/metrics/explore?key=headcount_closing&by=department&period=3")
    before = await opened.page.locator("tbody th").count()

    await opened.page.locator(".turn").first.click()
    await expect(opened.page.locator(".turn[aria-expanded=true]")).to_have_count(1)
    after = await opened.page.locator("tbody th").count()
    await opened.page.reload()

    assert after > before
    assert await opened.page.locator("tbody th").count() == after


async def test_a_definition_from_draft_to_force_without_script(tab):
    """Drafted by one, signed by HR and by the business, published; each form says what it did."""
    key = f"twice_left_{uuid.uuid4().hex[:6]}"
    author, hr, business = (
        await tab("performance_specialist", scripts=False),
        await tab("hr_manager", scripts=False),
        await tab("general_manager", scripts=False),
    )
    await author.open("/metrics/dictionary/new")
    for name, text in {
        "key": key,
        "nameZh": f"两倍离职{key[-6:]}",
        "nameEn": f"Twice the leavers {key[-6:]}",
        "definitionZh": "离职人次的两倍",
        "definitionEn": "Twice the leavers",
        "formula": "leavers * 2",
        "given1": "employment\nspell_id, start_date, end_date\na, 2022-01-01, 2026-03-20",
        "period1": "2026-03",
        "value1": "2",
    }.items():
        await author.page.fill(f"#{name}", text)
    await author.page.select_option("#unit", "spell")
    await author.page.click("form.editing button.primary")
    await expect(author.page.locator(".toast")).to_be_visible()
    await author.page.click('form[action$="/submit"] button')
    await expect(author.page.locator(".toast")).to_be_visible()

    for reader in (hr, business):
        await reader.open("/metrics/reviews")
        await reader.page.click(f'#review-{key} button[value="AGREE"]')
        await expect(reader.page.locator(".toast")).to_be_visible()
    await hr.open(f"/metrics/dictionary/{key}?version=1")
    await hr.page.click('form[action$="/publish"] button')

    await expect(hr.page.locator(".head .seal.settled")).to_be_visible()
    await expect(hr.page.locator(".signatures .seal.signed")).to_have_count(2)


async def test_figures_are_frozen_and_kept_on_a_board(tab):
    opened = await tab("hr_manager")
    await opened.open("/metrics/explore?key=attrition_rate_average&period=6")

    await opened.page.click('.head a[href*="/reports/new"]')
    await opened.page.fill("#name", "半年离职率")
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator(".note.good")).to_be_visible()
    await expect(opened.page.locator(".figures tbody tr")).not_to_have_count(0)

    await opened.open("/metrics/explore?key=attrition_rate_average&period=6")
    await opened.page.click('.head a[href*="/boards/add"]')
    await opened.page.fill("#name", "周会")
    await opened.page.click("form.form button.primary")
    await expect(opened.page.locator(".board-tile")).not_to_have_count(0)
