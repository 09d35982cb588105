"""A small organization with every kind of row, written through the models, for tests of the read engine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from policies import Policy, load
from server.kernel.context import Context, Grant, Principal
from server.people import models as m
from server.store.models import PersonKey
from server.store.store import Store

NOW = datetime(2025, 6, 30, 8, 0, tzinfo=UTC)
TODAY = date(2025, 6, 30)
PAST = datetime(2024, 1, 1, tzinfo=UTC)
POLICY: Policy = load()

PEOPLE = (
    # code, name, pinyin, initials, department, manager, hired, confirmed, left, pay
    ("E1", "王芳", "wangfang", "wf", "D1", None, date(2020, 1, 6), date(2020, 4, 6), None, "20000.00"),
    ("E2", "李娜", "lina", "ln", "D2", "E1", date(2021, 3, 1), date(2021, 6, 1), None, "15000.00"),
    ("E3", "陈佳", "chenjia", "cj", "D2", None, date(2024, 2, 5), date(2024, 5, 5), None, "9000.50"),
    ("E4", "赵磊", "zhaolei", "zl", "D3", None, date(2025, 5, 12), None, None, "8000.00"),
    (
        "E5",
        "孙宁",
        "sunning",
        "sn",
        "D3",
        "E2",
        date(2023, 7, 3),
        date(2023, 10, 3),
        date(2025, 3, 31),
        "8800.00",
    ),
    ("E6", "周明", "zhouming", "zm", "D4", None, date(2022, 9, 1), date(2022, 12, 1), None, "12000.00"),
)
TREE = (
    ("D1", None, "E1", "COMPANY"),
    ("D2", "D1", "E2", "DEPARTMENT"),
    ("D3", "D2", None, "TEAM"),
    ("D4", "D1", "E6", "STORE"),
)


def uid(code: str) -> str:
    """Return a fixed id for a code, in the order of the codes."""
    return f"01900000-0000-7000-8000-{int(code[1:]):08d}{ord(code[0]):04d}"


def row(code: str) -> dict[str, Any]:
    return {"id": uid(code), "created_at": PAST, "updated_at": PAST, "created_by": None}


def fact(since: date, until: date | None = None, known: datetime = PAST) -> dict[str, Any]:
    return {
        "valid_from": since,
        "valid_to": until,
        "recorded_at": known,
        "created_at": PAST,
        "updated_at": PAST,
        "created_by": None,
    }


async def plant(store: Store) -> None:
    await store.write(lambda: _plant(store))


async def _plant(store: Store) -> None:
    for code, name, pinyin, initials, _, _, _, _, _, _ in PEOPLE:
        await _person(store, code, name, pinyin, initials)
    for code, parent, head, kind in TREE:
        above, manager = parent and uid(parent), head and uid(head)
        await m.Department.create(
            **row(code), code=code, name=f"部门{code}", kind=kind, parent_id=above, manager_id=manager
        )
        await m.DepartmentVersion.create(
            **fact(date(2019, 1, 1)),
            department_id=uid(code),
            name=f"旧{code}",
            kind=kind,
            parent_id=above,
            manager_id=manager,
        )
    await m.Position.create(**row("P1"), code="P1", name="客服专员", family="service", grade=2, is_core=True)
    await m.Location.create(**row("L1"), code="L1", name="城西门店", city="上海")
    for person in PEOPLE:
        await _facts(store, *person)
    for month in ("2025-04", "2025-05"):
        await m.Attendance.create(
            **(row("A1") | {"id": uid(f"A{int(month[-1])}")}),
            employee_id=uid("E3"),
            month=month,
            worked_hours=16050,
            overtime_hours=50,
            late_count=1,
        )


async def _person(store: Store, code: str, name: str, pinyin: str, initials: str) -> None:
    wrapped = store.vault.new_person_key()
    await PersonKey.create(person_id=uid(code), wrapped=wrapped)
    clear = {
        "phone": f"1380000{int(code[1:]):04d}",
        "email": f"{code.lower()}@example.com",
        "id_number": f"99999919900101{int(code[1:]):04d}",
    }
    sealed: dict[str, Any] = {
        k: store.vault.seal(wrapped, f"employee.{k}|{uid(code)}", v) for k, v in clear.items()
    }
    hashed: dict[str, Any] = {f"{k}_hash": store.vault.blind(f"employee.{k}", v) for k, v in clear.items()}
    await m.Employee.create(
        **row(code), code=code, name=name, name_pinyin=pinyin, name_initials=initials, **sealed, **hashed
    )


async def _facts(
    store: Store,
    code: str,
    name: str,
    pinyin: str,
    initials: str,
    department: str,
    manager: str | None,
    hired: date,
    confirmed: date | None,
    left: date | None,
    pay: str,
) -> None:
    del name, pinyin, initials
    key = (await PersonKey.get(person_id=uid(code))).wrapped
    number = int(code[1:])
    await m.Employment.create(
        **fact(hired),
        id=uid(f"M{number}"),
        employee_id=uid(code),
        is_initial=True,
        type="FULL_TIME",
        hired_on=hired,
        confirmed_on=confirmed,
        left_on=left,
        leave_kind="VOLUNTARY" if left else None,
    )
    moved = code == "E3"
    first = "D4" if moved else department
    until = date(2025, 1, 1) if moved else None
    await m.Assignment.create(
        **fact(hired, until),
        id=uid(f"G{number}"),
        employee_id=uid(code),
        is_initial=True,
        department_id=uid(first),
        position_id=uid("P1"),
        location_id=uid("L1"),
        manager_id=manager and uid(manager),
    )
    if moved:
        await m.Assignment.create(
            **fact(date(2025, 1, 1), known=datetime(2025, 2, 1, tzinfo=UTC)),
            id=uid("G33"),
            employee_id=uid(code),
            department_id=uid(department),
            position_id=None,
            location_id=None,
        )
    place = uid(f"C{number}")
    sealed = store.vault.seal(key, f"compensation.base_salary|{place}", pay)
    await m.Compensation.create(
        **fact(hired), id=place, employee_id=uid(code), is_initial=True, base_salary=sealed
    )


@dataclass(frozen=True)
class Caller:
    """Somebody who asks: a role, the person behind it, and the departments of the role's team."""

    role: str
    person: str | None = None
    team: tuple[str, ...] = ()

    def principal(self) -> Principal:
        grants = [Grant(self.role, tuple(uid(each) for each in self.team))]
        if self.person and self.role != "employee":
            grants.append(Grant("employee"))
        return Principal(
            f"account-{self.role}", self.role, self.role, self.person and uid(self.person), tuple(grants)
        )


CALLERS = {
    "hr_manager": Caller("hr_manager", "E1"),
    "hr_specialist": Caller("hr_specialist", "E6", ("D4",)),
    "payroll_specialist": Caller("payroll_specialist", "E6"),
    "performance_specialist": Caller("performance_specialist", "E6"),
    "department_manager": Caller("department_manager", "E2", ("D2", "D3")),
    "general_manager": Caller("general_manager", "E1"),
    "employee": Caller("employee", "E3"),
    "auditor": Caller("auditor"),
    "administrator": Caller("administrator"),
}


def context(store: Store, caller: str | Principal) -> Context:
    who = CALLERS[caller].principal() if isinstance(caller, str) else caller
    return Context(who, NOW, TODAY, POLICY, store, "zh", "r-test")
