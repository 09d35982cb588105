"""What the server says in the tests of the training pages."""

from __future__ import annotations

from typing import Any

from tests.ui.stage import ME, OTHER

PERSON = {"id": OTHER, "name": "王芳", "code": "R1", "department": {"name": "城西店"}}
COURSE = {"id": "c1", "code": "PRIVACY", "title": "信息保护", "titleEn": "Privacy", "mode": "ONLINE", "hours": "2.00",
          "hasExam": True, "passScore": 60}  # fmt: skip
ROW: dict[str, Any] = {
    "id": "n1", "version": 3, "state": "EXAM", "dueOn": "2026-11-20", "isOverdue": True, "progress": "100.00",
    "attempts": 1, "score": None, "assignedOn": "2026-09-20", "startedOn": None, "finishedOn": None, "waiverReason": "",
    "employee": PERSON, "course": COURSE, "rule": None, "assignedBy": None, "exams": {"nodes": []},
    "coaching": {"nodes": []}, "files": {"nodes": []},
}  # fmt: skip
SEAT = {"id": "s9", "place": 1, "state": "SEATED", "attendedAt": None, "employee": {**PERSON, "id": ME}}
SESSION: dict[str, Any] = {
    "id": "s1", "version": 2, "title": "沟通课", "startsAt": "2026-11-22T02:10:00.000Z",
    "endsAt": "2026-11-22T04:00:00.000Z", "zone": "Asia/Shanghai", "place": "二楼", "state": "PLANNED", "capacity": 1,
    "seatsTaken": 1, "seatsWaiting": 2, "hours": "3.00", "roomCode": None, "sequence": 1, "trainerName": "外聘讲师",
    "trainer": None, "course": COURSE, "seats": {"nodes": [SEAT]},
}  # fmt: skip


def page(name: str, *rows: Any, **more: Any) -> dict[str, Any]:
    info = {"hasNextPage": bool(more.pop("more", False)), "endCursor": "z"}
    return {name: {"totalCount": len(rows), "pageInfo": info, "nodes": list(rows)}, **more}
