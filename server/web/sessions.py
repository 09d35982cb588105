"""Session cookies, and the token that proves a form came from our own page."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from http.cookies import CookieError, SimpleCookie

from starlette.responses import Response

from server.kernel.errors import Denied
from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.web.origin import Headers, is_secure, same_origin

BYTES = 32


class ForeignForm(Denied):
    """A form that did not come from our own page, or whose session has changed."""


def cookie_name(settings: Settings) -> str:
    return "__Host-zr_session" if is_secure(settings) else "zr_session"


def cookie_of(headers: Headers, settings: Settings) -> str | None:
    """Return the session cookie of raw headers."""
    if (given := headers.get(b"cookie")) is None:
        return None
    try:
        found = SimpleCookie(given.decode("latin-1")).get(cookie_name(settings))
    except CookieError:
        return None
    return found.value if found else None


def set_cookie(response: Response, value: str, settings: Settings) -> None:
    response.set_cookie(
        cookie_name(settings), value, path="/", httponly=True, samesite="lax", secure=is_secure(settings)
    )


def clear_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(
        cookie_name(settings), path="/", httponly=True, samesite="lax", secure=is_secure(settings)
    )


def csrf_token(secrets: Secrets, session: str) -> str:
    """Return a session's form token; it is spelled anew each time, so that compressed pages do not betray it."""
    pad = os.urandom(BYTES)
    return base64.urlsafe_b64encode(pad + _mix(pad, _proof(secrets, session))).decode().rstrip("=")


def is_csrf_token(secrets: Secrets, session: str, token: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return False
    return hmac.compare_digest(_mix(raw[:BYTES], raw[BYTES:]), _proof(secrets, session))


def check_form(
    headers: Headers, settings: Settings, secrets: Secrets, session: str | None, token: str
) -> None:
    """Raise ForeignForm unless our own page sent it: by what the browser says, and by the session's token."""
    said = same_origin(headers, settings)
    proven = session is None or is_csrf_token(secrets, session, token)
    if said is False or not proven:
        raise ForeignForm("页面已过期，请刷新后重试。", "This page is out of date; reload it and try again.")


def may_use_cookie(headers: Headers, settings: Settings, secrets: Secrets, session: str) -> bool:
    """Tell whether a GraphQL request may speak with a cookie: same origin, or (said nothing) with the form token."""
    said = same_origin(headers, settings)
    if said is None:
        return is_csrf_token(secrets, session, headers.get(b"x-csrf-token", b"").decode("latin-1"))
    return said


def _proof(secrets: Secrets, session: str) -> bytes:
    return hmac.new(secrets.derive("csrf"), session.encode(), hashlib.sha256).digest()


def _mix(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))
