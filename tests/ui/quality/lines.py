"""What the server says in the tests of the quality pages."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER

AGENT = {"id": OTHER, "name": "陈佳", "code": "R1007", "department": {"name": "城西门店"}}
OWN = {"id": ME, "name": "王敏", "code": "R1006", "department": None}
SHEET = {"name": "服务质检表", "nameEn": "Service quality"}
QUESTIONS = [
    {
        "id": "q1",
        "place": 1,
        "text": "解答准确",
        "textEn": "Answers correctly",
        "weight": "100.00",
        "isCritical": False,
    },
    {"id": "q2", "place": 2, "text": "不泄露隐私", "textEn": "", "weight": "0.00", "isCritical": True},
]


def check(**changes: Any) -> dict[str, Any]:
    """Return a check of somebody else that waits, with some of it changed."""
    return {
        "id": "k1", "contactRef": "018f-c1", "contactOn": "2026-11-17", "channel": "CHAT", "week": "2026-11-16",
        "state": "WAITING", "ratersDue": 2, "ratersDone": 1, "score": None, "gap": None, "agreement": None,
        "closedOn": None, "disputeReason": "", "disputedAt": None, "decision": "", "decidedAt": None, "version": 3,
        "agent": AGENT, "decidedBy": None, "sheet": {**SHEET, "revision": 1, "questions": {"nodes": QUESTIONS}},
        "ratings": {"nodes": []}, **changes,
    }  # fmt: skip


def rating(rater: str, *answers: str, score: str) -> dict[str, Any]:
    marks = [
        {"answer": said, "note": "", "question": {"id": asked["id"]}}
        for asked, said in zip(QUESTIONS, answers, strict=True)
    ]
    return {"id": rater, "score": score, "hasFailedCritical": score == "0.00", "note": "", "createdAt": None,
            "rater": {"id": rater, "name": rater}, "marks": {"nodes": marks}}  # fmt: skip


def listed(*rows: dict[str, Any]) -> dict[str, Any]:
    found = {
        "totalCount": len(rows),
        "pageInfo": {"hasNextPage": False, "endCursor": None},
        "nodes": list(rows),
    }
    return {"qualityChecks": found, "waiting": {"totalCount": 7}, "open": {"totalCount": 0}}
