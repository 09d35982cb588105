"""Standings are read for many at once, for the position of today, and of those in use where they are asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.talent import competency_operations as op
from server.talent.competency_reading import codes_in_use, standings_of
from server.talent.models import AssessmentSource
from tests.people.town import rows
from tests.plan.world import context, uid

TEXTS = ["看得见", "做得到", "做得好", "带得动", "教得会"]


@pytest.fixture
async def hr(town):
    """P1 asks for CALM from 1 July on and for TALK from 1 June on."""
    ctx = context(town, "hr_manager")
    for code in ("TALK", "CALM"):
        await op.save_competency(ctx, code=code, name="胜任力", anchors=TEXTS)
    for day, codes in ((date(2025, 6, 1), ("TALK",)), (date(2025, 7, 1), ("TALK", "CALM"))):
        lines = [op.ProfileLine(code, 3) for code in codes]
        await op.set_competency_profile(ctx, position_code="P1", lines=lines, effective_on=day)
    return ctx


async def codes(ctx, person="E4", **more):
    return [one.competency.code for one in (await standings_of(ctx, [uid(person)], **more))[uid(person)]]


async def test_what_is_asked_later_is_not_asked_today(hr):
    assert await codes(hr) == ["TALK"]


async def test_only_what_is_wanted_is_told_and_nobody_is_left_out(hr):
    assert await codes(hr, only=["CALM"]) == []
    found = await standings_of(hr, [uid(f"E{number}") for number in range(1, 7)])
    assert len(found) == 6


async def test_a_retired_one_is_not_in_use(hr, town):
    await op.assess_competency(
        context(town, "department_manager"), employee_code="E4", competency_code="TALK", level=Decimal(3),
        source=AssessmentSource.EXAM, evidence="实操考核",
    )  # fmt: skip
    ((row_id,),) = await rows(town, "select id from competency where code='TALK'")
    assert await codes_in_use(hr) == {"CALM", "TALK"}

    await op.retire_competency(hr, id=row_id)

    assert await codes_in_use(hr) == {"CALM"}
    (line,) = (await standings_of(hr, [uid("E4")]))[uid("E4")]
    assert (line.competency.is_retired, line.standing.required) == (True, None)
