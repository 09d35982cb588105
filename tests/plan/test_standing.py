"""How a row stands to a caller, told by the conditions that reads use."""

from __future__ import annotations

import pytest

from server.plan.standing import standing
from tests.plan.harness import Bench
from tests.plan.world import uid

CASES: tuple[tuple[str, str, str, list[tuple[str, str]]], ...] = (
    ("hr_manager", "Employee", "E1", [("hr_manager", "org"), ("hr_manager", "self"), ("employee", "self")]),
    ("hr_manager", "Employee", "E2", [("hr_manager", "org")]),
    ("department_manager", "Employee", "E3", [("department_manager", "team")]),
    ("department_manager", "Employee", "E1", []),
    ("department_manager", "Attendance", "A4", [("department_manager", "team")]),
    ("employee", "Attendance", "A4", [("employee", "self")]),
    ("employee", "Department", "D1", [("employee", "org")]),
    ("administrator", "Employee", "E1", []),
    ("hr_manager", "Employee", "E9", []),
    ("hr_manager", "Unknown", "E1", []),
)


@pytest.mark.parametrize(("who", "type_name", "code", "expected"), CASES)
async def test_the_relations_of_a_row(
    planted: Bench, who: str, type_name: str, code: str, expected: list[tuple[str, str]]
):
    found = await standing(planted.engine, planted.context(who), type_name=type_name, row_id=uid(code))

    assert set(found) == set(expected)
