"""A demo server and a real Chromium, one of each for the whole run, and pages signed in as any role."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect
from playwright.async_api import Error as PlaywrightError

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
expect.set_options(timeout=30_000)  # a machine that runs everything at once may take its time
VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`));"""


@dataclass(frozen=True)
class Variant:
    """One way a page may look."""

    language: str = "zh"
    theme: str = "light"
    width: int = 1440

    @property
    def name(self) -> str:
        return f"{self.language}-{self.theme}-{self.width}"


@dataclass(frozen=True)
class Demo:
    """What `main.py demo --json` said when it was ready."""

    url: str
    accounts: dict[str, dict[str, str]]

    def ask(self, role: str, document: str) -> dict[str, object]:
        headers = {"Authorization": f"Bearer {self.accounts[role]['token']}"}
        answer = httpx.post(f"{self.url}/graphql", json={"query": document}, headers=headers).json()
        assert not answer.get("errors"), answer
        data: dict[str, object] = answer["data"]
        return data


@dataclass
class Tab:
    """A page and what went wrong in it: console errors, requests, violations of the content policy."""

    page: Page
    url: str
    errors: list[str]
    requests: list[str]

    async def open(self, path: str) -> None:
        await self.page.goto(self.url + path)

    async def screenshot(self, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    async def violations(self) -> list[str]:
        found: list[str] = await self.page.evaluate("window.violations ?? []")
        return found


Opener = Callable[..., Awaitable[Tab]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests share one event loop, because the browser belongs to it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo of the run's own; `ZHIREN_DEMO` names what one that runs already has printed."""
    if running := os.environ.get("ZHIREN_DEMO"):
        yield told_by(Path(running).read_text("utf-8").splitlines()[0])
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    options = ["--data", str(folder), "--port", str(port), "--json", "--fresh"]
    command = [sys.executable, "main.py", "demo", *options]
    said = folder.parent / "demo.log"
    with said.open("w") as out:  # a pipe nobody reads would fill and stop the server
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield ready(server, said)
    finally:
        server.terminate()
        server.wait(timeout=30)


def ready(server: subprocess.Popen[bytes], said: Path) -> Demo:
    """Wait for the line that names the accounts."""
    for _ in range(600):
        lines = said.read_text("utf-8").splitlines()
        if told := next((line for line in lines if '"accounts"' in line), None):
            return told_by(told)
        if server.poll() is not None or any("[ERROR]" in line for line in lines):
            break
        time.sleep(0.2)
    pytest.fail(said.read_text("utf-8")[-4000:], pytrace=False)


def told_by(line: str) -> Demo:
    found = json.loads(line)
    accounts: dict[str, dict[str, str]] = {}
    for account in found["accounts"]:
        accounts.setdefault(account["role"], account)
    return Demo(found["url"].rstrip("/"), accounts)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = os.environ.get("ZHIREN_CHROMIUM", "/usr/bin/chromium")
    async with async_playwright() as playwright:
        try:
            browser = await playwright.chromium.launch(executable_path=path, args=FLAGS)
        except PlaywrightError as error:
            pytest.fail(f"Chromium at {path} (ZHIREN_CHROMIUM) doesn't start: {error}", pytrace=False)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """The cookies of each role that has signed in once."""
    return {}


@pytest_asyncio.fixture(loop_scope="session")
async def tab(browser: Browser, demo: Demo, sessions: dict[str, Any]) -> AsyncIterator[Opener]:
    """Open pages: `await tab("hr_manager", Variant("en", "dark", 390), scripts=False)`; None is a stranger."""
    contexts: list[BrowserContext] = []

    async def open_tab(
        role: str | None = None,
        variant: Variant | None = None,
        *,
        scripts: bool = True,
    ) -> Tab:
        look = variant or Variant()
        context = await browser.new_context(
            viewport={"width": look.width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        chosen = {"lang": look.language, "theme": look.theme}
        await context.add_cookies(
            [{"name": key, "value": value, "url": demo.url} for key, value in chosen.items()]
        )
        page = await context.new_page()
        if scripts:
            await page.add_init_script(VIOLATIONS)
        opened = Tab(page, demo.url, [], [])
        if role and role in sessions:
            await context.add_cookies(sessions[role])
        elif role:
            await sign_in(opened, demo.accounts[role])
            kept = [one for one in await context.cookies() if one["name"] not in chosen]
            sessions[role] = kept
        page.on("console", lambda said: opened.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("request", lambda request: opened.requests.append(request.url))
        return opened

    yield open_tab
    for context in contexts:
        await context.close()


async def sign_in(tab: Tab, account: dict[str, str]) -> None:
    await tab.open("/login")
    await tab.page.fill("#username", account["username"])
    await tab.page.fill("#password", account["password"])
    await tab.page.click("form:has(#password) button.primary")
    await tab.page.wait_for_selector("nav.side, nav.tabs-phone", state="attached")


@pytest.fixture(scope="session")
def someone(demo: Demo) -> str:
    """The id of a person of the retail world whom the HR manager and the department manager may see."""
    found: Any = demo.ask("department_manager", "{ employees(first: 3) { nodes { id } } me { id } }")
    return next(str(row["id"]) for row in found["employees"]["nodes"] if row["id"] != found["me"]["id"])
