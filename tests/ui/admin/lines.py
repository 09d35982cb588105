"""What the server says to the pages that keep the house."""

from __future__ import annotations

from typing import Any

ID = "018f0000-0000-7000-8000-0000000000c1"
BEGUN, LATER, EARLIER = "2026-11-20T02:00:00Z", "2026-11-29T02:00:00Z", "2026-11-01T02:00:00Z"
ACCOUNT: dict[str, Any] = {
    "id": ID,
    "username": "lina",
    "displayName": "李娜",
    "language": "zh",
    "isActive": True,
    "hasPassword": True,
    "invitedUntil": None,
    "blockedUntil": None,
    "seenAt": BEGUN,
    "employeeId": None,
    "createdAt": BEGUN,
    "version": 3,
    "employee": None,
    "grants": {
        "nodes": [
            {
                "id": "g1",
                "role": "auditor",
                "departmentCode": None,
                "validFrom": "2026-01-01",
                "validTo": None,
            },
            {
                "id": "g2",
                "role": "hr_manager",
                "departmentCode": None,
                "validFrom": "2025-01-01",
                "validTo": "2026-01-01",
            },
        ]
    },
    "sessions": {
        "nodes": [
            {"id": "s1", "device": "Firefox · Linux", "createdAt": BEGUN, "seenAt": BEGUN, "expiresAt": LATER}
        ]
    },
    "tokens": {
        "nodes": [
            {
                "id": "t1",
                "name": "报表",
                "hint": "zr_abc",
                "scope": "read",
                "usedAt": None,
                "expiresAt": LATER,
            }
        ]
    },
}
PROPOSAL: dict[str, Any] = {
    "id": "p1",
    "kind": "GRANT",
    "state": "OPEN",
    "username": "lina",
    "displayName": "李娜",
    "role": "auditor",
    "departmentCode": None,
    "employeeCode": None,
    "validFrom": None,
    "validTo": "2027-01-01",
    "reason": "轮岗",
    "proposedBy": "管理员",
    "createdBy": "b",
    "accountId": "c",
    "createdAt": BEGUN,
    "decidedBy": "",
    "decidedAt": None,
    "note": "",
    "version": 1,
    "department": None,
    "employee": None,
}


def found(*nodes: dict[str, Any], **info: Any) -> dict[str, Any]:
    return {"found": {"totalCount": len(nodes), "pageInfo": info, "nodes": list(nodes)}}


def refused(code: str, zh: str, *path: str) -> dict[str, Any]:
    return {
        "errors": [{"message": zh, "extensions": {"code": code, "zh": zh, "en": zh, "inputPath": list(path)}}]
    }


FORM = {"csrf": "token", "key": "k"}
