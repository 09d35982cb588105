"""A card: a manager rates and writes, the person assesses themselves, a published one is answered."""

from __future__ import annotations

import pytest

from tests.ui.performance.lines import CARD, CYCLE, FIGURE, REVIEW, card, line, page, told
from tests.ui.stage import ME, PERSON, open_stage


def test_a_managers_form_keeps_ratings_and_texts_then_hands_in():
    lines = {
        **CARD, "SetScores": {"setScores": [told("SAVED", "90")]}, "SaveReview": {"saveReview": {"id": "v1"}},
        "SubmitCard": {"submitScorecard": {"id": "ka"}},
    }  # fmt: skip
    browser, api = open_stage("performance_specialist", lines=lines)
    text = browser.get("/reviews/ka").text
    assert ("沟通耐心" in text, "王芳自评 95" in text, "/metrics/replay?receipt=r-1" in text) == (
        True,
        True,
        True,
    )

    sent = {"csrf": "token", "act": "submit", "v.SERVICE": "90", "text": "很好", "version": "2"}
    answer = browser.post("/reviews/ka", data=sent)

    assert answer.headers["location"] == "/reviews"
    assert [name for name, _ in api.asked if name in lines][-3:] == ["SetScores", "SaveReview", "SubmitCard"]
    assert api.variables("SaveReview")["input"] == {
        "scorecardId": "ka", "text": "很好", "strengths": "", "growth": "", "submit": True, "version": 2,
    }  # fmt: skip


def test_a_figure_of_few_answers_says_how_it_counts():
    few = line(FIGURE, "0.5", "72.73") | {"n": 2, "groupValue": "0.75", "countedValue": "0.727273"}
    found = {"Card": {"scorecard": card() | {"lines": {"nodes": [few]}}, **page("reviews")}}

    text = open_stage("performance_specialist", lines=found)[0].get("/reviews/ka").text

    assert "2 个样本为 50%，并入 20 个同组样本（75%）：按 72.73% 计分" in text


def test_a_card_handed_in_without_words_leaves_no_empty_review():
    lines = {
        "Card": {"scorecard": card(), **page("reviews")}, "SubmitCard": {"submitScorecard": {"id": "ka"}},
    }  # fmt: skip
    browser, api = open_stage("performance_specialist", lines=lines)

    sent = {"csrf": "token", "act": "submit", "v.SERVICE": "88", "text": "", "version": "0"}
    answer = browser.post("/reviews/ka", data=sent)

    assert answer.headers["location"] == "/reviews"
    assert [name for name, _ in api.asked if name in ("SaveReview", "SubmitCard")] == ["SubmitCard"]
    empty = REVIEW | {"text": None}
    found = {"Card": {"scorecard": card(state="CALIBRATION"), **page("reviews", empty)}}
    text = open_stage("performance_specialist", lines=found)[0].get("/reviews/ka").text
    assert 'class="stack written"' not in text


def test_a_wrong_rating_stays_in_the_form_with_its_reason():
    wrong = told("OUT_OF_RANGE", "942", message="请填 0–100 之间的数。")
    browser, api = open_stage("performance_specialist", lines={**CARD, "SetScores": {"setScores": [wrong]}})

    answer = browser.post(
        "/reviews/ka", data={"csrf": "token", "act": "save", "v.SERVICE": "942", "text": "别丢"}
    )

    assert answer.status_code == 422
    assert ('value="942"' in answer.text, "别丢" in answer.text, "请填 0–100 之间的数。" in answer.text) == (
        True,
    ) * 3
    assert "SaveReview" not in [name for name, _ in api.asked]


def test_ones_own_card_takes_the_self_assessment_and_hides_the_draft():
    mine = card(state="SELF", draftScore=None, draftRating=None) | {"employee": {**PERSON, "id": ME}}
    hidden = [
        each | ({"draftValue": None, "draftPoints": None} if each["isEntered"] else {})
        for each in mine["lines"]["nodes"]
    ]
    lines = {
        "Card": {"scorecard": mine | {"lines": {"nodes": hidden}}, **page("reviews")},
        "SaveSelfReview": {"saveSelfReview": {"id": "v"}}, "SelfAssessment": {"saveSelfAssessment": {"id": "ka"}},
    }  # fmt: skip
    browser, api = open_stage("employee", lines=lines)
    text = browser.get("/reviews/ka").text
    assert ("公布后可见总分" in text, 'value="95"' in text) == (True, True)

    browser.post("/reviews/ka", data={"csrf": "token", "act": "submit", "v.SERVICE": "92", "text": "尽力"})

    assert api.variables("SelfAssessment")["input"] == {
        "scorecardId": "ka", "values": [{"componentCode": "SERVICE", "value": "92"}], "submit": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("act", "sent", "asked", "given"),
    [
        ("acknowledge", {}, "Acknowledge", {"id": "ka"}),
        (
            "dispute",
            {"reason": "登记有误", "line": "l1"},
            "Dispute",
            {"id": "ka", "reason": "登记有误", "lineId": "l1"},
        ),
        (
            "decide",
            {"dispute": "d1", "answer": "复核属实", "verdict": "revise", "v.SERVICE": "92"},
            "DecideDispute",
            {
                "id": "d1",
                "isUpheld": False,
                "answer": "复核属实",
                "values": [{"componentCode": "SERVICE", "value": "92"}],
            },
        ),
        (
            "correct",
            {"reason": "补录", "version": "3"},
            "CorrectCard",
            {"id": "ka", "version": 3, "reason": "补录"},
        ),
        ("publish", {"version": "3"}, "PublishCard", {"id": "ka", "version": 3}),
        ("close", {"version": "3"}, "CloseCard", {"id": "ka", "version": 3}),
    ],
    ids=["acknowledge", "dispute", "decide", "correct", "publish", "close"],
)
def test_a_published_card_is_answered(act, sent, asked, given):
    browser, api = open_stage("hr_manager", lines={**CARD, asked: {"done": {"id": "ka"}}})

    answer = browser.post(f"/reviews/ka/{act}", data={"csrf": "token", **sent})

    assert answer.status_code == 303
    assert api.variables(asked)["input"] == given


@pytest.mark.parametrize(
    ("state", "more", "step"),
    [
        ("CLOSED", {}, "correct"),
        ("CLOSED", {"isLatest": False}, ""),
        ("CALIBRATION", {}, "publish"),
        ("UPHELD", {}, "close"),
        ("DISPUTED", {}, ""),
        ("MANAGER", {}, ""),
        ("PUBLISHED", {"cycle": {**CYCLE, "state": "PUBLISHED"}}, ""),
    ],
)
def test_a_result_of_a_closed_cycle_is_corrected_card_by_card(state, more, step):
    row = card(state=state, **{"cycle": {**CYCLE, "state": "CLOSED"}, **more})
    lines = {"Card": {"scorecard": row, **page("reviews")}}

    text = open_stage("hr_manager", lines=lines)[0].get("/reviews/ka").text

    found = [each for each in ("correct", "publish", "close") if f'action="/reviews/ka/{each}"' in text]
    assert found == ([step] if step else [])
    assert 'id="correcting"' not in open_stage("department_manager", lines=lines)[0].get("/reviews/ka").text


def test_a_correction_opens_the_new_version_and_tells_why():
    row = card(state="MANAGER", revision=2, correctionReason="补录一次表扬")
    lines = {"Card": {"scorecard": row, **page("reviews")}, "CorrectCard": {"correctScorecard": {"id": "kz"}}}
    browser, _ = open_stage("hr_manager", lines=lines)

    answer = browser.post("/reviews/ka/correct", data={"csrf": "token", "reason": "补录一次表扬"})

    assert answer.headers["location"] == "/reviews/kz"
    assert "补录一次表扬" in browser.get("/reviews/ka").text
