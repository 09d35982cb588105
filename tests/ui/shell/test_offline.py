"""The worker keeps built files and a page about nobody; the app can be installed; the notices have their bell."""

from __future__ import annotations

import re
import struct

from tests.ui.stage import open_stage


def test_the_worker_keeps_built_files_alone():
    browser, api = open_stage()

    answer = browser.get("/sw.js")

    assert answer.headers["content-type"].startswith("text/javascript")
    assert set(re.findall(r'"(/[^"]*)"', answer.text)) == {
        *re.findall(r'"(/static/[\w.]+)"', answer.text),
        "/offline",
    }
    assert api.asked == []


def test_the_page_kept_for_later_is_in_the_readers_language():
    browser, _ = open_stage("employee")

    told = {one: browser.get("/sw.js", headers={"cookie": f"lang={one}"}).text for one in ("zh", "en")}

    assert 'const SPOKEN = "zh"' in told["zh"]
    assert 'const SPOKEN = "en"' in told["en"]
    assert told["zh"].splitlines()[0] != told["en"].splitlines()[0]


def test_the_app_can_be_installed():
    browser, _ = open_stage()

    told = browser.get("/manifest.webmanifest").json()

    assert (told["start_url"], told["display"]) == ("/", "standalone")
    for icon in told["icons"][:3]:
        picture = browser.get(icon["src"], headers={"accept-encoding": "identity"})
        wide, high = struct.unpack(">II", picture.content[16:24])
        assert picture.headers["content-type"] == "image/png"
        assert f"{wide}x{high}" == icon["sizes"]


def test_the_page_without_a_network_is_about_nobody():
    browser, api = open_stage()

    answer = browser.get("/offline")

    assert answer.status_code == 200
    assert "没有网络" in answer.text
    assert "data-lessons hidden" in answer.text
    assert api.asked == []


def test_the_bell_counts_what_is_not_read():
    browser, _ = open_stage("employee", lines={"Reach": {}}, mayHire=False, mayListPeople=False)
    assert "条未读通知" not in browser.get("/help").text

    browser, api = open_stage("employee", mayHire=False, mayListPeople=False)
    api.lines["Viewer"] = {**api.lines["Viewer"], "notices": {"totalCount": 3}}  # type: ignore[dict-item]
    assert "3 条未读通知" in browser.get("/help").text
