"""A seeded organization of any size in the product's own tables, for benchmarks: same size, same rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

from tortoise.models import Model

from server.people import models as m
from server.store.models import PersonKey
from server.store.store import Store

TODAY = date(2025, 6, 30)
NOW = datetime(2025, 6, 30, 8, 0, tzinfo=UTC)
SURNAMES = (
    ("王", "wang"),
    ("李", "li"),
    ("张", "zhang"),
    ("刘", "liu"),
    ("陈", "chen"),
    ("杨", "yang"),
    ("黄", "huang"),
)
GIVEN = (
    ("伟", "wei"),
    ("芳", "fang"),
    ("娜", "na"),
    ("敏", "min"),
    ("静", "jing"),
    ("磊", "lei"),
    ("洋", "yang"),
    ("艳", "yan"),
)
DEPARTMENTS, POSITIONS, LOCATIONS, MONTHS = 60, 40, 100, 12
BATCH = 500
HR, HEAD, LED = 5, 7, 2
"""The HR manager, and the head of department 2, by number."""


def uid(kind: int, number: int) -> str:
    """Return a fixed id, in the order of creation."""
    return f"01900000-{kind:04x}-7000-8000-{number:012x}"


STAMP: dict[str, Any] = {"created_at": NOW, "updated_at": NOW, "created_by": None}


def fact(since: date) -> dict[str, Any]:
    return {**STAMP, "valid_from": since, "recorded_at": NOW}


async def fill(store: Store, people: int, seed: int = 20250630) -> None:
    """Write the organization in batches, each its own transaction."""
    rng = random.Random(seed)
    await store.write(organization)
    for start in range(1, people + 1, BATCH):
        numbers = range(start, min(start + BATCH, people + 1))
        rows = [row for number in numbers for row in person(store, rng, number)]
        await store.write(lambda rows=rows: save(rows), seconds=120)  # type: ignore[misc] # bound now, run now
    head, led = uid(16, HEAD), uid(1, LED)
    await store.write(lambda: m.Department.filter(id=led).update(manager_id=head))


async def organization() -> None:
    found = list(departments())
    await m.Department.bulk_create([m.Department(**STAMP, id=own, **values) for own, values in found])
    since = fact(date(2010, 1, 1))
    versions = [(own, {k: v for k, v in values.items() if k != "code"}) for own, values in found]
    await m.DepartmentVersion.bulk_create(
        [m.DepartmentVersion(**since, department_id=own, **values) for own, values in versions]
    )
    await m.Position.bulk_create(
        [
            m.Position(
                **STAMP,
                id=uid(2, n),
                code=f"P{n:03d}",
                name=f"岗位{n:03d}",
                family="service",
                grade=1 + n % 10,
            )
            for n in range(1, POSITIONS + 1)
        ]
    )
    await m.Location.bulk_create(
        [
            m.Location(**STAMP, id=uid(3, n), code=f"L{n:03d}", name=f"门店{n:03d}", city="上海")
            for n in range(1, LOCATIONS + 1)
        ]
    )


def departments() -> Iterator[tuple[str, dict[str, str | None]]]:
    for n in range(1, DEPARTMENTS + 1):
        parent = None if n == 1 else uid(1, 1 if n <= 10 else 2 + (n - 11) % 9)
        kind = "COMPANY" if n == 1 else "DEPARTMENT" if n <= 10 else "TEAM"
        yield uid(1, n), {"code": f"D{n:03d}", "name": f"部门{n:03d}", "kind": kind, "parent_id": parent}


def person(store: Store, rng: random.Random, n: int) -> Iterator[Model]:
    """Yield a person's rows: key, record, employment, assignments, pay, and a year of attendance."""
    (zh, latin), (given, spelled) = rng.choice(SURNAMES), rng.choice(GIVEN)
    me, wrapped = uid(16, n), store.vault.new_person_key()
    hired = TODAY - timedelta(days=rng.randrange(30, 365 * 6))
    left = hired + timedelta(days=rng.randrange(20, 2500))
    gone = left if left <= TODAY else None
    clear = {
        "phone": f"13{rng.randrange(10**9):09d}",
        "email": f"e{n:06d}@example.com",
        "id_number": f"999999{rng.randrange(10**12):012d}",
    }
    sealed = {k: store.vault.seal(wrapped, f"employee.{k}|{me}", v) for k, v in clear.items()}
    hashed = {f"{k}_hash": store.vault.blind(f"employee.{k}", v) for k, v in clear.items()}
    yield PersonKey(person_id=me, wrapped=wrapped)
    yield m.Employee(
        **STAMP,
        id=me,
        code=f"E{n:06d}",
        name=zh + given,
        name_pinyin=latin + spelled,
        name_initials=latin[0] + spelled[0],
        **sealed,
        **hashed,
    )
    yield m.Employment(
        **fact(hired),
        id=uid(17, n),
        employee_id=me,
        is_initial=True,
        type="FULL_TIME",
        hired_on=hired,
        confirmed_on=hired + timedelta(days=90),
        left_on=gone,
        leave_kind="VOLUNTARY" if gone else None,
    )
    moved = hired + timedelta(days=200) if rng.random() < 0.3 else None
    for number, (since, until) in enumerate(((hired, moved), (moved, None))):
        if since:
            yield m.Assignment(
                **fact(since),
                id=uid(18, n * 2 + number),
                employee_id=me,
                is_initial=number == 0,
                valid_to=until,
                department_id=uid(1, rng.randrange(2, DEPARTMENTS + 1)),
                position_id=uid(2, rng.randrange(1, POSITIONS + 1)),
                location_id=uid(3, rng.randrange(1, LOCATIONS + 1)),
                manager_id=uid(16, 1 + n // 12) if n > 1 else None,
            )
    pay = uid(19, n)
    amount = f"{rng.randrange(350_000, 3_000_000) / 100:.2f}"
    yield m.Compensation(
        **fact(hired),
        id=pay,
        employee_id=me,
        is_initial=True,
        base_salary=store.vault.seal(wrapped, f"compensation.base_salary|{pay}", amount),
    )
    for k in range(MONTHS):
        yield m.Attendance(
            **STAMP,
            id=uid(20, n * 100 + k),
            employee_id=me,
            month=f"{2024 + (6 + k) // 12}-{(6 + k) % 12 + 1:02d}",
            worked_hours=rng.randrange(12_000, 20_000),
            payable_hours=16_800,
            overtime_hours=rng.randrange(0, 6_000),
            late_count=rng.randrange(4),
        )


async def save(rows: list[Model]) -> None:
    for kind in (PersonKey, m.Employee, m.Employment, m.Assignment, m.Compensation, m.Attendance):
        await cast("type[Model]", kind).bulk_create([row for row in rows if isinstance(row, kind)])
