"""Facts of one person as the history document answers them, now and as known before."""

from __future__ import annotations

from tests.ui.stage import OTHER

PLACE = {"id": "d1", "name": "城西店"}
POST = {
    "id": "a1", "validFrom": "2024-02-05", "validTo": "2025-01-01", "fte": "1.00", "reason": "",
    "recordedAt": "2024-02-05T06:00:00.000Z", "department": PLACE, "position": None, "location": None,
}  # fmt: skip
MOVED = {
    **POST,
    "id": "a2",
    "validFrom": "2025-01-01",
    "validTo": None,
    "fte": "0.50",
    "recordedAt": "2025-02-01T00:00:00.000Z",
}
STAY = {
    "id": "m1", "validFrom": "2024-02-05", "validTo": None, "type": "FULL_TIME", "contract": "FIXED_TERM",
    "contractEndsOn": "2027-02-04", "hiredOn": "2024-02-05", "probationEndsOn": None, "confirmedOn": "2024-05-05",
    "noticeOn": None, "leftOn": None, "leaveKind": None, "leaveReason": None, "recordedAt": "2024-02-05T06:00:00.000Z",
}  # fmt: skip
PAY = {
    "id": "c1", "validFrom": "2024-02-05", "validTo": None, "baseSalary": None, "marketSalary": None,
    "currency": None, "recordedAt": None,
}  # fmt: skip
NOW = {
    "id": OTHER, "assignments": {"nodes": [POST, MOVED]}, "employments": {"nodes": [STAY]},
    "compensations": {"nodes": [PAY]},
}  # fmt: skip
OLD = {"id": "a0", **{key: value for key, value in POST.items() if key != "id"}, "validTo": None}
THEN = {**NOW, "assignments": {"nodes": [OLD]}}
CHOICES = {
    "departments": {
        "nodes": [
            {"id": "d1", "code": "D1", "name": "城西店", "parent": None},
            {"id": "d2", "code": "D2", "name": "城东店", "parent": None},
        ]
    },
    "positions": {"nodes": []},
    "locations": {"nodes": []},
}
LINES = {
    "PersonHistory": lambda given: {"now": NOW} | ({"then": THEN} if given["past"] else {}),
    "OpenChoices": CHOICES,
}
