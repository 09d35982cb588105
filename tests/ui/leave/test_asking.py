"""Asking for leave: what it would take is told before, and a refused request keeps what was typed."""

from __future__ import annotations

from tests.ui.leave.lines import KINDS, refused
from tests.ui.stage import fragment, open_stage

LOOK = {
    "absencePreview": {
        "days": "3.00", "hours": "24.00", "remainingDays": "2.00", "taken": [],
        "skipped": [{"day": "2026-12-05", "kind": "REST_DAY", "name": ""}],
    }
}  # fmt: skip
FORM = {"csrf": "token", "key": "k", "typeCode": "ANNUAL", "firstDay": "2026-12-04", "lastDay": "2026-12-08"}


def test_the_form_tells_what_a_request_would_take():
    browser, api = open_stage("employee", lines={"LeaveKinds": KINDS, "LeavePreview": LOOK})

    assert "年休假 · 剩 6.5 天" in browser.get("/leave/new").text
    part = browser.post("/leave/preview", data=FORM, headers=fragment("preview")).text
    whole = browser.post("/leave/new", data={**FORM, "look": "1", "endsAtNoon": "1"}).text

    assert "共 3 天" in part
    assert "<form" not in part
    assert "之后剩余 2 天" in whole
    assert api.variables("LeavePreview")["input"] == {
        "typeCode": "ANNUAL", "firstDay": "2026-12-04", "lastDay": "2026-12-08", "endsAtNoon": True,
    }  # fmt: skip


def test_a_request_is_handed_in_once_and_a_refused_one_keeps_what_was_typed():
    browser, api = open_stage("employee", lines={"AskForLeave": {"requestAbsence": {"id": "r1"}}})
    assert browser.post("/leave/new", data=FORM).headers["location"] == "/leave"
    assert api.variables("AskForLeave")["input"]["idempotencyKey"] == "k"

    browser, _ = open_stage("employee", lines={"LeaveKinds": KINDS, "AskForLeave": refused("reason")})
    answer = browser.post("/leave/new", data={**FORM, "reason": "短"})
    assert answer.status_code == 422
    assert 'id="reason-error"' in answer.text
    assert ">短</textarea>" in answer.text
