"""Hours are waived by HR with a reason, once, and then asked for no more."""

from __future__ import annotations

from functools import partial

from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from server.training.operations.duties import waive_hours_duty
from server.training.operations.hours import Hours, ask_hours
from server.training.rules import Duty
from tests.people.town import one, refused, rows
from tests.plan.world import context, uid
from tests.training.learners import courses

WAIVED = "select waiver_reason from hours_duty"


async def test_hr_waives_what_is_not_met_with_a_reason_and_once(store):
    await courses(store)
    hr = context(store, "hr_manager")
    asked = [(uid("E3"), Duty("try", hr.today, hr.today))]
    await store.write(lambda: ask_hours(hr, Hours(1000, "try"), asked))
    duty = await one(store, "select id from hours_duty")

    for caller, given, why in (
        (hr, {"id": duty, "reason": "短"}, InvalidInput),
        (hr, {"id": "x", "reason": "已有同等证书"}, NotFound),
        (context(store, "department_manager"), {"id": duty, "reason": "已有同等证书"}, Denied),
    ):
        await refused(store, partial(waive_hours_duty, caller, **given), why)
    assert await rows(store, WAIVED) == [("",)]

    assert await waive_hours_duty(hr, id=duty, reason="已有同等证书") == duty
    await refused(store, partial(waive_hours_duty, hr, id=duty, reason="已有同等证书"), InvalidState)
    assert await rows(store, WAIVED) == [("已有同等证书",)]
