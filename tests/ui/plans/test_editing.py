"""The editor: lines come and go, sums are told, and nothing that was typed is lost."""

from __future__ import annotations

from tests.ui.plans.rows import CHECK, LINES
from tests.ui.stage import open_stage

TYPED = {
    "csrf": "token", "code": "NEW", "name": "新方案", "grain": "QUARTER", "standard": "60", "count": "2",
    "c0.code": "A", "c0.name": "服务", "c0.weight": "60", "c1.code": "B", "c1.name": "满意度", "c1.weight": "35",
    "c1.basis": "METRIC", "c1.metric": "csat", "c1.isShrunk": "1", "c0.stage.EARLY": "70",
}  # fmt: skip


def test_a_template_fills_the_form():
    browser, _ = open_stage("hr_manager", lines=LINES)

    page = browser.get("/plans/new?template=RETAIL").text

    assert 'value="SALES项"' in page
    assert 'value="80"' in page
    assert '<option value="csat">客户满意度</option>' in page
    assert '<option value="partner">协作 · 部门的</option>' in page


def test_a_plan_is_saved_as_it_was_typed():
    browser, api = open_stage("hr_manager", lines=LINES | {"SaveScorePlan": {"saveScorePlan": {"id": "p7"}}})

    answer = browser.post("/plans/new", data=TYPED)

    assert answer.headers["location"] == "/plans/p7"
    given = api.variables("SaveScorePlan")["input"]
    assert [(each["code"], each["weight"]) for each in given["components"]] == [("A", 6000), ("B", 3500)]
    assert given["components"][0]["stages"] == [{"stage": "EARLY", "weight": 7000}]
    assert (given["components"][1]["metric"], given["components"][1]["isShrunk"]) == ("csat", True)
    assert given["allowUnfinished"] is False


def test_what_is_refused_is_shown_again_with_the_way_to_keep_it():
    extensions = {
        "code": "WEIGHTS_NOT_100", "zh": "权重合计为 95%。", "en": "95 %.", "inputPath": ["input", "components"],
    }  # fmt: skip
    lines = LINES | {"SaveScorePlan": {"errors": [{"message": "95", "extensions": extensions}]}}
    browser, api = open_stage("hr_manager", lines=lines)

    answer = browser.post("/plans/new", data=TYPED)

    assert answer.status_code == 422
    assert "权重合计为 95%。" in answer.text
    assert 'value="满意度"' in answer.text
    assert 'value="unfinished"' in answer.text
    browser.post("/plans/new", data=TYPED | {"do": "unfinished"})
    assert api.variables("SaveScorePlan")["input"]["allowUnfinished"] is True


def test_an_error_stands_at_its_field():
    extensions = {
        "code": "PLAN_UNREADY", "zh": "请填写目标值。", "en": "No.",
        "inputPath": ["input", "components", "1", "target"],
    }  # fmt: skip
    lines = LINES | {"SaveScorePlan": {"errors": [{"message": "No", "extensions": extensions}]}}
    browser, _ = open_stage("hr_manager", lines=lines)

    page = browser.post("/plans/new", data=TYPED).text

    assert 'id="c1.target-error"' in page


def test_lines_are_added_taken_out_and_moved_without_saving():
    browser, api = open_stage("hr_manager", lines=LINES)

    more = browser.post("/plans/new", data=TYPED | {"do": "add"}).text
    fewer = browser.post("/plans/new", data=TYPED | {"do": "remove:0"}).text
    moved = browser.post("/plans/new", data=TYPED | {"do": "up:1"}).text

    assert 'name="count" value="3"' in more
    assert 'name="c2.code" value="C1"' in more or 'name="c2.code"' in more
    assert 'name="count" value="1"' in fewer
    assert moved.index("满意度") < moved.index('value="服务"')
    assert all(name != "SaveScorePlan" for name, _ in api.asked)


def test_sums_are_told_while_somebody_types():
    check = {
        **CHECK, "isReady": False, "sums": [{"stage": "", "sum": "95.00"}, {"stage": "EARLY", "sum": "100.00"}],
        "problems": [
            {"code": "CSAT_LOW", "text": "通常为 20%。", "component": "", "stage": "", "field": "", "isHint": True}
        ],
    }  # fmt: skip
    browser, _ = open_stage("hr_manager", lines=LINES | {"CheckPlan": {"checkScorePlan": check}})

    part = browser.post("/plans/check", data=TYPED, headers={"hx-request": "true", "hx-target": "check"}).text

    assert "还差 5%" in part
    assert "通常为 20%。" in part
    assert "<html" not in part


def test_a_draft_is_changed_with_the_version_that_was_seen():
    browser, api = open_stage("hr_manager", lines=LINES | {"SaveScorePlan": {"saveScorePlan": {"id": "p1"}}})

    assert 'value="70"' in browser.get("/plans/p1/edit").text
    browser.post("/plans/p1/edit", data=TYPED | {"version": "3"})

    given = api.variables("SaveScorePlan")["input"]
    assert (given["id"], given["code"], given["version"]) == ("p1", "DESK", 3)
