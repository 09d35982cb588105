"""Settling: once, not before its time, and told to who asked."""

from __future__ import annotations

from server import approvals
from server.approvals import Decided, settling
from server.approvals.settling import SETTLE, UNDO
from server.catalog.handlers import kinds
from server.jobs.queue import claim
from server.kernel.clock import Clock
from tests.approvals.cast import LATER, OPEN, resign, settled, signed_in
from tests.people.town import rows
from tests.plan.world import NOW, POLICY


async def test_nothing_follows_before_the_ten_seconds_have_passed(town):
    request = await resign(town)
    await approvals.decide(signed_in(town, "E2"), request, Decided.REFUSE, "不同意")

    assert await settled(town, request, NOW) == "decided anew, and settled later"
    assert await settled(town, request, NOW + UNDO) == "REFUSED"
    assert await settled(town, request) == "settled before"


async def test_the_job_is_due_when_the_ten_seconds_have_passed(town):
    request = await resign(town)
    await approvals.decide(signed_in(town, "E2"), request, Decided.REFUSE, "不同意")
    known = settling.handlers(town, Clock(pinned=LATER), lambda: POLICY, kinds())
    assert await town.write(lambda: claim(NOW, {SETTLE})) == []

    (task,) = await town.write(lambda: claim(LATER, {SETTLE}))

    assert await known[SETTLE](task) == "REFUSED"
    assert await rows(town, OPEN) == [("REFUSED", "0")]


async def test_who_asked_is_told_how_it_ended(town):
    request = await resign(town)
    await approvals.decide(signed_in(town, "E2"), request, Decided.REFUSE, "不同意")
    await settled(town, request)

    told = "select e.code,n.title_en from notice n join employee e on e.id=n.employee_id"
    ended = await rows(town, f"{told} where n.key like 'approval-outcome:%'")
    assert ended == [("E3", "Refused: Resigns; the last day is 2025-07-31")]
