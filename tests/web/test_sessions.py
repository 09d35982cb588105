"""Cookies and form tokens, one by one."""

from __future__ import annotations

import pytest

from server.kernel.settings import Settings
from server.web.sessions import cookie_of, csrf_token, is_csrf_token, may_use_cookie

PLAIN = Settings()


@pytest.mark.parametrize(
    ("header", "value"),
    [
        (None, None),
        (b"", None),
        (b"a=b", None),
        (b"a=b; zr_session=x; c=d", "x"),
        (b"zr_session", None),
        (b"\xff=\xfe;", None),
    ],
)
def test_the_cookie_is_found(header, value):
    assert cookie_of({b"cookie": header} if header is not None else {}, PLAIN) == value


@pytest.mark.parametrize("token", ["", "x", "!!!!", "é", "A" * 86, "A" * 10_000])
def test_no_other_text_is_a_form_token(secrets, token):
    assert not is_csrf_token(secrets, "session", token)


def test_a_form_token_belongs_to_its_session(secrets):
    token = csrf_token(secrets, "session")

    assert is_csrf_token(secrets, "session", token)
    assert not is_csrf_token(secrets, "another", token)


def test_a_cookie_needs_word_of_its_origin(secrets):
    token = csrf_token(secrets, "s").encode()

    assert may_use_cookie({b"x-csrf-token": token}, PLAIN, secrets, "s")
    assert may_use_cookie({b"sec-fetch-site": b"same-origin"}, PLAIN, secrets, "s")
    assert not may_use_cookie({}, PLAIN, secrets, "s")
    assert not may_use_cookie({b"sec-fetch-site": b"cross-site", b"x-csrf-token": token}, PLAIN, secrets, "s")
