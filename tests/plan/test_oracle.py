"""Every value of every person, as each role and each pair of roles sees it, is what an independent model predicts."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from itertools import combinations
from typing import Any

from server.kernel.context import Grant, Principal
from tests.plan import oracle
from tests.plan.harness import ALIAS, Bench
from tests.plan.world import CALLERS, PEOPLE, Caller, uid

QUERY = """{ employees { totalCount nodes {
  id version code name phone email idNumber hiredOn leftOn leaveKind status employmentType leaveReason baseSalary currency fte
  department { code } assignments { totalCount } compensations { nodes { baseSalary currency } }
  attendance(orderBy: [{month: ASC}]) { nodes { month workedHours overtimeHours lateCount } }
  manager { id version code name phone email idNumber hiredOn status baseSalary department { code } }
} } }"""
MANAGER = {"E2": "E1", "E3": "E2", "E4": "E2", "E5": "E2", "E6": "E1"}
STATUS = {"E4": "PROBATION", "E5": "LEFT"}
DEPARTMENT = {person[0]: person[4] for person in PEOPLE}
TEAM = {"hr_specialist": ("D4",), "department_manager": ("D2", "D3")}


def callers() -> list[tuple[str, Caller, tuple[Grant, ...]]]:
    alone = [(role, caller, caller.principal().grants) for role, caller in CALLERS.items()]
    pairs = []
    for one, other in combinations(CALLERS, 2):
        grants = tuple(dict.fromkeys(CALLERS[one].principal().grants + CALLERS[other].principal().grants))
        pairs.append((f"{one} + {other}", CALLERS[one], grants))
    return alone + pairs


def truth(code: str) -> dict[str, Any]:
    person = next(each for each in PEOPLE if each[0] == code)
    number, pay = int(code[1:]), {"baseSalary": person[9], "currency": "CNY"}
    months = [
        {"month": month, "workedHours": "160.50", "overtimeHours": "0.50", "lateCount": 1}
        for month in (("2025-04", "2025-05") if code == "E3" else ())
    ]
    return {
        "id": uid(code), "version": 1, "code": code, "name": person[1], "phone": f"1380000{number:04d}",
        "email": f"{code.lower()}@example.com", "idNumber": f"99999919900101{number:04d}",
        "hiredOn": person[6].isoformat(), "leftOn": person[8] and person[8].isoformat(),
        "leaveKind": "VOLUNTARY" if person[8] else None, "status": STATUS.get(code, "ACTIVE"),
        "employmentType": "FULL_TIME", "leaveReason": None, **pay, "fte": "1.00",
        "department": {"code": person[4]}, "assignments": {"totalCount": 2 if code == "E3" else 1},
        "compensations": {"nodes": [pay]}, "attendance": {"nodes": months},
    }  # fmt: skip


class Model:
    """Predicts the answer for one caller."""

    def __init__(self, me: str | None, grants: tuple[Grant, ...]) -> None:
        self.me = me
        self.grants = [(grant.role, TEAM.get(grant.role, ())) for grant in grants]

    def sees(self, code: str) -> bool:
        return oracle.views(self.grants, self.me, code, DEPARTMENT[code]) is not None

    def may(self, code: str, field: str) -> str:
        return oracle.may(self.grants, self.me, code, DEPARTMENT[code], field)

    def person(self, code: str) -> dict[str, Any]:
        found = {field: self.field(code, field, value) for field, value in truth(code).items()}
        return found | {"manager": self.manager(code)}

    def field(self, code: str, field: str, value: Any) -> Any:
        view = self.may(code, field)
        if field == "department":
            inside = any(role != "administrator" for role, _ in self.grants)
            return value if view and inside else None
        if field == "attendance" and view:
            return {"nodes": [{k: self.hour(code, k, v) for k, v in row.items()} for row in value["nodes"]]}
        return oracle.show(view, value) if isinstance(value, str) else value if view else None

    def hour(self, code: str, field: str, value: Any) -> Any:
        return value if field == "month" or self.may(code, field) else None

    def manager(self, code: str) -> dict[str, Any] | None:
        head = MANAGER.get(code)
        is_lead = code == self.me and any(role == "employee" for role, _ in self.grants)
        if not head or not self.may(code, "hiredOn") or not (is_lead or self.sees(head)):
            return None
        known = truth(head) if self.sees(head) else {}
        asked = (
            "id",
            "version",
            "code",
            "name",
            "phone",
            "email",
            "idNumber",
            "hiredOn",
            "status",
            "baseSalary",
            "department",
        )
        found = {field: self.field(head, field, known[field]) if known else None for field in asked}
        lead = {field: truth(head)[field] for field in ("id", "code", "name")} if is_lead else {}
        return found | lead


def unnamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: unnamed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [unnamed(item) for item in value]
    return "alias" if isinstance(value, str) and ALIAS.match(value) else value


async def test_every_value_is_what_the_model_predicts(planted: Bench):
    for title, caller, grants in callers():
        mine = caller.person and uid(caller.person)
        found = await planted.data(Principal("x", title, title, mine, grants), QUERY)

        model = Model(caller.person, grants)
        expected = [model.person(person[0]) for person in PEOPLE if model.sees(person[0])]

        assert unnamed(found["employees"]["nodes"]) == expected, title
        assert found["employees"]["totalCount"] == len(expected), title
