"""Samples of assessments lie around what positions ask, leave some out, and are the same again."""

from __future__ import annotations

from server.demo.skills import assess_people
from server.people.models import Position
from server.talent.competency_reading import standings_of
from tests.people.town import plant, rows
from tests.plan.world import context, uid

ALL = "select employee_id,competency_id,level,source,assessed_on from competency_assessment order by 1,2"
NAMED = "select code from industry_pack order by code"


async def test_people_whose_positions_ask_are_found_near_what_is_asked(store):
    await plant(store)
    await store.write(lambda: Position.all().update(ladder="shop"))
    ctx = context(store, "hr_manager")

    await assess_people(ctx)

    assert [code for (code,) in await rows(store, NAMED)] == ["b2b", "ecommerce", "hospital", "retail"]
    found = await rows(store, ALL)
    assert found
    assert all(100 <= int(level) <= 500 for _, _, level, *_ in found)
    held = (await standings_of(ctx, [uid("E4")]))[uid("E4")]
    assert {one.competency.code for one in held} == {"RT_AFTER", "RT_GREET", "RT_PRODUCT"}
    gone = await rows(store, "select id from competency_assessment where employee_id in (select employee_id from "
                             "employment where left_on is not null and superseded_at is null)")  # fmt: skip
    assert gone == []
