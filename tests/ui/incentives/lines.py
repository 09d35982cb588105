"""What the server says in the tests of the pages of schemes and commissions."""

from __future__ import annotations

from typing import Any

LINE = {
    "id": "l1", "place": 1, "kind": "FIXED", "text": "when csat >= 85% and score >= 80: pay 500.00",
    "condition": "满意度不低于 85%", "conditionEn": "satisfaction is at least 85%", "reward": "发 500.00",
    "rewardEn": "pay 500.00", "metrics": "csat",
}  # fmt: skip
SCHEME: dict[str, Any] = {
    "id": "s1", "code": "SERVICE", "revision": 2, "name": "服务奖", "nameEn": "Service bonus", "grain": "QUARTER",
    "basis": "CSAT", "family": "frontline", "currency": "CNY", "budget": "5000.00", "overBudget": "CUT",
    "isProrated": True, "rules": "when csat >= 85%: pay 500", "startsOn": "2026-01-01", "endsOn": None,
    "state": "DRAFT", "approvalId": None, "decidedAt": None, "note": "", "version": 3,
    "department": {"id": "d1", "name": "门店运营部", "code": "R-OPS"}, "lines": {"nodes": [LINE]},
}  # fmt: skip
READ = {
    "checkScheme": {
        "isReady": False,
        "lines": [
            {"line": 1, "kind": "FIXED", "text": LINE["text"], "sentence": "当满意度不低于 85%时，发 500.00。",
             "metrics": ["csat"], "names": ["客户满意度"]}
        ],
        "problems": [{"code": "BUDGET_REQUIRED", "text": "请填写每期预算。", "line": 0, "isWarning": False}],
    }
}  # fmt: skip
COMMISSION: dict[str, Any] = {
    "id": "c1", "state": "RUNNING", "amount": "120000.00", "currency": "CNY", "startsOn": "2026-01-01", "months": 12,
    "retainedShare": "10.00", "isAdvanced": False, "approvalId": None, "stoppedOn": None, "stopReason": None,
    "dueParts": 5, "parts": 12, "version": 2, "deal": {"id": "d1", "code": "KA-1", "name": "大客户", "signedOn": None},
    "employee": {"id": "e1", "code": "R1", "name": "王芳"},
    "lines": {
        "nodes": [
            {"id": "p1", "place": 1, "kind": "VESTING", "dueOn": "2026-01-31", "amount": "10000.00", "state": "DUE"},
            {"id": "p2", "place": 2, "kind": "CLAW_BACK", "dueOn": "2026-06-30", "amount": "-70000.00", "state": "DUE"},
        ]
    },
}  # fmt: skip


def one(**given: Any) -> dict[str, Any]:
    return {"incentiveScheme": {**SCHEME, **given}}


def tallies(name: str, rows: list[Any], *states: str) -> dict[str, Any]:
    info = {"hasNextPage": True, "endCursor": "next"}
    counts = {f"tally{state}": {"totalCount": 4} for state in states}
    return {name: {"totalCount": len(rows), "pageInfo": info, "nodes": rows}, **counts}


def refused(field: str, code: str = "INVALID_INPUT") -> dict[str, Any]:
    extensions = {"code": code, "zh": "不行。", "en": "No.", "inputPath": ["input", field]}
    return {"errors": [{"message": "No.", "extensions": extensions}]}
