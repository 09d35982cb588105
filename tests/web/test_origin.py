"""Where a request comes from."""

from __future__ import annotations

import pytest

from server.kernel.settings import Settings
from server.web.origin import address_of, allowed_origin, is_local, same_origin

PLAIN = Settings()
PROXIED = Settings(trusted_proxy="10.0.0.9")


@pytest.mark.parametrize(
    ("headers", "settings", "said"),
    [
        ({}, PLAIN, None),
        ({b"sec-fetch-site": b"same-origin", b"origin": b"null"}, PLAIN, True),
        ({b"sec-fetch-site": b"none"}, PLAIN, False),
        ({b"origin": b"http://a.example:8000", b"host": b"a.example:8000"}, PLAIN, True),
        ({b"origin": b"http://a.example", b"host": b"a.example:8000"}, PLAIN, False),
        ({b"origin": b"null", b"host": b""}, PLAIN, False),
        ({b"origin": b"http://a.example", b"host": b"a.example"}, PROXIED, False),
        ({b"origin": b"https://a.example", b"host": b"a.example"}, PROXIED, True),
    ],
)
def test_same_origin(headers, settings, said):
    assert same_origin(headers, settings) is said


def test_only_named_origins_are_allowed():
    settings = Settings(allowed_origins=("https://bi.example",))

    assert allowed_origin({b"origin": b"https://bi.example"}, settings) == b"https://bi.example"
    assert allowed_origin({b"origin": b"https://bi.example.evil"}, settings) is None
    assert allowed_origin({}, settings) is None


@pytest.mark.parametrize(
    ("client", "forwarded", "settings", "address"),
    [
        ("203.0.113.9", None, PLAIN, "203.0.113.9"),
        ("203.0.113.9", b"10.1.1.1", PLAIN, "203.0.113.9"),
        ("203.0.113.9", b"10.1.1.1", PROXIED, "203.0.113.9"),
        ("10.0.0.9", b"1.1.1.1, 198.51.100.7", PROXIED, "198.51.100.7"),
        ("10.0.0.9", None, PROXIED, "10.0.0.9"),
        (None, None, PLAIN, ""),
    ],
)
def test_only_the_named_proxy_is_believed(client, forwarded, settings, address):
    headers = [(b"x-forwarded-for", forwarded)] if forwarded else []

    assert address_of({"client": client and (client, 1), "headers": headers}, settings) == address


@pytest.mark.parametrize(
    ("client", "headers", "local"),
    [
        (("127.0.0.1", 1), {}, True), (("::1", 1), {}, True), (("10.0.0.1", 1), {}, False), (None, {}, False),
        (("127.0.0.1", 1), {b"forwarded": b"for=1.1.1.1"}, False),
    ],
)  # fmt: skip
def test_this_machine(client, headers, local):
    assert is_local({"client": client}, headers) is local
