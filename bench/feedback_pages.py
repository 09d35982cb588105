"""What the pages of feedback cost beside 100,000 pieces of it: `python -m bench.feedback_pages [PIECES]`.

The product is served and its pages are asked for over HTTP, signed in as the HR manager: seconds of a processor that the
server spends on a page (so that other work beside it does not count), and KB, requests and nodes of a browser's first
visit.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import shutil
import sys
from collections.abc import Iterator
from typing import Any

from playwright.async_api import Browser, async_playwright

from bench.feedback import LARGE, TABLES, TIMES, fill
from bench.load import cpu_seconds
from bench.pages import DAY_SECONDS, line_of, look, open_door
from bench.people_world import TODAY
from bench.reads import Line
from bench.stage import BUILD, Stage, free_port, product, serving, settle
from scripts.sweep import BUDGET, chromium, sign_in
from server.commands.accounts import accounts_of
from server.commands.base import ensure_secrets, system_context
from server.demo.bulk import Bulk
from server.kernel.settings import Settings
from server.store.migrate import migrate
from server.store.store import Store

MOST_SECONDS = 0.5
"""A page may take this much of a processor."""


def places() -> Iterator[tuple[str, str]]:
    yield "inbox", "/feedback?view=open"
    yield "inbox-resolved", "/feedback?view=done"
    yield "search-chinese", "/feedback?view=done&q=退款一直"
    yield "search-english", "/feedback?view=done&q=parcel"
    yield "search-nothing", "/feedback?view=done&q=nonesuch"
    yield "pareto", "/feedback/topics"
    yield "board", "/feedback/today"


async def stage(pieces: int) -> Stage:
    """Fill a database of its own once; it is kept under build/bench until the tables change."""
    settings = Settings(data=BUILD / f"feedback-pages-{pieces}-{TABLES}")
    marker = settings.data / "filled"
    if not marker.exists():
        shutil.rmtree(settings.data, ignore_errors=True)
        settings.data.mkdir(parents=True)
        secrets = ensure_secrets(settings)
        await migrate(settings)
        store = await Store.open(settings, secrets)
        try:
            bulk = Bulk(store.dialect)
            fill(bulk, pieces)
            await store.write(bulk.insert, seconds=600.0)
            await open_account(store)
        finally:
            await store.close()
        marker.touch()
    return Stage(settings, "", "")


async def open_account(store: Store) -> None:
    ((person,),) = await store.reads.rows("select id from employee where code='E0'")
    async with accounts_of(store) as accounts:
        ctx = system_context(store)
        made = await accounts.create_account(
            ctx, username="bench-hr", display_name="bench-hr", employee_id=person
        )
        since = TODAY.replace(year=2020)
        await accounts.grant_role(ctx, account_id=made, role="hr_manager", valid_from=since)


async def seconds_of(browser: Browser, state: Any, url: str, path: str, pid: int) -> float:
    """Return how much of a processor the server takes for the page alone, the mean of several."""
    context = await browser.new_context(storage_state=state, service_workers="block")
    began = cpu_seconds(pid)
    for _ in range(TIMES):
        answer = await context.request.get(url + path)
        await answer.body()
        if not answer.ok:
            raise RuntimeError(f"{path} answered {answer.status}")
    await context.close()
    return (cpu_seconds(pid) - began) / TIMES


async def measure(account: dict[str, str], url: str, pieces: int, pid: int) -> list[Line]:
    lines = []
    async with async_playwright() as playwright:
        browser = await chromium(playwright)
        state = await sign_in(browser, url, account)
        for name, path in places():
            begins = f"feedback-pages.{pieces}.{name}"
            spent = await seconds_of(browser, state, url, path, pid)
            lines.append(Line(f"{begins}.cpu_seconds", spent, MOST_SECONDS, spent <= MOST_SECONDS))
            found = await look(browser, state, url, path)
            lines.append(line_of(begins, found, BUDGET))
        await browser.close()
    return lines


def bench(pieces: int = LARGE) -> Iterator[Line]:
    """Serve the product with so many pieces of feedback and yield what its pages cost."""
    at, port = asyncio.run(stage(pieces)), free_port()
    account = asyncio.run(open_door(at))
    with serving(product(at, port), at.environment, port) as pid:
        settle(pid, seconds=DAY_SECONDS)
        yield from asyncio.run(measure(account, f"http://127.0.0.1:{port}", pieces, pid))


def main(pieces: int) -> int:
    short = 0
    for line in bench(pieces):
        print(line, flush=True)
        short += not line.is_met
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LARGE))
