"""Head count and leavers beside a source's, and who makes the difference."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import KINDS
from tests.ui.stage import open_stage

DIFFERENCE = {
    "code": "R1", "sourceCode": "x1", "name": "王芳", "kind": "ONLY_OURS", "ours": "2026-01-01", "theirs": None,
    "message": "来源没有此人。",
}  # fmt: skip


def cell(
    month: str, source: str | None, ours: int, theirs: int | None, count: int | None, **more: Any
) -> Any:
    return {
        "month": month, "source": source, "title": source or "", "file": None, "headcount": ours,
        "sourceHeadcount": theirs, "leavers": 1, "sourceLeavers": 2, "differenceCount": count,
        "isEqual": None if count is None else not count, **more,
    }  # fmt: skip


PAY = {"title": "", "file": "PAYROLL", "leavers": None, "sourceLeavers": None}
LEDGER = {
    "reconciliationMonths": [
        cell("2026-11", "crm", 10, 9, 2), cell("2026-11", None, 11, None, None, **PAY),
        cell("2026-10", "crm", 10, 10, 0), cell("2026-10", None, 11, 10, 1, **PAY),
    ]
}  # fmt: skip


def found(differences: int) -> dict[str, Any]:
    return {
        "reconciliation": {
            "headcount": 10, "sourceHeadcount": 9, "leavers": 1, "sourceLeavers": 1, "isEqual": not differences,
            "differences": [DIFFERENCE] * differences,
        }
    }  # fmt: skip


def stage(**lines: Any) -> Any:
    return open_stage("hr_manager", lines={"ImportKinds": KINDS, "ReconcileMonths": LEDGER, **lines})


def test_numbers_stand_side_by_side_with_who_makes_the_difference():
    browser, api = open_stage(
        "hr_manager", lines={"ImportKinds": KINDS, "Reconcile": found(51), "ReconcileMonths": LEDGER}
    )

    page = browser.get("/data/reconcile?month=2026-13").text

    assert api.variables("Reconcile") == {"source": "crm", "month": "2026-11"}
    assert "相差 1" in page
    assert page.count("来源没有此人。") == 50
    assert "at=50" in page
    assert browser.get("/data/reconcile?month=2026-10&at=50").text.count("来源没有此人。") == 1


def test_equal_numbers_are_said_to_be_equal():
    browser, _ = open_stage(
        "hr_manager", lines={"ImportKinds": KINDS, "Reconcile": found(0), "ReconcileMonths": LEDGER}
    )

    assert "没有差异" in browser.get("/data/reconcile").text


def test_without_a_source_nothing_is_asked():
    none = {"importKinds": [], "importSources": {"nodes": []}}
    browser, api = open_stage(
        "hr_manager", lines={"ImportKinds": none, "ReconcileMonths": {"reconciliationMonths": []}}
    )

    assert "还没有来源" in browser.get("/data/reconcile").text
    assert "Reconcile" not in [name for name, _ in api.asked]


def test_months_stand_beside_sources_and_a_difference_opens_its_people():
    browser, api = open_stage(
        "hr_manager", lines={"ImportKinds": KINDS, "Reconcile": found(1), "ReconcileMonths": LEDGER}
    )

    page = browser.get("/data/reconcile?months=12").text

    assert api.variables("ReconcileMonths") == {"last": "2026-11", "months": 12}
    assert "我方 10，对方 9" in page
    assert "离职 1 / 2" in page
    assert "/data/reconcile?source=crm&amp;months=12&amp;month=2026-11#who" in page
    assert "2 人有差异" in page
    assert page.count("没有文件") == 1
    assert page.index("2026-11") < page.index("2026-10")


def test_the_people_of_a_monthly_file_are_asked_for_by_its_kind():
    told: dict[str, Any] = {"employed": 11, "inFile": 10, "isEqual": False, "differences": [DIFFERENCE]}
    browser, api = open_stage(
        "hr_manager",
        lines={
            "ImportKinds": KINDS, "ReconcileFile": {"fileReconciliation": told}, "ReconcileMonths": LEDGER,
        },
    )  # fmt: skip

    page = browser.get("/data/reconcile?file=PAYROLL&month=2026-10").text

    assert api.variables("ReconcileFile") == {"file": "PAYROLL", "month": "2026-10"}
    assert "当月任职人数" in page
    assert "相差 1" in page


def test_a_month_without_a_file_is_compared_with_nothing():
    told: dict[str, Any] = {"employed": 11, "inFile": None, "isEqual": None, "differences": []}
    browser, _ = open_stage(
        "hr_manager",
        lines={
            "ImportKinds": KINDS, "ReconcileFile": {"fileReconciliation": told}, "ReconcileMonths": LEDGER,
        },
    )  # fmt: skip

    assert "这个月还没有文件" in browser.get("/data/reconcile?file=PAYROLL").text
