"""Whom whole lists lack: answered for one by one or together, or led on to the form of leaving."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import INFO, SOURCE, WHEN, answer, batch, refusal, rows
from tests.ui.stage import open_stage

WANG = {"id": "p", "code": "R1", "name": "王芳", "status": "ACTIVE", "department": {"name": "客服"}}
DROP = {
    "id": "d1", "code": "R1", "state": "OPEN", "reason": "", "createdAt": WHEN, "decidedAt": None, "source": SOURCE,
    "batch": {"id": "b1", "fileName": "人员.csv"}, "employee": WANG,
}  # fmt: skip


def listed(*found: dict[str, Any]) -> dict[str, Any]:
    return {"sourceDrops": {"totalCount": len(found), "pageInfo": INFO, "nodes": list(found)}}


def test_each_leads_to_the_form_of_leaving_or_is_said_to_be_still_here():
    done = {"settleSourceDrops": {"settled": 1, "skipped": 0}}
    browser, api = open_stage("hr_manager", lines={"SourceDrops": listed(DROP), "SettleSourceDrops": done})

    page = browser.get("/data/dropped?batch=b1&state=NONSENSE").text

    assert api.variables("SourceDrops")["where"] == {"state": {"eq": "OPEN"}, "batch": {"id": {"eq": "b1"}}}
    assert "/people/p/change/leave" in page
    given = {"csrf": "token", "key": "k", "id": ["d1"], "reason": "外派", "back-batch": "b1"}
    sent = browser.post("/data/dropped", data=given)
    assert sent.headers["location"].startswith("/data/dropped?batch=b1")
    assert api.variables("SettleSourceDrops")["input"] == {
        "ids": ["d1"], "isStillHere": True, "reason": "外派", "idempotencyKey": "k",
    }  # fmt: skip


def test_an_answer_can_be_taken_back():
    said = {**DROP, "state": "STILL_HERE", "reason": "外派"}
    done = {"settleSourceDrops": {"settled": 1, "skipped": 0}}
    browser, api = open_stage("hr_manager", lines={"SourceDrops": listed(said), "SettleSourceDrops": done})

    assert "重新询问" in browser.get("/data/dropped?state=STILL_HERE").text
    browser.post("/data/dropped", data={"csrf": "token", "key": "k", "again": "d1"})

    assert api.variables("SettleSourceDrops")["input"]["isStillHere"] is False


def test_a_refusal_says_what_to_do():
    line = refusal("INVALID_INPUT", "请写明为什么仍在职，最多 200 字。", "reason")
    browser, _ = open_stage("hr_manager", lines={"SettleSourceDrops": line})

    answered = browser.post("/data/dropped", data={"csrf": "token", "id": "d1"})

    assert answered.status_code == 409
    assert "请写明为什么仍在职" in answered.text


def test_nobody_missing_says_how_lists_become_whole():
    browser, _ = open_stage("hr_manager", lines={"SourceDrops": listed()})

    assert "没有人缺少" in browser.get("/data/dropped").text


def test_a_whole_list_names_whom_it_lacks_on_its_own_page():
    drops = {"totalCount": 1, "nodes": [{"id": "d1", "state": "EXPECTED", "reason": "", "employee": WANG}]}
    found = batch("VALIDATED", isComplete=True, dropped=1, drops=drops)
    browser, _ = open_stage("hr_manager", lines={"ImportBatch": answer(found), "ImportRows": rows()})

    page = browser.get("/data/b1").text

    assert "这份名单中缺少的人" in page
    assert "王芳" in page


def test_a_newcomer_who_looks_like_somebody_is_said_to_be_them():
    alike = [{"reasons": ["SAME_PHONE"], "employee": WANG}]
    row = {
        "id": "r",
        "number": 2,
        "state": "NEW",
        "person": None,
        "cells": [],
        "isLinked": False,
        "alike": alike,
    }
    linked = {"linkImportRow": {"id": "b1"}}
    browser, api = open_stage(
        "hr_manager",
        lines={"ImportBatch": answer(batch("VALIDATED")), "ImportRows": rows(row), "LinkImportRow": linked},
    )

    page = browser.get("/data/b1").text
    assert "可能是已有员工" in page
    assert "手机相同" in page
    browser.post("/data/b1/link", data={"csrf": "token", "version": "2", "row": "2", "employee": "p"})

    sent = api.variables("LinkImportRow")["input"]
    assert (sent["id"], sent["row"], sent["employeeId"], sent["version"]) == ("b1", 2, "p", 2)
