"""The HTTP door of GraphQL: signs in before it reads, reads before it parses, and never answers 500 to odd input."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict

import orjson
import structlog
from starlette.types import Receive, Scope, Send

from server.access.principals import Signed
from server.kernel.errors import RateLimited
from server.kernel.ids import new_id
from server.web import asked as asking
from server.web import multipart
from server.web.asked import Asked, Refused
from server.web.house import House
from server.web.negotiate import JSON, Media, media_of, status_of
from server.web.origin import Headers, allowed_origin
from server.web.sessions import cookie_of, may_use_cookie

AT_ONCE, MOST_WAITING = 8, 64
SLOW_SECONDS = 1.0
BEARER = b"bearer "
FIXED = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"vary", b"Accept, Origin, Cookie"),
]
STRANGER = orjson.dumps(
    {
        "errors": [
            {
                "message": "Sign in, or send a valid token.",
                "extensions": {
                    "code": "UNAUTHENTICATED",
                    "zh": "请先登录，或使用有效的令牌。",
                    "en": "Sign in, or send a valid token.",
                },
            }
        ]
    }
)
"""The one answer to anybody not signed in, whatever they sent."""

ALLOWED = [
    (b"access-control-allow-methods", b"POST"),
    (b"access-control-allow-headers", b"authorization, content-type, x-zhiren-extensions, x-zhiren-purpose"),
    (b"access-control-max-age", b"600"),
]
log = structlog.get_logger("zhiren.graphql")


class Gate:
    """Lets one account run so many requests at once; the next ones wait in line, and not too many of them."""

    def __init__(self) -> None:
        self._seats: defaultdict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(AT_ONCE))
        self._here: defaultdict[str, int] = defaultdict(int)

    def enter(self, account: str) -> asyncio.Semaphore:
        if self._here[account] >= AT_ONCE + MOST_WAITING:
            raise RateLimited("请求过于频繁，请稍后重试。", "Too many requests at once; wait a moment.")
        self._here[account] += 1
        return self._seats[account]

    def leave(self, account: str) -> None:
        self._here[account] -= 1
        if not self._here[account]:
            del self._here[account], self._seats[account]


class FrontDoor:
    """ASGI, for /graphql alone."""

    def __init__(self, house: House) -> None:
        self.house, self.settings = house, house.settings
        self.gate = Gate()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        headers: dict[bytes, bytes] = dict(scope["headers"])
        request_id = new_id()
        extra = [(b"x-request-id", request_id.encode())]
        if origin := allowed_origin(headers, self.settings):
            extra.append((b"access-control-allow-origin", origin))
        media = media_of(headers.get(b"accept", b"").decode("latin-1")) or JSON
        try:
            status, body = await self.answer(scope["method"], headers, receive, request_id, extra)
        except Refused as refusal:
            status, body = refusal.status, refused(refusal, request_id)
        except RateLimited as trouble:
            status, body = (
                trouble.status,
                refused(trouble, request_id, trouble.code),
            )
        await reply(send, status, body, media, extra)
        self.note(status, time.perf_counter() - began, request_id)

    async def answer(
        self,
        method: str,
        headers: Headers,
        receive: Receive,
        request_id: str,
        extra: list[tuple[bytes, bytes]],
    ) -> tuple[int, bytes]:
        if method == "OPTIONS":
            return self.preflight(headers, extra)
        signed = await self.sign_in(headers)
        if signed is None:
            extra.append((b"www-authenticate", b"Bearer"))
            return 401, STRANGER
        if method != "POST":
            extra.append((b"allow", b"POST"))
            raise Refused(405, "请使用 POST。", "Use POST.")
        media = media_of(headers.get(b"accept", b"").decode("latin-1"))
        if media is None:
            raise Refused(406, "请接受 JSON。", "Accept JSON.")
        asked = await self.read(headers, receive)
        return await self.run(signed, wanting(asked, headers), headers, request_id, media, extra)

    async def read(self, headers: Headers, receive: Receive) -> Asked:
        """Read what is asked, as JSON or, with files, as a multipart form."""
        if multipart.is_multipart(headers):
            limit = self.settings.upload_limit
            most = limit + multipart.BEYOND_FILES
            body = await asking.read_body(receive, headers, most, multipart.UPLOAD_SECONDS)
            kind = headers[b"content-type"].decode("latin-1")
            return await multipart.parse_multipart(body, kind, limit)
        asking.require_media(headers)
        return asking.parse(await asking.read_body(receive, headers, self.settings.body_limit))

    async def run(
        self,
        signed: Signed,
        asked: Asked,
        headers: Headers,
        request_id: str,
        media: Media,
        extra: list[tuple[bytes, bytes]],
    ) -> tuple[int, bytes]:
        purpose = headers.get(b"x-zhiren-purpose", b"").decode("utf-8", "replace")[:200]
        ctx = self.house.context(signed, request_id=request_id, purpose=purpose)
        account = signed.principal.account_id
        seats = self.gate.enter(account)
        try:
            async with seats:
                done = await self.house.executor.run(ctx, asked)
        finally:
            self.gate.leave(account)
        status = status_of(media, has_data=done.body is not None, trouble=done.trouble)
        if status in (429, 503):
            extra.append((b"retry-after", b"1"))
        return status, done.dump()

    async def sign_in(self, headers: Headers) -> Signed | None:
        """Return who asks: by bearer token, or by the session cookie of our own page."""
        given = headers.get(b"authorization")
        if given is not None:
            if given[: len(BEARER)].lower() != BEARER:
                return None
            return await self.house.accounts.signed_in(given[len(BEARER) :].strip().decode("latin-1"))
        cookie = cookie_of(headers, self.settings)
        if cookie is None or not may_use_cookie(headers, self.settings, self.house.secrets, cookie):
            return None
        return await self.house.accounts.signed_in(cookie)

    def preflight(self, headers: Headers, extra: list[tuple[bytes, bytes]]) -> tuple[int, bytes]:
        if allowed_origin(headers, self.settings) is not None:
            extra += ALLOWED
        return 204, b""

    def note(self, status: int, seconds: float, request_id: str) -> None:
        self.house.meters.count("graphql", status, seconds)
        if status >= 500 or seconds > SLOW_SECONDS:  # noqa: PLR2004 (a server's own failure)
            log.warning("request", status=status, ms=round(seconds * 1000), request_id=request_id)


def wanting(asked: Asked, headers: Headers) -> Asked:
    """Add the response extensions named in a header."""
    if (named := headers.get(b"x-zhiren-extensions")) is None:
        return asked
    return Asked(asked.source, asked.variables, asked.operation, asked.sha256, asked.wanted | listed(named))


def listed(named: bytes) -> frozenset[str]:
    return asking.WANTED & {part.strip() for part in named.decode("latin-1").split(",")}


def refused(refusal: Refused | RateLimited, request_id: str, code: str = "INVALID_INPUT") -> bytes:
    """Spell a refusal of the request itself in the shape of every other error."""
    extensions = {"code": code, "zh": refusal.zh, "en": refusal.en, "requestId": request_id}
    return orjson.dumps({"errors": [{"message": refusal.en, "extensions": extensions}]})


async def reply(send: Send, status: int, body: bytes, media: Media, extra: list[tuple[bytes, bytes]]) -> None:
    content = [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    headers = [*(content if status != 204 else ()), *FIXED, *extra]  # noqa: PLR2004 (No Content)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
