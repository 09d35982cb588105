"""Calibration sessions: what is on the table, keeping a card, opening one, and who is shown nothing."""

from __future__ import annotations

from tests.ui.goals.lines import refused
from tests.ui.stage import open_stage

CYCLE = {"id": "c1", "code": "2026Q3", "name": "2026 年第 3 季度", "nameEn": "Q3 2026", "grain": "QUARTER",
         "startsOn": "2026-07-01", "endsOn": "2026-09-30", "state": "CALIBRATION"}  # fmt: skip
ITEM = {"id": "i1", "state": "WAITING", "personName": "陈佳", "unitName": "客服部", "raterName": "李娜",
        "scoreBefore": "89.00", "ratingBefore": "B",
        "score": "83.00", "rating": "C", "note": "", "decidedAt": None, "version": 1,
        "scorecard": {"id": "k1"}}  # fmt: skip
LEFT = {"id": "i2", "state": "KEPT", "scorecard": None, "score": "89.00", "note": "证据充分"}
HELD = {"id": "s1", "name": "客服校准会", "heldOn": "2026-10-12", "state": "OPEN", "ledByName": "王芳", "minutes": "",
        "closedAt": None, "cards": 2, "waiting": 1, "version": 1, "cycle": CYCLE,
        "members": {"nodes": [{"id": "m1", "personName": "李娜"}]},
        "items": {"nodes": [ITEM, ITEM | LEFT]}}  # fmt: skip
LISTED = {"calibrationSessions": {"nodes": [HELD]}, "raterSpread": [{"raterId": "e2", "raterName": "李娜", "count": 5}],
          "departments": {"nodes": [{"id": "d1", "code": "D1", "name": "客服部", "parent": None}]}}  # fmt: skip
SESSION = {"Session": {"calibrationSession": HELD}}


def test_the_table_shows_what_changed_and_who_holds_it_keeps_a_card():
    browser, api = open_stage(
        "performance_specialist", lines=SESSION | {"KeepItem": {"keepCalibrationItem": {"id": "i1"}}}
    )

    page = browser.get("/reviews/sessions/s1").text
    kept = browser.post(
        "/reviews/sessions/s1", data={"csrf": "token", "do": "keep", "item": "i1", "note": "", "version": "1"}
    )

    for text in ("客服校准会", "共 2 张，待讨论 1 张", "−6.00", "证据充分", 'name="pick" value="k1"'):
        assert text in page
    assert kept.status_code == 303
    given = api.variables("KeepItem")["input"]
    assert (given["id"], given["version"]) == ("i1", 1)


def test_a_member_sees_the_table_and_no_buttons_and_others_nothing():
    member, _ = open_stage("department_manager", lines=SESSION)
    other, _ = open_stage("employee", lines={"Session": {"calibrationSession": None}})

    page = member.get("/reviews/sessions/s1").text

    assert ("陈佳" in page, 'name="do"' in page) == (True, False)
    assert other.get("/reviews/sessions/s1").status_code == 404


def test_one_is_opened_with_departments_and_raters_and_what_is_wrong_is_told_there():
    lines = {"Cycles": {"reviewCycles": {"nodes": [CYCLE]}}, "Sessions": LISTED}
    browser, api = open_stage("hr_manager", lines=lines | {"OpenSession": refused("memberIds")})
    given = {"cycleId": "c1", "name": "三组", "heldOn": "2026-10-12", "departmentIds": "d1"}

    page = browser.post("/reviews/sessions", data=given | {"csrf": "token"})

    assert api.variables("OpenSession")["input"] | {"idempotencyKey": ""} == given | {
        "departmentIds": ["d1"], "memberIds": [], "idempotencyKey": "",
    }  # fmt: skip
    assert (page.status_code, "不行。" in page.text) == (422, True)
    assert 'value="d1" checked' in page.text
