"""Every page, as it looks: accessible, within its content policy, complete in both languages, on desk and phone."""

from __future__ import annotations

import itertools
import os
import re
from urllib.parse import urlsplit

import pytest

from scripts.sweep import read_pages
from tests.browser.conftest import ROOT, Variant

AXE = (ROOT / "ui/node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {place.name: (place.role or None, place.path) for place in read_pages() if place.always}
ALL = [Variant(*parts) for parts in itertools.product(("zh", "en"), ("light", "dark"), (1440, 390))]
OPPOSITE = [Variant("zh", "light", 1440), Variant("en", "dark", 390)]
VARIANTS = ALL if os.environ.get("ZHIREN_ALL_VARIANTS") else OPPOSITE
EXPECTED = re.compile(r"status of (403|404|409|422)")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPREAD = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
@pytest.mark.parametrize("name", PAGES)
async def test_page_is_accessible_and_whole(tab, demo, someone, name, variant):
    """One visit, because a visit is what costs: content policy, own host, no error, no overflow, axe."""
    role, path = PAGES[name]
    opened = await tab(role, variant)

    await opened.open(path.format(id=someone))
    await opened.page.wait_for_load_state("networkidle")

    assert await opened.violations() == []
    assert hosts(opened) <= {urlsplit(demo.url).netloc}
    assert [error for error in opened.errors if not EXPECTED.search(error)] == []
    assert await opened.page.locator('.empty use[href$="#unplug"]').count() == 0
    assert await opened.page.evaluate(SPREAD) <= 0
    assert await opened.page.locator("h1").count() == 1
    assert await opened.page.get_attribute("html", "lang") == {"zh": "zh-CN", "en": "en"}[variant.language]
    await opened.screenshot(f"{name}-{variant.name}")
    assert await accessibility(opened) == []


@pytest.mark.parametrize("path", ["/", "/people", "/people/{id}", "/people/new"])
async def test_page_reflows(tab, someone, path):
    opened = await tab("hr_manager")
    await opened.open(path.format(id=someone))

    for width in (320, 720, 1024):
        await opened.page.set_viewport_size({"width": width, "height": 900})
        assert await opened.page.evaluate(SPREAD) <= 0, width


@pytest.mark.parametrize("role", ["hr_manager", "payroll_specialist", "auditor", "employee", "administrator"])
async def test_words_of_the_navigation_are_english(tab, role):
    opened = await tab(role, Variant("en"))
    await opened.open("/")

    words = " ".join(await opened.page.locator("nav.side a, main h2, .tiles dt").all_inner_texts())

    assert not CHINESE.search(words.replace("知", "")), words


def hosts(opened) -> set[str]:
    return {urlsplit(url).netloc for url in opened.requests if url.startswith("http")}


async def accessibility(opened) -> list[str]:
    await opened.page.evaluate(AXE)
    found = await opened.page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"][:3]]
