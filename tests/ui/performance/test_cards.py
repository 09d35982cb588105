"""A card: a manager rates and writes, the person assesses themselves, a published one is answered."""

from __future__ import annotations

import pytest

from tests.ui.performance.lines import CARD, card, page, told
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
    ],
    ids=["acknowledge", "dispute", "decide"],
)
def test_a_published_card_is_answered(act, sent, asked, given):
    browser, api = open_stage("hr_manager", lines={**CARD, asked: {"done": {"id": "ka"}}})

    answer = browser.post(f"/reviews/ka/{act}", data={"csrf": "token", **sent})

    assert answer.status_code == 303
    assert api.variables(asked)["input"] == given
