"""The shell: strangers sign in first, trouble is a page, preferences are kept, the palette finds."""

from __future__ import annotations

import pytest

from tests.ui.stage import OTHER, open_stage

HIT = {"employees": {"nodes": [{"id": OTHER, "code": "R1", "name": "王芳", "department": None}]}}


@pytest.mark.parametrize(
    ("given", "kept"),
    [({"lang": "en"}, "lang=en"), ({"theme": "dark"}, "theme=dark"), ({"theme": "pink"}, "")],
)
def test_a_known_preference_is_kept(given, kept):
    browser, _ = open_stage()

    answer = browser.post("/preferences", data={"csrf": "token", "next": "/login", **given})

    assert kept in answer.headers.get("set-cookie", "")
    assert bool(kept) == ("set-cookie" in answer.headers)
