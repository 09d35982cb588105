"""What home's widgets show: where rival figures differ most, and no matter twice."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import open_stage
from ui.home.parts import widest


def test_the_widest_gap_is_where_rival_figures_of_one_department_differ_most():
    def table(**values):
        return {
            "rows": [
                {"group": [{"key": key, "label": key}], "cells": [{"value": value}]}
                for key, value in values.items()
            ]
        }

    found = widest([table(A="0.15", B="0.02", C=None), table(A="0.1", B="0.01", C="0.5")])
    assert found is not None
    assert found["key"] == "A"
    assert widest([table(A=None), {"__typename": "MetricDenied"}]) is None


def test_a_notice_about_a_request_that_stands_beside_it_is_left_out():
    asked = {
        "id": "r1", "kind": "absence", "summaryZh": "年假 2 天", "summaryEn": "2 days off", "employeeName": "赵军",
        "departmentName": None, "version": 1,
    }  # fmt: skip
    task = {"id": "t1", "createdAt": "2026-11-22T01:00:00Z", "request": asked}
    notice = {"kind": "k", "titleEn": "", "dueOn": None, "createdAt": "2026-11-22T01:00:00Z"}
    told = [
        {**notice, "id": "n1", "titleZh": "待您审批：年假 2 天", "link": "/approvals/r1"},
        {**notice, "id": "n2", "titleZh": "合同将到期", "link": "/people/p1"},
    ]
    waiting: dict[str, Any] = {
        "approvals": {"totalCount": 1, "nodes": [task]}, "notices": {"totalCount": 2, "nodes": told},
    }  # fmt: skip
    browser, _ = open_stage("department_manager", lines={"HomeWaiting": waiting}, mayHire=False)

    text = browser.get("/").text

    assert "合同将到期" in text
    assert "待您审批：年假 2 天" not in text
