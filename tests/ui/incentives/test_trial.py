"""A dry run on a page: who gets what and why, and figures that can be moved."""

from __future__ import annotations

from tests.ui.incentives.lines import READ, one, refused
from tests.ui.stage import fragment, open_stage

STEP = {"text": "客户满意度不低于 85%，实际 90%（达到）：发 500.00。", "value": "500.00", "receipt": "z1.abc"}
TOLD = {"employeeId": "e1", "employeeCode": "R1", "amount": "500.00", "attainment": "100.00", "outcome": "PAID",
        "steps": [STEP]}  # fmt: skip
RUN = {
    "dryRunScheme": {
        "period": "2026-Q3", "budget": "5000.00", "total": "500.00", "before": None, "people": 90, "paid": 1,
        "lines": [TOLD],
    }
}  # fmt: skip
NAMES = {
    "employees": {"nodes": [{"id": "e1", "code": "R1", "name": "王芳", "department": {"name": "城西店"}}]}
}
LINES = {"Scheme": one(), "CheckScheme": READ, "DryRunScheme": RUN, "TrialNames": NAMES}


def test_the_last_period_that_is_over_is_worked_out_with_every_step():
    browser, api = open_stage("hr_manager", lines=LINES)
    page = browser.get("/incentives/schemes/s1/trial").text

    assert api.variables("DryRunScheme") == {"id": "s1", "period": "2026-Q3", "changes": None, "after": 0}
    assert "王芳" in page
    assert STEP["text"] in page
    assert "/metrics/replay?receipt=z1.abc" in page
    assert 'name="f.csat"' in page
    assert 'name="f.score"' in page
    assert "after=40" in page


def test_moved_figures_are_sent_and_what_is_no_number_is_left_out():
    moved = {**RUN["dryRunScheme"], "before": "200.00"}
    browser, api = open_stage("hr_manager", lines={**LINES, "DryRunScheme": {"dryRunScheme": moved}})
    part = browser.get(
        "/incentives/schemes/s1/trial?period=2026-Q2&f.csat=-10&f.score=0&f.what=x&after=40",
        headers=fragment("result"),
    ).text

    asked = api.variables("DryRunScheme")
    assert (asked["period"], asked["after"]) == ("2026-Q2", 40)
    assert asked["changes"] == {"figures": [{"metric": "csat", "percent": "-10"}]}
    assert "客户满意度 -10%" in part
    assert "+¥300" in part
    assert "<form" not in part


def test_what_cannot_be_worked_out_is_told_and_strangers_to_pay_find_no_page():
    lines = {**LINES, "DryRunScheme": refused("period")}
    answer = open_stage("hr_manager", lines=lines)[0].get("/incentives/schemes/s1/trial?period=%20")
    assert answer.status_code == 422
    assert "不行。" in answer.text
    for role in ("performance_specialist", "payroll_specialist", "department_manager"):
        assert open_stage(role, lines=LINES)[0].get("/incentives/schemes/s1/trial").status_code == 404
