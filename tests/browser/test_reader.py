"""What a screen reader and a keyboard meet: landmarks, names, headers, live regions; where the focus goes."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from scripts.sweep import read_pages

HEARD = (
    "home", "people", "person", "edit", "transfer", "approvals", "data", "conflicts", "org", "exits", "team-attendance",
    "ask-for-leave", "settings", "accounts", "notices",
)  # fmt: skip
NAMELESS = re.compile(
    r"^\s*- (?:button|link|textbox|searchbox|combobox|checkbox|spinbutton|radio|img)(?: \[.*\])?:?$",
    re.MULTILINE,
)
HEADLESS = """[...document.querySelectorAll("main table")].filter((table) =>
  !table.querySelector("th[scope]") || (table.tHead && [...table.tHead.querySelectorAll("th")].some((one) =>
    !one.textContent.trim() && !one.querySelector("input, [aria-label]"))))
  .map((table) => table.outerHTML.slice(0, 200))"""
VISIBLE = """() => { const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2; }"""
INSIDE = """document.activeElement === document.body || !!document.activeElement.closest("#palette")"""


async def focused(page: Page) -> str:
    return str(await page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))


async def test_every_page_tells_its_parts_and_the_names_of_its_controls(tab, someone):
    places = {place.name: place for place in read_pages()}
    wrong = {}
    for name in HEARD:
        place = places[name]
        opened = await tab(place.role)
        await opened.open(place.path.format(id=someone))

        told = await opened.page.locator("body").aria_snapshot()

        missing = [part for part in ("- banner", "- main", "- navigation", "- status") if part not in told]
        titles = len(re.findall(r"heading .* \[level=1\]", told))
        tables = await opened.page.evaluate(HEADLESS)
        found = [*missing, *NAMELESS.findall(told), *tables, *([f"{titles} h1"] if titles != 1 else [])]
        if found:
            wrong[name] = found
    assert wrong == {}


async def test_the_first_key_skips_to_the_content_and_the_focus_is_seen(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/people")

    await page.keyboard.press("Tab")
    assert "#main" in await focused(page)
    assert await page.evaluate(VISIBLE)
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
    for _ in range(12):
        await page.keyboard.press("Tab")
        assert await page.evaluate("document.querySelector('main').contains(document.activeElement)")
        assert await page.evaluate(VISIBLE), await focused(page)


async def test_the_palette_keeps_the_focus_and_gives_it_back(tab):
    opened = await tab("hr_manager")
    page = opened.page
    await opened.open("/people")
    await page.focus("#q")

    await page.keyboard.press("Control+k")
    await expect(page.locator("#palette input")).to_be_focused()
    for _ in range(4):
        await page.keyboard.press("Tab")
        assert await page.evaluate(INSIDE), await focused(page)
    await page.keyboard.press("Escape")

    await expect(page.locator("#palette")).to_be_hidden()
    await expect(page.locator("#q")).to_be_focused()


async def test_changed_details_are_taken_back_from_their_toast(tab, someone):
    opened = await tab("hr_manager", scripts=False)
    page = opened.page
    await opened.open(f"/people/{someone}/edit")
    before = await page.input_value("#name")

    await page.fill("#name", f"{before}丙")
    await page.click("form.form button.primary")
    await expect(page.locator("h1")).to_have_text(f"{before}丙")
    await page.click(".toast .undo")

    await expect(page.locator("h1")).to_have_text(before)


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without"])
async def test_leave_is_asked_for_and_taken_back(tab, scripts):
    opened = await tab("employee", scripts=scripts)
    page = opened.page
    await opened.open("/leave/new")
    await page.select_option("#typeCode", "PERSONAL")
    await page.fill("#firstDay", "2027-06-01")
    await page.fill("#lastDay", "2027-06-01")
    await page.fill("#reason", "走查")

    await page.click("form.form button.primary")
    await page.wait_for_url("**/leave")
    row = page.locator("li, tr").filter(has_text="走查").first
    await expect(row).to_be_visible()
    await row.locator(".ask > summary").click()
    await row.locator(".ask button").click()

    await expect(page.locator(".toast")).to_be_visible()
    assert opened.errors == []
