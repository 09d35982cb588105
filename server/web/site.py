"""What every page request passes: its id, the session, security headers, the figures, one line in the log."""

from __future__ import annotations

import re
import time

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.kernel.ids import new_id
from server.web.errors import frames
from server.web.house import House
from server.web.origin import is_secure
from server.web.sessions import cookie_of

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cache-Control": "private, no-store",
}
"""`same-origin` rather than `no-referrer`: under the latter browsers send forms with `Origin: null`."""

ORIGIN = re.compile(r"https://[A-Za-z0-9.-]+(:\d{1,5})?")
HSTS = "max-age=31536000; includeSubDomains"
OPEN_TO_ALL = ("/static/", "/healthz", "/readyz", "/version")
FAILED = b"Something went wrong; report the request id."
log = structlog.get_logger("zhiren.pages")


class Site:
    """ASGI middleware around the pages; `request.state.ctx` is a Context, or None for a stranger."""

    def __init__(self, app: ASGIApp, house: House) -> None:
        self.app, self.house = app, house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, request_id, status = time.perf_counter(), new_id(), 0

        async def dressed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self.dress(MutableHeaders(scope=message), request_id, scope["state"].get("plays_from", ""))
            await send(message)

        try:
            await self.recognize(scope, request_id)
            await self.app(scope, receive, dressed)
        except Exception as error:  # noqa: BLE001 (the last place; the request id leads to the log)
            log.error("unexpected", request_id=request_id, error=type(error).__name__, at=frames(error))  # noqa: TRY400 (no values)
            if status == 0:
                await failed(dressed)
        self.note(scope, status, time.perf_counter() - began, request_id)

    async def recognize(self, scope: Scope, request_id: str) -> None:
        """Find the session behind the cookie."""
        state = scope.setdefault("state", {})
        state["ctx"], state["session"], state["request_id"] = None, None, request_id
        if scope["path"].startswith(OPEN_TO_ALL):
            return
        headers: dict[bytes, bytes] = dict(scope["headers"])
        cookie = cookie_of(headers, self.house.settings)
        signed = await self.house.accounts.signed_in(cookie) if cookie else None
        if signed is not None and signed.kind == "session":
            state["session"] = cookie
            state["ctx"] = self.house.context(signed, request_id=request_id, language=language_of(headers))

    def dress(self, headers: MutableHeaders, request_id: str, plays_from: str = "") -> None:
        """Add the headers; a page that plays a video names the one origin it comes from."""
        if ORIGIN.fullmatch(plays_from):
            headers["Content-Security-Policy"] = f"{CSP}; media-src {plays_from}"
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers["X-Request-Id"] = request_id
        if is_secure(self.house.settings):
            headers["Strict-Transport-Security"] = HSTS

    def note(self, scope: Scope, status: int, seconds: float, request_id: str) -> None:
        """Log the route, never the address: that may hold what somebody searched for."""
        self.house.meters.count("pages", status or 500, seconds)
        route = getattr(scope.get("route"), "path", "")
        log.info(
            "request",
            method=scope["method"],
            route=route,
            status=status,
            ms=round(seconds * 1000),
            request_id=request_id,
        )


def language_of(headers: dict[bytes, bytes]) -> str:
    """Return the language a cookie of the pages names, "" if none does."""
    for part in headers.get(b"cookie", b"").split(b";"):
        name, _, value = part.strip().partition(b"=")
        if name == b"lang" and value[:2] in (b"zh", b"en"):
            return value[:2].decode()
    return ""


async def failed(send: Send) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(FAILED)).encode()),
    ]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": FAILED})
