"""Look at every page of a running demo, in both languages and themes, on desk and phone, and print what is wrong.

    .venv/bin/python main.py demo --json > demo.json &
    .venv/bin/python -m scripts.sweep demo.json [--only NAME,NAME] [--pages FILE]

A page is found wanting for: an answer of the server that isn't expected, an error in the console, a violation of the
content policy, a rule of axe, a page wider than its window, none or several `h1`, more nodes, bytes or requests than
its budget, parts that move while a slow machine loads them (in Chinese on a desk, in English on a phone). Pages are the
lines of tests/browser/pages.csv; `{id}` and its like stand for something of the demo's that a question of
tests/browser/found.csv gives.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

import httpx
from playwright.async_api import Browser, BrowserContext, Page, Playwright, async_playwright

ROOT: Final = Path(__file__).parents[1]
PAGES: Final = ROOT / "tests/browser/pages.csv"
FOUND: Final = ROOT / "tests/browser/found.csv"
AXE: Final = ROOT / "ui/node_modules/axe-core/axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS: Final = (1440, 390)
BUDGET: Final = (60, 8, 1500)
"""KB over the wire on a first visit, requests, nodes."""
WIDER: Final[Mapping[str, tuple[int, int, int]]] = {
    "home": (80, 14, 1200),
    "console": (260, 8, 3000),
    "explore": (320, 12, 3000),
    "training-effect": (60, 9, 1500),
}
OPENED: Final = {"zh": WIDTHS[0], "en": WIDTHS[1]}
SLOWER: Final = 4
"""How many times slower than this machine the one is that opens a page."""
MOST_MOVED: Final = 0.02
MOVED: Final = """new Promise((done) => { let sum = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 100); })"""
REFUSED: Final = {"absent": 404, "refused": 403}
EXPECTED: Final = re.compile(r"status of (403|404|409|422)")
VIOLATIONS: Final = """addEventListener("securitypolicyviolation", (event) =>
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass(frozen=True)
class Place:
    """One line of the list of pages."""

    name: str
    role: str
    path: str
    always: bool

    @property
    def budget(self) -> tuple[int, int, int]:
        return next((WIDER[key] for key in WIDER if self.name.startswith(key)), BUDGET)


@dataclass
class Seen:
    """What one visit gave: the answer, what went wrong, and what it weighed."""

    status: int = 0
    errors: list[str] = field(default_factory=list)
    requests: int = 0
    size: int = 0
    moved: float = 0.0


def read_pages(path: Path = PAGES) -> list[Place]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Place(row["name"], row["role"], row["path"], row["always"] == "yes")
            for row in csv.DictReader(lines)
        ]


def read_demo(path: Path) -> tuple[str, dict[str, dict[str, str]]]:
    """Return the address and an account for each role, of what `main.py demo --json` printed."""
    line = next(line for line in path.read_text("utf-8").splitlines() if '"accounts"' in line)
    told = json.loads(line)
    accounts: dict[str, dict[str, str]] = {}
    for account in told["accounts"]:
        accounts.setdefault(account["role"], account)
    return told["url"].rstrip("/"), accounts


def ask(url: str, token: str, document: str) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"}
    found: dict[str, Any] = httpx.post(f"{url}/graphql", json={"query": document}, headers=headers).json()
    return found.get("data") or {}


def stand_ins(url: str, accounts: Mapping[str, Mapping[str, str]], path: Path = FOUND) -> dict[str, str]:
    """Find for each `{word}` in a path something of the demo's; what is not there stays out."""
    found = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            data = ask(url, accounts[row["role"]]["token"], row["query"])
            own = (data.get("me") or {}).get("id")
            if given := next((each for each in ids_in(data, of="found") if each != own), None):
                found[row["word"]] = given
    return found


def ids_in(data: Any, *, of: str = "") -> Iterator[str]:
    """Give each `id` in an answer, in its order; with `of`, only beneath what bears that name."""
    if isinstance(data, list):
        for each in data:
            yield from ids_in(each, of=of)
    elif isinstance(data, dict):
        if not of and data.get("id"):
            yield data["id"]
        for key, value in data.items():
            yield from ids_in(value, of="" if key == of else of)


async def chromium(playwright: Playwright) -> Browser:
    path = os.environ.get("ZHIREN_CHROMIUM", "/usr/bin/chromium")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-quic"]
    return await playwright.chromium.launch(executable_path=path, args=flags)


async def sign_in(browser: Browser, url: str, account: Mapping[str, str]) -> Any:  # Playwright's own shape
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(f"{url}/login")
    await page.fill("#username", account["username"])
    await page.fill("#password", account["password"])
    await page.click("form:has(#password) button.primary")
    await page.wait_for_selector("nav.side, nav.tabs-phone", state="attached")
    state = await context.storage_state()
    await context.close()
    return state


class Sweep:
    """One browser that visits the pages and keeps what is wrong."""

    def __init__(self, browser: Browser, url: str, accounts: Mapping[str, Mapping[str, str]]) -> None:
        self.browser, self.url, self.accounts = browser, url, accounts
        self.states: dict[str, Any] = {}
        self.looks = 0

    async def look(self, place: Place, path: str, language: str) -> list[str]:
        """Visit one page in one language; each width and theme is looked at in the same visit."""
        context = await self._context(place.role, language)
        page = await context.new_page()
        try:
            seen = await self._visit(context, page, path)
            wrong = [*seen.errors, *_weighed(place, seen), *_answered(place, seen)]
            wrong += [f"policy: {one}" for one in await page.evaluate("window.violations ?? []")]
            wrong += await _whole(page, place, language)
            await page.evaluate(AXE.read_text("utf-8"))
            for width, theme in product(WIDTHS, ("light", "dark")):
                wrong += [f"{width} {theme}: {one}" for one in await self._judged(page, width, theme)]
        finally:
            await context.close()
        return wrong

    async def _context(self, role: str, language: str) -> BrowserContext:
        if role and role not in self.states:
            self.states[role] = await sign_in(self.browser, self.url, self.accounts[role])
        context = await self.browser.new_context(
            storage_state=self.states.get(role), viewport={"width": OPENED[language], "height": 900},
            reduced_motion="reduce", service_workers="block",
        )  # fmt: skip
        chosen = {"lang": language, "theme": "light"}
        await context.add_cookies(
            [{"name": key, "value": value, "url": self.url} for key, value in chosen.items()]
        )
        return context

    async def _visit(self, context: BrowserContext, page: Page, path: str) -> Seen:
        seen = await weighed(context, page)
        page.on(
            "console",
            lambda said: seen.errors.append(f"console: {said.text}") if said.type == "error" else None,
        )
        page.on("pageerror", lambda error: seen.errors.append(f"script: {error}"))
        await page.add_init_script(VIOLATIONS)
        machine = await context.new_cdp_session(page)
        await machine.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        answer = await page.goto(self.url + path)
        await page.wait_for_load_state("networkidle")
        seen.moved = await page.evaluate(MOVED)
        await machine.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        seen.status = answer.status if answer else 0
        seen.errors = [one for one in seen.errors if not EXPECTED.search(one)]
        return seen

    async def _judged(self, page: Page, width: int, theme: str) -> list[str]:
        self.looks += 1
        await page.set_viewport_size({"width": width, "height": 900})
        await page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
        rules: Any = RULES if theme == "light" else {"type": "rule", "values": ["color-contrast"]}
        found = await page.evaluate("(rules) => axe.run(document, {runOnly: rules})", rules)
        wrong = [
            f"{one['id']}: {node['html'][:140]}" for one in found["violations"] for node in one["nodes"][:2]
        ]
        return ([f"{wide}px wider than the window"] if wide > 0 else []) + wrong


async def weighed(context: BrowserContext, page: Page) -> Seen:
    """Return what counts the bytes over the wire and the requests of a page from now on.

    An address that carries its own content asks nobody.
    """
    seen, carried = Seen(), set[str]()

    def sent(event: Mapping[str, Any]) -> None:
        if event["request"]["url"].startswith("data:"):
            carried.add(event["requestId"])

    def add(event: Mapping[str, Any]) -> None:
        if event["requestId"] not in carried:
            seen.size += event["encodedDataLength"]
            seen.requests += 1

    session = await context.new_cdp_session(page)
    await session.send("Network.enable")
    session.on("Network.requestWillBeSent", sent)
    session.on("Network.loadingFinished", add)
    return seen


def _weighed(place: Place, seen: Seen) -> list[str]:
    kilobytes, requests, _ = place.budget
    heavy = [f"{seen.size / 1000:.1f} KB of {kilobytes}"] if seen.size > kilobytes * 1000 else []
    heavy += [f"{seen.requests} requests of {requests}"] if seen.requests > requests else []
    return heavy + ([f"moved {seen.moved:.3f} while it came"] if seen.moved > MOST_MOVED else [])


def _answered(place: Place, seen: Seen) -> list[str]:
    expected = REFUSED.get(place.name, 200)
    return [f"answered {seen.status}"] if seen.status not in {expected, 304} else []


async def _whole(page: Page, place: Place, language: str) -> list[str]:
    nodes = await page.evaluate("document.querySelectorAll('*').length")
    titles = await page.locator("h1").count()
    tag = await page.get_attribute("html", "lang")
    lost = await page.locator('.empty use[href$="#unplug"]').count()
    wrong = [f"{nodes} nodes of {place.budget[2]}"] if nodes > place.budget[2] else []
    wrong += [f"{titles} h1"] if titles != 1 else []
    wrong += [f"lang {tag}"] if tag != {"zh": "zh-CN", "en": "en"}[language] else []
    return wrong + ([f"{lost} parts that did not load"] if lost else [])


async def sweep(demo: Path, places: Sequence[Place]) -> int:
    """Print each page that is wanting, and how many looks were taken; return how many things were wrong."""
    url, accounts = read_demo(demo)
    words, wrong = stand_ins(url, accounts), 0
    async with async_playwright() as playwright:
        browser = await chromium(playwright)
        swept = Sweep(browser, url, accounts)
        for place in places:
            try:
                where = place.path.format(**words)
            except KeyError as missing:
                print(f"{place.name}: the demo has no {missing}", flush=True)
                continue
            for language in ("zh", "en"):
                found = list(dict.fromkeys(await swept.look(place, where, language)))
                wrong += len(found)
                for one in found:
                    print(f"{place.name} {where} {language}: {one}", flush=True)
        await browser.close()
    print(f"{len(places)} pages, {swept.looks} looks, {wrong} wrong", flush=True)
    return wrong


def main(words: Sequence[str]) -> int:
    asked = argparse.ArgumentParser(description="Look at every page of a running demo.")
    asked.add_argument("demo", type=Path, help="what `main.py demo --json` printed")
    asked.add_argument("--pages", type=Path, default=PAGES)
    asked.add_argument("--only", default="", help="names of pages, with commas between them")
    told = asked.parse_args(words)
    only = set(filter(None, told.only.split(",")))
    places = [place for place in read_pages(told.pages) if not only or place.name in only]
    return 1 if asyncio.run(sweep(told.demo, places)) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
