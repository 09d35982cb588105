"""Norm and actual as a department answers them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schema.staffing import StaffingState, state_of
from tests.schema.world import planted

ASKED = """{ departments(orderBy: [{code: ASC}]) { nodes { code
  staffing(on: "2025-06-30") { ownNorm norm gap state actual { value } } } } }"""
SET = """mutation Set($input: SetStaffingNormInput!) { setStaffingNorm(input: $input) { code } }"""


@pytest.mark.parametrize(
    ("norm", "gap", "state"),
    [
        (None, None, StaffingState.NO_NORM),
        (Decimal(3), None, StaffingState.HIDDEN),
        (Decimal(3), Decimal(1), StaffingState.SHORT),
        (Decimal(3), Decimal(0), StaffingState.FULL),
        (Decimal(3), Decimal(-1), StaffingState.OVER),
    ],
)
def test_staffing_says_how_it_stands(norm, gap, state):
    assert state_of(norm, gap) == state


async def test_a_department_holds_its_norm_against_who_is_there(store):
    world = await planted(store)
    # D2 and D3 beneath it hold E2, E3 and E4: 3 of 4 posts; D4 holds E6 for 1 post
    for code, fte in (("D2", "4"), ("D4", "1")):
        given = {"input": {"departmentCode": code, "fte": fte, "effectiveOn": "2025-01-01"}}
        assert (await world.ask("hr_manager", SET, given))["codes"] == []

    found = {
        row["code"]: row["staffing"]
        for row in (await world.ask("hr_manager", ASKED))["data"]["departments"]["nodes"]
    }

    assert found["D1"] == {
        "ownNorm": None,
        "norm": "5",
        "gap": "0",
        "state": "FULL",
        "actual": {"value": "5"},
    }
    assert found["D2"] == {
        "ownNorm": "4",
        "norm": "4",
        "gap": "1",
        "state": "SHORT",
        "actual": {"value": "3"},
    }
    assert found["D3"]["state"] == "NO_NORM"
    assert found["D4"]["state"] == "FULL"
    plain = (await world.ask("employee", ASKED))["data"]["departments"]["nodes"]
    assert [row["staffing"] for row in plain] == [None, None, None, None]
