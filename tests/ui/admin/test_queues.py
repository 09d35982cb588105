"""Jobs and messages say how they went, in words, and offer what can still be done about them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from server.catalog.handlers import handlers
from server.kernel.clock import Clock
from tests.ui.admin.lines import ACCOUNT, BEGUN, found
from tests.ui.stage import POLICY, open_stage
from ui.words import WORDS

JOB = {
    "id": "j",
    "kind": "imports.import_file",
    "state": "FAILED",
    "progress": 3,
    "total": 9,
    "attempts": 8,
    "error": "OSError: no disk",
    "createdAt": BEGUN,
    "updatedAt": BEGUN,
    "nextAt": BEGUN,
}
MESSAGE = {
    "id": "m",
    "topic": "exit.payroll",
    "state": "FAILED",
    "attempts": 8,
    "error": "TimeoutError",
    "hasReceipt": False,
    "createdAt": BEGUN,
    "updatedAt": BEGUN,
    "nextAt": BEGUN,
}
STATE = {
    "version": "0.1.0",
    "database": "SQLite 3",
    "databaseBytes": 2 << 20,
    "policyVersion": "a" * 40,
    "jobsWaiting": 0,
    "jobsFailed": 2,
    "deliveriesWaiting": 0,
    "deliveriesFailed": 0,
    "auditEntries": 7,
    "anchoredSeq": None,
    "anchoredAt": None,
    "keyId": "k2",
    "keysToRewrap": 5,
    "lastBackupAt": None,
}


@pytest.mark.parametrize(
    ("changed", "word", "deed"),
    [
        ({}, "OSError: no disk", "retry-job"),
        ({"state": "QUEUED", "error": None}, "等待", "cancel-job"),
        ({"error": "CALLED_OFF"}, "已取消", "retry-job"),
        ({"state": "RUNNING", "error": None}, "3 / 9", ""),
    ],
)
def test_a_job_says_how_it_went(changed, word, deed):
    browser, _ = open_stage("administrator", lines={"Jobs": found(JOB | changed)})

    text = browser.get("/settings/jobs").text

    assert word in text
    assert [each for each in ("retry-job", "cancel-job") if f"/do/{each}" in text] == ([deed] if deed else [])


def test_an_auditor_only_looks_on():
    browser, _ = open_stage("auditor", lines={"Jobs": found(JOB)})

    assert "/settings/do/" not in browser.get("/settings/jobs").text


def test_messages_and_tokens_stand_on_one_page():
    token = ACCOUNT["tokens"]["nodes"][0] | {
        "createdAt": BEGUN,
        "account": {"id": "a", "username": "lina", "displayName": "李娜"},
    }
    browser, _ = open_stage(
        "administrator",
        lines={"Deliveries": found(MESSAGE, MESSAGE | {"topic": "daily"}), "Tokens": found(token)},
    )

    text = browser.get("/settings/integrations").text

    for word in (
        "离职补偿",
        "每日任务",
        "zr_abc",
        "lina",
        "/settings/do/resend-delivery",
        "/settings/do/revoke-token",
    ):
        assert word in text


def test_the_system_says_what_wants_doing():
    browser, _ = open_stage("administrator", lines={"SystemState": {"system": STATE}})

    text = browser.get("/settings/system").text

    for word in (
        "2 个失败",
        "从未",
        "main.py backup",
        "5 把人员密钥",
        "main.py keys rotate",
        "2.0 MB",
        "/audit/check",
    ):
        assert word in text


def test_a_state_that_does_not_come_leaves_the_page_standing():
    browser, _ = open_stage(
        "administrator", lines={"SystemState": {"system": None, "errors": [{"message": "x"}]}}
    )

    assert browser.get("/settings/system").status_code == 200


def test_every_kind_of_work_has_words():
    parts = SimpleNamespace(clock=Clock(), policy=lambda: POLICY, wall=None)
    house = SimpleNamespace(parts=parts, store=None, accounts=SimpleNamespace(everyone=None))
    desks = SimpleNamespace(of=lambda _: SimpleNamespace(registry=None))
    kinds = handlers(house, desks)  # type: ignore[arg-type]  # only their names are asked for

    assert sorted(kind for kind in kinds if kind not in WORDS["job"] and kind not in WORDS["action"]) == []
