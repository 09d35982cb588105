"""The two clocks: what held on a day, and what was known at an instant."""

# ruff: noqa: E501 (a document reads best in one line)

from __future__ import annotations

from datetime import UTC, date, datetime

from server.people import models as m
from tests.plan.harness import Bench, write
from tests.plan.world import PAST, fact, row, uid


async def test_a_future_hire_shows_by_default_and_not_as_of_a_day_before(planted: Bench):
    since = date(2025, 9, 1)
    await write(
        planted.store,
        m.Employee(**row("F1"), code="F1", name="新人"),
        m.Employment(**fact(since), employee_id=uid("F1"), is_initial=True, type="FULL_TIME", hired_on=since),
        m.Assignment(**fact(since), employee_id=uid("F1"), is_initial=True, department_id=uid("D2")),
    )
    source = 'query($d: Date) { employee(code: "F1", asOf: $d) { status hiredOn department { code } } }'

    shown = {"employee": {"status": "PROBATION", "hiredOn": "2025-09-01", "department": {"code": "D2"}}}
    assert await planted.data("hr_manager", source) == shown
    assert await planted.data("hr_manager", source, {"d": "2025-06-30"}) == {"employee": None}
    assert await planted.data("hr_manager", source, {"d": "2025-09-01"}) == shown
    assert await planted.data("department_manager", source) == shown


async def test_a_rehire_shows_the_stay_of_the_day(planted: Bench):
    await planted.store.write(
        lambda: m.Employment.filter(employee_id=uid("E5")).update(valid_to=date(2025, 6, 1))
    )
    again = date(2025, 6, 1)
    await write(
        planted.store,
        m.Employment(**fact(again), id=uid("M50"), employee_id=uid("E5"), type="PART_TIME", hired_on=again),
    )
    source = 'query($d: Date) { employee(code: "E5", asOf: $d) { status hiredOn leftOn employmentType employments { nodes { hiredOn } } } }'

    assert await planted.data("hr_manager", source) == {
        "employee": {
            "status": "PROBATION",
            "hiredOn": "2025-06-01",
            "leftOn": None,
            "employmentType": "PART_TIME",
            "employments": {"nodes": [{"hiredOn": "2025-06-01"}, {"hiredOn": "2023-07-03"}]},
        }
    }
    assert await planted.data("hr_manager", source, {"d": "2025-05-31"}) == {
        "employee": {
            "status": "LEFT",
            "hiredOn": "2023-07-03",
            "leftOn": "2025-03-31",
            "employmentType": "FULL_TIME",
            "employments": {"nodes": [{"hiredOn": "2023-07-03"}]},
        }
    }
    assert (await planted.data("hr_manager", source, {"d": "2025-03-31"}))["employee"]["status"] == "ACTIVE"


async def test_what_was_not_yet_known_is_not_used(planted: Bench):
    known = datetime(2025, 2, 1, tzinfo=UTC)
    await planted.store.write(lambda: m.Assignment.filter(id=uid("G3")).update(superseded_at=known))
    await write(
        planted.store,
        m.Assignment(
            **fact(date(2024, 2, 5), known=PAST) | {"superseded_at": known},
            id=uid("G31"),
            employee_id=uid("E3"),
            is_initial=False,
            is_primary=False,
            department_id=uid("D4"),
        ),
        m.Assignment(
            **fact(date(2024, 2, 5), date(2025, 1, 1), known=known),
            id=uid("G32"),
            employee_id=uid("E3"),
            is_initial=True,
            department_id=uid("D4"),
        ),
    )
    source = 'query($k: DateTime, $d: Date) { employee(code: "E3", asOf: $d, asKnownAt: $k) { department { code } assignments { totalCount } } }'

    async def at(**given: str) -> tuple[str, int]:
        found = (await planted.data("hr_manager", source, given))["employee"]
        return found["department"]["code"], found["assignments"]["totalCount"]

    assert await at() == ("D2", 2)
    assert await at(d="2024-12-31") == ("D4", 1)
    assert await at(d="2024-12-31", k="2025-01-15T00:00:00Z") == ("D4", 2)


async def test_a_department_is_read_as_it_then_was(planted: Bench):
    source = '{ departments(asOf: "2020-01-01", orderBy: [{name: DESC}], first: 1) { nodes { code name kind } } departments2: departments(asKnownAt: "2024-06-01T00:00:00Z") { nodes { name } totalCount } }'

    found = await planted.data("hr_manager", source)

    assert found["departments"]["nodes"] == [{"code": "D4", "name": "旧D4", "kind": "STORE"}]
    assert found["departments2"] == {"nodes": [{"name": f"旧D{n}"} for n in range(1, 5)], "totalCount": 4}


async def test_one_s_manager_then_is_the_head_the_department_then_had(planted: Bench):
    await planted.store.write(lambda: m.Department.filter(id=uid("D2")).update(manager_id=uid("E6")))
    source = 'query($d: Date) { employee(code: "E3", asOf: $d) { manager { code } } employees(asOf: $d, where: {manager: {code: {eq: "E6"}}}) { nodes { code } } }'

    assert await planted.data("hr_manager", source) == {
        "employee": {"manager": {"code": "E6"}},
        "employees": {"nodes": [{"code": "E3"}, {"code": "E4"}]},
    }
    assert await planted.data("hr_manager", source, {"d": "2025-06-01"}) == {
        "employee": {"manager": {"code": "E2"}},
        "employees": {"nodes": []},
    }
