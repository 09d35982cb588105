"""Keeping competencies and profiles and assessing people: kept, dated, guarded by version, refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.talent import competency_operations as op
from server.talent.competency_operations import ProfileLine
from server.talent.competency_reading import standings_of
from server.talent.models import AssessmentSource
from tests.people.town import refused, rows
from tests.plan.world import context, uid

TEXTS = ["看得见", "做得到", "做得好", "带得动", "教得会"]
MANAGER, EXAM = AssessmentSource.MANAGER, AssessmentSource.EXAM
REQUIRED = (
    "select c.code,r.level,r.valid_from,r.valid_to from competency_requirement r "
    "join competency c on c.id=r.competency_id where r.superseded_at is null order by c.code,r.valid_from"
)


@pytest.fixture
async def skilled(town):
    """Two competencies; E4 stands on P1."""
    ctx = context(town, "hr_manager")
    for code in ("TALK", "CALM"):
        await op.save_competency(ctx, code=code, name="胜任力", anchors=TEXTS)
    return town


async def profile(store, lines, version=None, day=date(2025, 6, 1)):
    return await op.set_competency_profile(
        context(store, "hr_manager"), position_code="P1", version=version, effective_on=day,
        lines=[ProfileLine(code, level) for code, level in lines.items()],
    )  # fmt: skip


async def assess(store, person="E4", role="department_manager", level="2.5", source=MANAGER, **more):
    given = {"competency_code": "TALK", "evidence": "旁听三次通话", **more}
    return await op.assess_competency(
        context(store, role), employee_code=person, level=Decimal(level), source=source, **given
    )


async def standing(store, person="E4"):
    found = await standings_of(context(store, "hr_manager"), [uid(person)])
    return [(one.competency.code, one.standing.required, one.standing.gap) for one in found[uid(person)]]


async def test_a_gap_follows_profile_and_assessment(skilled):
    await profile(skilled, {"TALK": 4, "CALM": 3}, version=0)
    await assess(skilled)

    assert await standing(skilled) == [("CALM", 3, None), ("TALK", 4, 150)]
    await assess(skilled, level="4", source=EXAM)
    assert (await standing(skilled))[1] == ("TALK", 4, 0)


async def test_a_profile_is_dated_and_guarded_by_its_version(skilled):
    await profile(skilled, {"TALK": 3, "CALM": 2}, version=0)
    await profile(skilled, {"TALK": 4, "CALM": 2}, version=1, day=date(2025, 7, 1))

    assert await rows(skilled, REQUIRED) == [
        ("CALM", "2", "2025-06-01", None),
        ("TALK", "3", "2025-06-01", "2025-07-01"),
        ("TALK", "4", "2025-07-01", None),
    ]
    await refused(skilled, lambda: profile(skilled, {"TALK": 1}, version=1), Conflict)


@pytest.mark.parametrize("lines", [[("X", 1)], [("TALK", 6)], [("TALK", 0)], [("TALK", 1), ("talk", 2)]])
async def test_a_profile_that_makes_no_sense_is_refused(skilled, lines):
    ctx, asked = context(skilled, "hr_manager"), [ProfileLine(*line) for line in lines]

    trouble = await refused(
        skilled, lambda: op.set_competency_profile(ctx, position_code="P1", lines=asked), InvalidInput
    )

    assert trouble.path == ("input", "lines")


async def test_a_second_assessment_of_the_day_takes_the_place_of_the_first(skilled):
    first = await assess(skilled)
    second = await assess(skilled, level="3")

    kept = await rows(skilled, "select id,level from competency_assessment where superseded_at is null")
    assert kept == [(second, "300")]
    assert len(await rows(skilled, "select id from competency_assessment")) == 2
    ctx = context(skilled, "department_manager")
    await refused(skilled, lambda: op.withdraw_assessment(ctx, id=first, reason="记错了"), NotFound)


async def test_nobody_assesses_themselves_nor_a_person_of_another_unit(skilled):
    await refused(skilled, lambda: assess(skilled, person="E2"), Denied)
    await refused(skilled, lambda: assess(skilled, person="E1", role="hr_manager"), Denied)
    await refused(skilled, lambda: assess(skilled, person="E6"), NotFound)
    await refused(skilled, lambda: assess(skilled, role="hr_specialist"), Denied)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"level": "0.9"}, "level"),
        ({"level": "5.01"}, "level"),
        ({"level": "2.555"}, "level"),
        ({"evidence": " 无 "}, "evidence"),
        ({"competency_code": "NONE"}, "competencyCode"),
        ({"assessed_on": date(2025, 7, 1)}, "assessedOn"),
        ({"assessed_on": date(2024, 1, 1)}, "assessedOn"),
    ],
)
async def test_an_assessment_that_makes_no_sense_is_refused(skilled, given, field):
    trouble = await refused(skilled, lambda: assess(skilled, **given), InvalidInput)

    assert trouble.path == ("input", field)


async def test_what_is_taken_back_lets_the_one_before_count_again(skilled):
    await profile(skilled, {"TALK": 4})
    await assess(skilled, assessed_on=date(2025, 6, 2))
    wrong = await assess(skilled, level="4.5")

    await op.withdraw_assessment(context(skilled, "department_manager"), id=wrong, reason="记错了人")

    assert await standing(skilled) == [("TALK", 4, 150)]


async def test_a_retired_competency_is_asked_of_nobody_and_stays_readable(skilled):
    ctx = context(skilled, "hr_manager")
    await profile(skilled, {"TALK": 4, "CALM": 3})
    await assess(skilled)
    ((row_id,),) = await rows(skilled, "select id from competency where code='TALK'")

    await op.retire_competency(ctx, id=row_id)

    assert await standing(skilled) == [("CALM", 3, None), ("TALK", None, None)]
    await refused(skilled, lambda: op.retire_competency(ctx, id=row_id), InvalidState)
    await refused(skilled, lambda: assess(skilled), InvalidInput)
    await op.save_competency(ctx, code="TALK", name="沟通", anchors=TEXTS)
    assert (await standing(skilled))[1] == ("TALK", 4, 150)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"code": "9X"}, "code"), ({"name": "一"}, "name"), ({"anchors": TEXTS[:4]}, "anchors")],
)
async def test_a_competency_that_makes_no_sense_is_refused(skilled, given, field):
    whole = {"code": "DATA", "name": "用数据", "anchors": TEXTS, **given}

    trouble = await refused(
        skilled, lambda: op.save_competency(context(skilled, "hr_manager"), **whole), InvalidInput
    )

    assert trouble.path == ("input", field)
