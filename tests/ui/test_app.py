"""Built files are kept for ever and sent as small as the browser can read them."""

from __future__ import annotations

import pytest

from tests.ui.stage import open_stage
from ui.page import asset


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None)])
@pytest.mark.parametrize(
    ("name", "kind"), [("app.css", "text/css"), ("app.js", "text/javascript"), ("icons.svg", "image/svg+xml")]
)
def test_a_built_file_is_sent_in_a_form_the_browser_reads(name, kind, accepted, encoding):
    browser, _ = open_stage()

    answer = browser.get(asset(name), headers={"Accept-Encoding": accepted})

    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-type"].startswith(kind)
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["vary"] == "Accept-Encoding"


def test_a_file_that_is_not_there_is_not_found():
    browser, _ = open_stage()

    assert browser.get("/static/nothing.css").status_code == 404
