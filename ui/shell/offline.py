"""What makes the pages an installable app that says when the network is gone; it keeps nothing personal."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from ui.page import HERE, Pages, asset
from ui.shell.guard import guarded
from ui.texts import catalogue

if TYPE_CHECKING:
    from starlette.requests import Request

KEPT: Final = ("app.css", "metrics.css", "app.js", "htmx.js", "icons.svg", "icon.svg")
COLOR: Final = "#f2f4f1"
NEW: Final = {"Cache-Control": "no-cache"}
"""A browser asks each time whether these have changed; they name files that never do."""


class Offline:
    """The worker, the manifest and the page that stands in for all others without a network; open to anybody."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    def routes(self) -> list[Route]:
        return [
            Route("/sw.js", self.worker),
            Route("/manifest.webmanifest", self.manifest),
            Route("/offline", guarded(self.pages, self.page, anonymous=True)),
        ]

    async def worker(self, request: Request) -> Response:
        """Answer the service worker with the built files it keeps and the language its page is to speak."""
        files, spoken = [asset(name) for name in KEPT], self.pages.language(request)
        name = hashlib.sha256(" ".join([spoken, *files]).encode()).hexdigest()[:12]
        told = {"NAME": name, "FILES": files, "SPOKEN": spoken}
        head = "".join(f"const {key} = {json.dumps(value)};\n" for key, value in told.items())
        text = head + (HERE / "js" / "sw.js").read_text("utf-8")
        return Response(text, media_type="text/javascript", headers=NEW)

    async def manifest(self, request: Request) -> Response:
        say = catalogue(self.pages.language(request)).ugettext
        told = {
            "name": self.pages.doors.settings.company,
            "short_name": say("Zhiren"),
            "start_url": "/",
            "display": "standalone",
            "background_color": COLOR,
            "theme_color": COLOR,
            "icons": [
                *(picture(f"icon-{size}.png", f"{size}x{size}", "image/png", "any") for size in (192, 512)),
                picture("icon-512.png", "512x512", "image/png", "maskable"),
                picture("icon.svg", "any", "image/svg+xml", "any"),
            ],
            "shortcuts": [
                {"name": say("People"), "url": "/people"},
                {"name": say("Approvals"), "url": "/approvals"},
            ],
        }
        return Response(
            json.dumps(told, ensure_ascii=False), media_type="application/manifest+json", headers=NEW
        )

    async def page(self, request: Request) -> Response:
        return await self.pages.show(request, "shell/offline.html", {})


def picture(name: str, sizes: str, type_: str, purpose: str) -> dict[str, str]:
    """Return one picture of the manifest: `any` as it is, `maskable` to be cut to the phone's own shape."""
    return {"src": asset(name), "sizes": sizes, "type": type_, "purpose": purpose}
