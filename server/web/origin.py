"""Where a request comes from: our own pages, an allowed origin, or elsewhere; and from which network."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.types import Scope

from server.kernel.settings import Settings

Headers = Mapping[bytes, bytes]


def is_secure(settings: Settings) -> bool:
    """Tell whether browsers reach us over TLS, ours or the proxy's."""
    return bool(settings.tls_certificate or settings.trusted_proxy)


def same_origin(headers: Headers, settings: Settings) -> bool | None:
    """Tell whether a browser sent this from one of our own pages; None if it says nothing."""
    if site := headers.get(b"sec-fetch-site"):
        return site == b"same-origin"
    if (origin := headers.get(b"origin")) is None:
        return None
    found = urlsplit(origin.decode("latin-1"))
    schemes = ("https",) if is_secure(settings) else ("http", "https")
    return found.scheme in schemes and found.netloc.encode("latin-1") == headers.get(b"host", b"")


def allowed_origin(headers: Headers, settings: Settings) -> bytes | None:
    """Return the foreign origin a program in a browser calls from, if it is on the list."""
    origin = headers.get(b"origin")
    return origin if origin is not None and origin.decode("latin-1") in settings.allowed_origins else None


def address_of(scope: Scope, settings: Settings) -> str:
    """Return the caller's address; a proxy's word counts only if the settings name that proxy."""
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if settings.trusted_proxy and address == settings.trusted_proxy:
        for name, value in scope["headers"]:
            if name == b"x-forwarded-for":
                return str(value.decode("latin-1").rpartition(",")[2].strip())
    return address


def is_local(scope: Scope, headers: Headers) -> bool:
    """Tell whether the caller sits on this machine, with no proxy between."""
    client = scope.get("client")
    forwarded = b"x-forwarded-for" in headers or b"forwarded" in headers
    return client is not None and client[0] in ("127.0.0.1", "::1") and not forwarded
