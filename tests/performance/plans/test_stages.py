"""Stages follow each other without gap or overlap, by department; families are kept by their code."""

from __future__ import annotations

from datetime import date

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput
from server.performance.plans.operations import stages
from server.performance.plans.reading import stage_days
from server.performance.plans.reading import stages as every_stage
from tests.people.town import one, rows
from tests.plan.world import context, uid

LINE = "select code,valid_from,valid_to from transformation_stage where department_id is null order by valid_from"


async def test_a_stage_ends_the_one_before_and_lasts_until_the_next(hr, town):
    await stages.set_transformation_stage(hr, code="early", valid_from=date(2025, 1, 1))
    await stages.set_transformation_stage(hr, code="LATE", valid_from=date(2026, 1, 1))
    middle = await stages.set_transformation_stage(
        hr, code="MID", valid_from=date(2025, 5, 16), name="攻坚期"
    )

    assert await rows(town, LINE) == [
        ("EARLY", "2025-01-01", "2025-05-16"),
        ("MID", "2025-05-16", "2026-01-01"),
        ("LATE", "2026-01-01", None),
    ]
    assert await one(town, f"select name from transformation_stage where id='{middle}'") == "攻坚期"

    same = await stages.set_transformation_stage(
        hr, code="OWN", valid_from=date(2025, 5, 16), name="自定", version=1
    )
    assert same == middle
    with pytest.raises(Conflict):
        await stages.set_transformation_stage(hr, code="MID", valid_from=date(2025, 5, 16), version=1)

    await stages.remove_transformation_stage(hr, id=middle)
    assert await rows(town, LINE) == [
        ("EARLY", "2025-01-01", "2026-01-01"),
        ("LATE", "2026-01-01", None),
    ]


async def test_a_department_with_stages_of_its_own_goes_first(hr, town):
    await stages.set_transformation_stage(hr, code="EARLY", valid_from=date(2025, 1, 1))
    await stages.set_transformation_stage(
        hr, code="MID", valid_from=date(2025, 2, 15), department_id=uid("D2")
    )

    known = await town.write(every_stage)

    quarter = (date(2025, 1, 1), date(2025, 3, 31))
    assert stage_days(known, [uid("D3"), uid("D2"), uid("D1")], *quarter) == ((None, 45), ("MID", 45))
    assert stage_days(known, [uid("D4"), uid("D1")], *quarter) == (("EARLY", 90),)


async def test_a_stage_of_ones_own_needs_a_name(hr):
    with pytest.raises(InvalidInput):
        await stages.set_transformation_stage(hr, code="OWN", valid_from=date(2025, 1, 1))


async def test_a_family_is_added_and_changed(hr, town):
    made = await stages.save_role_family(hr, code="Clinical", name="临床", is_front_line=True)
    await stages.save_role_family(hr, code="clinical", name_en="Clinical", version=1)

    found = await rows(town, f"select code,name,name_en,version from role_family where id='{made}'")
    assert found == [("clinical", "临床", "Clinical", "2")]
    with pytest.raises(Conflict):
        await stages.save_role_family(hr, code="clinical", name="别的", version=1)
    with pytest.raises(InvalidInput):
        await stages.save_role_family(hr, code="临床", name="临床")


async def test_others_set_no_stages(town):
    for role in ("employee", "department_manager", "auditor"):
        with pytest.raises(Denied):
            await stages.set_transformation_stage(
                context(town, role), code="MID", valid_from=date(2025, 1, 1)
            )

    assert await one(town, "select count(*) from transformation_stage") == 0
