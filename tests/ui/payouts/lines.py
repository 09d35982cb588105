"""What the server says in the tests of the pages of payouts."""

from __future__ import annotations

from typing import Any

ENGLISH = {"Cookie": "lang=en"}
STEPS = [
    {"text": "满意度 90% 达到 85%", "value": "500.00", "receipt": "z1.abc"},
    {"text": "封顶 400", "value": None, "receipt": None},
]
ENDS = {"totalCount": 2, "pageInfo": {"hasNextPage": True, "endCursor": "next"}}
LINE: dict[str, Any] = {
    "id": "p1", "period": "2026-Q3", "kind": "SCHEME", "state": "PAID", "paidOn": "2026-10-31", "amount": "400.50",
    "currency": "CNY", "basis": "CSAT", "attainment": "105.80", "outcome": "CAPPED", "reversedById": None,
    "steps": STEPS, "employee": {"id": "e1", "code": "R1", "name": "王芳"},
}  # fmt: skip
BACK: dict[str, Any] = {
    **LINE, "id": "p2", "amount": "100.00", "basis": None, "attainment": None, "reversedById": "p9", "steps": None,
    "paidOn": None, "employee": None,
}  # fmt: skip
RUN: dict[str, Any] = {
    "id": "r1", "kind": "SCHEME", "period": "2026-Q3", "state": "PROPOSED", "lineCount": 2, "total": "500.50",
    "budget": None, "currency": "CNY", "schemeName": "服务奖", "note": "", "reason": None, "version": 3,
    "approvalId": None, "failedChecks": 0, "proposedBy": {"name": "任霞"}, "proposedAt": "2026-10-08T02:00:00+00:00",
    "checkedAt": None, "approvedBy": None, "approvedAt": None, "releasedBy": None, "releasedAt": None, "payOn": None,
    "paidBy": None, "paidAt": None, "revokedBy": None, "revokedAt": None,
    "checks": {
        "nodes": [{"check": "SUM_MATCHES", "hasPassed": True, "foundZh": "合计 500.50", "foundEn": "500.50 in all"}]
    },
    "payouts": {**ENDS, "nodes": [LINE, BACK]},
}  # fmt: skip


def run(**given: Any) -> dict[str, Any]:
    return {"PayoutRun": {"payoutRun": {**RUN, **given}}}
