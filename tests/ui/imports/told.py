"""What the door says about imports in these tests."""

from __future__ import annotations

from typing import Any

WHEN = "2026-11-22T01:00:00.000Z"
SOURCE = {"id": "s1", "name": "crm", "title": "客户系统"}
KIND = {
    "name": "people", "label": "员工", "mayImport": True,
    "fields": [
        {"name": "code", "label": "工号", "isRequired": True}, {"name": "phone", "label": "手机", "isRequired": False},
    ],
}  # fmt: skip
KINDS = {"importKinds": [KIND], "importSources": {"nodes": [SOURCE]}}
INFO = {"hasNextPage": True, "hasPreviousPage": False, "startCursor": "a", "endCursor": "z"}


def column(header: str, **more: Any) -> dict[str, Any]:
    return {
        "header": header, "field": None, "label": None, "isSuggested": False, "isRemembered": False, "problem": None,
        "samples": [], **more,
    }  # fmt: skip


def batch(state: str = "UPLOADED", **more: Any) -> dict[str, Any]:
    return {
        "id": "b1", "kind": "people", "fileName": "人员.csv", "state": state, "createsPlaces": False, "rowCount": 3,
        "isComplete": False, "dropped": 0, "drops": {"totalCount": 0, "nodes": []},
        "added": 1, "changed": 1, "unchanged": 0, "conflicts": 0, "rejected": 1, "kept": 0, "failure": None,
        "createdAt": WHEN, "appliedAt": WHEN, "revertedAt": WHEN, "reason": None, "version": 2, "source": SOURCE,
        "columns": [
            column("编号", field="code", label="工号", isSuggested=True, samples=["R1"]),
            column("备注"),
        ],
        "missing": [], "refusals": [], "job": None, **more,
    }  # fmt: skip


def answer(found: dict[str, Any]) -> dict[str, Any]:
    return {"importBatches": {"nodes": [found]}, "importKinds": [KIND]}


def cell(field: str, state: str = "ERROR", **more: Any) -> dict[str, Any]:
    return {
        "field": field, "label": field, "header": field, "state": state, "given": None, "before": None, "message": None,
        **more,
    }  # fmt: skip


def rows(*found: dict[str, Any]) -> dict[str, Any]:
    listed = {"totalCount": len(found), "pageInfo": INFO, "nodes": list(found)}
    return {"importBatches": {"nodes": [{"id": "b1", "rows": listed}]}}


def refusal(code: str, zh: str, *path: str) -> dict[str, Any]:
    return {"errors": [{"extensions": {"code": code, "zh": zh, "en": "x", "inputPath": ["input", *path]}}]}
