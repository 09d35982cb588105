"""The hub says what waits and moves the cycle on."""

from __future__ import annotations

from tests.ui.performance.lines import CYCLE, CYCLES, NO_DISPUTES
from tests.ui.stage import open_stage


def test_the_hub_says_what_waits_and_moves_the_cycle_on():
    hub = {
        **CYCLES, **NO_DISPUTES, "mine": {"nodes": []},
        "toRate": {"totalCount": 4, "nodes": [{"id": "ka", "cycle": CYCLE}]},
    }  # fmt: skip
    counts = {"HubCounts": {"managers": {"totalCount": 4}, "own": {"totalCount": 1}}}
    done = {
        "CalibrateReviewCycle": {"calibrateReviewCycle": {"id": "q3"}},
        "CycleWork": {"scoreProgress": {"work": "SCORING", "done": 1500, "total": 6000}},
    }
    browser, api = open_stage("performance_specialist", lines={"Hub": hub, **counts, **done})

    text = browser.get("/performance").text
    again = browser.get("/performance", headers={"HX-Request": "true", "HX-Target": "cycle"}).text
    answer = browser.post(
        "/performance/cycle", data={"csrf": "token", "id": "q3", "version": "2", "act": "calibrate"}
    )

    assert "给 4 人评分" in text
    assert 'value="calibrate"' in text
    for shown in (text, again):
        assert "正在计算得分" in shown
        assert "<b>1,500</b> / 6,000" in shown
    assert "<h1>" not in again
    assert answer.status_code == 303
    assert api.variables("CalibrateReviewCycle") == {"input": {"id": "q3", "version": 2}}


def test_an_employee_is_led_to_their_own_performance():
    browser, _ = open_stage("employee", lines={})

    assert browser.get("/performance").headers["location"] == "/me/performance"
