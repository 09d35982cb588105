"""What the server says in the tests of the pages of recognition."""

from __future__ import annotations

from typing import Any

ENGLISH = {"Cookie": "lang=en"}
HONOR: dict[str, Any] = {
    "id": "h1", "code": "STAR", "name": "服务之星", "nameEn": "Service star", "icon": "star", "criteria": "零投诉",
    "criteriaEn": "No complaint", "grain": "MONTH", "metric": "csat", "places": 2, "cash": "500.00",
    "leaveHours": "4.00", "isPriority": True, "isActive": True, "version": 6,
}  # fmt: skip
CATALOGUE = {"honors": {"nodes": [HONOR]}}
CANDIDATES: dict[str, Any] = {
    "honorCandidates": [
        {"employeeId": "e1", "code": "R1", "name": "王芳", "unitName": "城西店", "rank": 1, "display": "96.5%",
         "receipt": "z1.abc", "isAwarded": False},
        {"employeeId": "e2", "code": "R2", "name": "李娜", "unitName": "城西店", "rank": 3, "display": "91.0%",
         "receipt": None, "isAwarded": True},
    ],
    "awards": {
        "nodes": [{"id": "a2", "personName": "李娜", "unitName": "城西店", "state": "GIVEN", "version": 4,
                   "awardedOn": "2026-11-02"}]
    },
}  # fmt: skip
THANKS: dict[str, Any] = {
    "id": "k1", "personName": "李娜", "senderName": "王芳", "unitName": "城西店", "value": "HELPFUL",
    "text": "替我顶了两个小时", "givenOn": "2026-11-20", "state": "SHOWN", "version": 1,
}  # fmt: skip
WALL: dict[str, Any] = {
    "awards": {
        "totalCount": 1,
        "nodes": [{"id": "a1", "personName": "陈佳", "unitName": "城东店", "period": "2026-10", "reason": "客户点名",
                   "awardedOn": "2026-11-02", "honor": HONOR}],
    },
    "honors": {"nodes": [HONOR]},
    "kudos": {"totalCount": 31, "nodes": [THANKS]},
    "reportedKudos": {
        "nodes": [{**THANKS, "id": "k9", "text": "不合适的话", "state": "REPORTED", "version": 2,
                   "reportNotes": {"nodes": [{"reason": "人身攻击"}]}}]
    },
}  # fmt: skip
CONTEST: dict[str, Any] = {
    "id": "c1", "code": "HIKE", "kind": "TEAM_BUILDING", "name": "徒步", "nameEn": "Hike", "startsOn": "2026-11-21",
    "endsOn": "2026-11-21", "state": "OPEN", "invited": 3, "joining": 2, "attended": 1, "whereTo": "西山",
    "prize": None, "note": None, "metric": None, "version": 5, "department": None,
    "entries": {
        "totalCount": 2, "pageInfo": {"hasNextPage": False},
        "nodes": [
            {"id": "n1", "personName": "王芳", "unitName": "城西店", "answer": "JOINS", "attended": True},
            {"id": "n2", "personName": "李娜", "unitName": "城西店", "answer": "DECLINED", "attended": False},
        ],
    },
    "own": {"nodes": [{"id": "n3", "answer": "INVITED", "attended": None}]},
}  # fmt: skip


def contest(**given: Any) -> dict[str, Any]:
    return {"Contest": {"contest": {**CONTEST, **given}}}
