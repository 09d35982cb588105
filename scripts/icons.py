"""Draw ui/icon.svg as the pictures phones install: `.venv/bin/python -m scripts.icons` writes ui/icon-SIZE.png."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

UI: Final = Path(__file__).parents[1] / "ui"
SIZES: Final = (180, 192, 512)
"""Of the home screen of an iPhone, of Android's, and of the picture Android shows while the app opens."""


def main() -> None:
    drawing = (UI / "icon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        path = os.environ.get("ZHIREN_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for size in SIZES:
            page = browser.new_page(viewport={"width": size, "height": size})
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{drawing}")
            page.screenshot(path=UI / f"icon-{size}.png")
        browser.close()


if __name__ == "__main__":
    main()
