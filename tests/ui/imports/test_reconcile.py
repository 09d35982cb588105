"""Head count and leavers beside a source's, and who makes the difference."""

from __future__ import annotations

from typing import Any

from tests.ui.imports.told import KINDS
from tests.ui.stage import open_stage

DIFFERENCE = {
    "code": "R1", "sourceCode": "x1", "name": "王芳", "kind": "ONLY_OURS", "ours": "2026-01-01", "theirs": None,
    "message": "来源没有此人。",
}  # fmt: skip


def found(differences: int) -> dict[str, Any]:
    return {
        "reconciliation": {
            "headcount": 10, "sourceHeadcount": 9, "leavers": 1, "sourceLeavers": 1, "isEqual": not differences,
            "differences": [DIFFERENCE] * differences,
        }
    }  # fmt: skip


def test_numbers_stand_side_by_side_with_who_makes_the_difference():
    browser, api = open_stage("hr_manager", lines={"ImportKinds": KINDS, "Reconcile": found(51)})

    page = browser.get("/data/reconcile?month=2026-13").text

    assert api.variables("Reconcile") == {"source": "crm", "month": "2026-11"}
    assert "相差 1" in page
    assert page.count("来源没有此人。") == 50
    assert "at=50" in page
    assert browser.get("/data/reconcile?month=2026-10&at=50").text.count("来源没有此人。") == 1


def test_equal_numbers_are_said_to_be_equal():
    browser, _ = open_stage("hr_manager", lines={"ImportKinds": KINDS, "Reconcile": found(0)})

    assert "没有差异" in browser.get("/data/reconcile").text


def test_without_a_source_nothing_is_asked():
    none = {"importKinds": [], "importSources": {"nodes": []}}
    browser, api = open_stage("hr_manager", lines={"ImportKinds": none})

    assert "还没有来源" in browser.get("/data/reconcile").text
    assert "Reconcile" not in [name for name, _ in api.asked]
