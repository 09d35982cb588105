"""What makes somebody's team."""

from __future__ import annotations

import pytest

from server.people.queries import team_of
from tests.plan.world import TODAY, uid


@pytest.mark.parametrize(
    ("role", "person", "granted", "team"),
    [
        ("department_manager", "E2", (), ("D2", "D3")),
        ("department_manager", "E2", ("D4",), ("D4", "D2", "D3")),
        ("department_manager", "E3", (), ()),
        ("hr_specialist", "E6", (), ("D4",)),
        ("hr_specialist", "E3", (), ("D2", "D3")),
        ("hr_specialist", "E6", ("D2",), ("D2", "D3")),
        ("hr_specialist", None, (), ()),
        ("payroll_specialist", "E2", (), ()),
        ("employee", "E2", (), ()),
    ],
)
async def test_a_team_is_what_one_heads_or_is_granted_with_everything_beneath(
    town, role, person, granted, team
):
    async with town.reads.snapshot() as snapshot:
        found = await team_of(
            snapshot,
            employee_id=person and uid(person),
            role=role,
            department_ids=[uid(each) for each in granted],
            today=TODAY,
            dialect=town.dialect,
        )

    assert found == tuple(uid(each) for each in team)
