"""The demo's queues hold something: a request for the store's manager, one that HR decides on next."""

from __future__ import annotations

from datetime import timedelta

from server.access.models import Account
from server.demo.resigning import DESK, begin_exits, hand_in_some
from server.demo.world import SHOWCASE
from server.people.models import Department, Employment
from tests.approvals.cast import house, settle_town
from tests.people.town import rows
from tests.plan.world import uid


async def test_requests_wait_at_their_first_and_at_their_second_step(sqlite_store):
    """E3 works in what is made the showcase here; the head of E4's department passes E4's request on."""
    await settle_town(sqlite_store)

    async def rename() -> None:
        await Account.filter(employee_id=uid("E3")).delete()
        await Department.filter(code="D2").update(code=SHOWCASE)
        await Department.filter(code="D3").update(code=DESK, manager_id=uid("E2"))

    await sqlite_store.write(rename)

    assert await hand_in_some(sqlite_store, house(sqlite_store)) == 2

    found = "select e.code,r.state,r.step from approval_request r join employee e on e.id=r.employee_id order by 1"
    assert await rows(sqlite_store, found) == [("E3", "OPEN", "0"), ("E4", "OPEN", "1")]


async def test_who_left_of_late_has_an_exit_that_tells_all_four(sqlite_store):
    await settle_town(sqlite_store)
    ctx = house(sqlite_store)

    async def leave() -> None:
        for code, days, kind in (("E3", 5, "VOLUNTARY"), ("E4", 90, "VOLUNTARY")):
            left = {"left_on": ctx.today - timedelta(days=days), "leave_kind": kind}
            await Employment.filter(employee_id=uid(code), superseded_at=None).update(**left)

    await sqlite_store.write(leave)

    assert await begin_exits(sqlite_store, ctx) == 1
    steps = "select e.code,count(*) from exit_step s join employee e on e.id=s.employee_id group by e.code"
    assert await rows(sqlite_store, steps) == [("E3", "4")]
