"""What the pages weigh beside 100,000 people: `python -m bench.pages [PEOPLE]` prints KB, requests and nodes of each.

The browser's first visit, nothing kept: what goes over the wire compressed, as Chromium counts it.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sys
from collections.abc import Iterator, Sequence
from secrets import token_urlsafe
from typing import Any

from playwright.async_api import Browser, async_playwright

from bench.reads import Line
from bench.stage import Stage, free_port, product, run, serving, settle
from bench.world import HR, uid
from scripts.sweep import BUDGET, WIDER, chromium, sign_in, weighed
from server.commands.accounts import accounts_of
from server.commands.base import ensure_secrets, system_context
from server.store.store import Store

PEOPLE = 100_000
DAY_SECONDS = 900.0
"""The first start on a day does the day's own work for everybody."""


def places() -> Iterator[tuple[str, str, tuple[int, int, int]]]:
    yield "home", "/", WIDER["home"]
    yield "people", "/people", BUDGET
    yield (
        "people-hundred",
        "/people?size=100",
        (*BUDGET[:2], 2500),
    )  # four times the usual rows, as its reader asked
    yield "people-found", "/people?q=li&status=ACTIVE&sort=-hired", BUDGET
    yield "person", f"/people/{uid(16, HR)}", BUDGET
    yield "org", "/org", BUDGET


async def open_door(stage: Stage) -> dict[str, str]:
    """Give the HR manager of the benchmark a password, and return how they sign in."""
    store = await Store.open(stage.settings, ensure_secrets(stage.settings))
    account = {"username": "bench-hr", "password": token_urlsafe()}
    try:
        row = (await store.reads.rows("select id from account where username='bench-hr'"))[0]
        async with accounts_of(store) as accounts:
            await accounts.set_password(
                system_context(store), account_id=row[0], password=account["password"]
            )
    finally:
        await store.close()
    return account


async def look(browser: Browser, state: Any, url: str, path: str) -> tuple[float, int, int]:
    context = await browser.new_context(storage_state=state, service_workers="block")
    page = await context.new_page()
    seen = await weighed(context, page)
    answer = await page.goto(url + path)
    if answer is None or not answer.ok:
        raise RuntimeError(f"{path} answered {answer and answer.status}")
    await page.wait_for_load_state("networkidle")
    nodes = int(await page.evaluate("document.querySelectorAll('*').length"))
    await context.close()
    return seen.size / 1000, seen.requests, nodes


async def measure(account: dict[str, str], url: str) -> list[Line]:
    """Return a line for each page: kilobytes beside the budget; kept only if requests and nodes stay within it too."""
    lines = []
    async with async_playwright() as playwright:
        browser = await chromium(playwright)
        state = await sign_in(browser, url, account)
        for name, path, budget in places():
            found = await look(browser, state, url, path)
            lines.append(line_of(f"pages.{name}", found, budget))
        await browser.close()
    return lines


def line_of(name: str, found: Sequence[float], budget: Sequence[float]) -> Line:
    """Return the line of a page: kilobytes, requests and nodes beside what they may be."""
    ok = all(one <= most for one, most in zip(found, budget, strict=True))
    more = zip(("requests", "nodes"), found[1:], budget[1:], strict=True)
    said = " ".join(f"{what} {one:.0f}/{most}" for what, one, most in more)
    return Line(f"{name} {said} kb", found[0], budget[0], ok)


def bench(people: int = PEOPLE) -> Iterator[Line]:
    """Serve the product with so many people and yield what its pages weigh."""
    stage, port = run(people), free_port()
    account = asyncio.run(open_door(stage))
    with serving(product(stage, port), stage.environment, port) as pid:
        settle(pid, seconds=DAY_SECONDS)
        yield from asyncio.run(measure(account, f"http://127.0.0.1:{port}"))


def main(people: int) -> int:
    short = 0
    for line in bench(people):
        print(line, flush=True)
        short += not line.is_met
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
