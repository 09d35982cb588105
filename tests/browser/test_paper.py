"""What is printed: content without the frame, tables whole, on the list, a person, a statement and a score card."""

from __future__ import annotations

import pytest

FRAME = (
    ".side, .bar, .tabs-phone, .tabs, .toasts, .drawer, .pager, .bulk, .facets, .filters, .head > .actions"
)
SHOWN = """(frame) => [...document.querySelectorAll(frame)]
  .filter((one) => one.checkVisibility()).map((one) => one.className)"""
CUT = """() => [...document.querySelectorAll("main .table")].filter((one) => one.checkVisibility()
  && (getComputedStyle(one).overflowX !== "visible" || getComputedStyle(one).maxHeight !== "none")).length"""
ROWS = "() => [...document.querySelectorAll('main tbody tr')].every((row) => row.checkVisibility())"


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("hr_manager", "/people"),
        ("hr_manager", "/people/{id}"),
        ("employee", "/me/incentives"),
        ("performance_specialist", "card"),
    ],
)
async def test_paper_holds_the_content_and_no_navigation(tab, someone, role, path):
    opened = await tab(role)
    if path == "card":
        await opened.open("/scores")
        path = await opened.page.locator("table.grid tbody th a").first.get_attribute("href")
    await opened.open(path.format(id=someone))
    await opened.page.emulate_media(media="print")

    assert await opened.page.evaluate(SHOWN, FRAME) == []
    assert await opened.page.evaluate(CUT) == 0
    assert await opened.page.evaluate(ROWS)
    assert await opened.page.locator("main h1").first.is_visible()
