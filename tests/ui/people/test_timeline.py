"""The timeline: newest first, first facts are the joining and not a change, hidden amounts say so."""

from __future__ import annotations

from ui.people.timeline import events

PLACE = {"isPrimary": True, "department": {"name": "城西店"}, "position": None}
PERSON = {
    "employments": {"nodes": [{
        "hiredOn": "2024-03-11", "type": "FULL_TIME", "confirmedOn": "2024-06-11", "noticeOn": "2026-01-01",
        "leftOn": "2026-02-01", "leaveKind": "VOLUNTARY", "leaveReason": "搬家",
    }]},
    "assignments": {"nodes": [{"validFrom": "2024-03-11", **PLACE}, {"validFrom": "2025-01-01", **PLACE}]},
    "compensations": {"nodes": [
        {"validFrom": "2024-03-11", "baseSalary": None}, {"validFrom": "2025-04-01", "baseSalary": None},
    ]},
}  # fmt: skip


def test_what_happened_is_told_newest_first():
    assert [(event.on, event.what, event.more) for event in events(PERSON, "en", str)] == [
        ("2026-02-01", "Left", "Voluntary · 搬家"),
        ("2026-01-01", "Gave notice", ""),
        ("2025-04-01", "Pay changed", "amount masked by policy"),
        ("2025-01-01", "Moved", "城西店"),
        ("2024-06-11", "Completed probation", ""),
        ("2024-03-11", "Joined", "Full-time"),
    ]


def test_nothing_to_see_is_nothing():
    assert events({}, "zh", str) == []
