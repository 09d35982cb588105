"""An independent model of who sees what of the planted people: one table, no code of the server."""

from __future__ import annotations

from collections.abc import Iterable

OPEN = "plain"
CLASSES = {
    "key": ("id", "version"),
    "code": ("code",),
    "name": ("name",),
    "roster": (
        "hiredOn",
        "leftOn",
        "leaveKind",
        "status",
        "employmentType",
        "fte",
        "department",
        "assignments",
    ),
    "exit": ("leaveReason",),
    "phone": ("phone",),
    "email": ("email",),
    "identity": ("idNumber",),
    "pay": ("baseSalary", "currency", "compensations"),
    "payable": ("attendance",),
    "attendance": ("workedHours", "overtimeHours", "lateCount"),
}
CLASS_OF = {field: name for name, fields in CLASSES.items() for field in fields}
ROSTER = dict.fromkeys(("key", "code", "name", "roster"), OPEN)
TIMES = dict.fromkeys(("payable", "attendance"), OPEN)
CONTACT = {"phone": "phone", "email": "email"}
MASKED_ID = {"identity": "idcard"}
TABLE: dict[str, tuple[str, dict[str, str]]] = {
    "employee": ("self", dict.fromkeys(CLASSES, OPEN)),
    "hr_manager": ("org", dict.fromkeys(CLASSES, OPEN) | MASKED_ID),
    "hr_specialist": ("team", ROSTER | TIMES | CONTACT | MASKED_ID | {"exit": OPEN}),
    "payroll_specialist": (
        "org",
        dict.fromkeys(("key", "code", "name", "pay", "payable"), OPEN) | CONTACT | MASKED_ID,
    ),
    "performance_specialist": ("org", ROSTER),
    "department_manager": ("team", ROSTER | TIMES | CONTACT),
    "auditor": ("org", {"key": OPEN, "name": "alias"}),
    "general_manager": ("none", {}),
    "administrator": ("none", {}),
}
LEAD = ("key", "code", "name")
Grants = Iterable[tuple[str, tuple[str, ...]]]


def holds(relation: str, team: tuple[str, ...], me: str | None, person: str, department: str) -> bool:
    return {"org": True, "self": person == me, "team": department in team}.get(relation, False)


def views(grants: Grants, me: str | None, person: str, department: str) -> dict[str, str] | None:
    """Return how each class of a person shows, or None when the person is out of sight; roles unite."""
    found = [TABLE[role][1] for role, team in grants if holds(TABLE[role][0], team, me, person, department)]
    if not found:
        return None
    return {name: best([table.get(name, "") for table in found]) for name in CLASSES}


def best(shown: list[str]) -> str:
    return OPEN if OPEN in shown else max(shown)


def may(grants: Grants, me: str | None, person: str, department: str, field: str) -> str:
    """Return `plain`, a mask, or "" for nothing."""
    return (views(grants, me, person, department) or {}).get(CLASS_OF[field], "")


def show(view: str, value: str | None) -> str | None:
    """Return a value as a view shows it."""
    if value is None or view in ("", OPEN):
        return value if view else None
    head, _, domain = value.partition("@")
    return {
        "phone": f"{value[:3]}****{value[-4:]}",
        "idcard": f"{value[:3]}{'*' * (len(value) - 7)}{value[-4:]}",
        "email": f"{head[0]}***@{domain}",
        "alias": "alias",
    }[view]
