"""Leaving in the sample worlds: resignations that await a manager or HR, and the exits of those who left of late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import cast

from server import approvals
from server.approvals import Decided
from server.demo.world import SHOWCASE
from server.kernel.context import Context, Grant, Principal
from server.people import operations
from server.people.models import Employment, LeaveKind
from server.people.operations.access import Target
from server.people.operations.exits import announce_exit
from server.store.store import Store

PRESENT = (
    "select e.id,e.name from employee e join assignment a on a.employee_id=e.id and a.superseded_at is null "
    "and a.valid_to is null join department d on d.id=a.department_id join employment m on m.employee_id=e.id "
    "and m.superseded_at is null and m.valid_to is null where d.code={0} and m.left_on is null and m.notice_on is null "
    "and e.id<>d.manager_id and not exists (select 1 from account c where c.employee_id=e.id) order by e.code limit 2"
)
FIRST_ASKED = (
    "select t.approver_id from approval_task t join approval_request r on r.id=t.request_id "
    "where t.step=0 and r.id={0}"
)
LATELY = timedelta(days=60)
DESK = "E-AFT-1"
ASKED = ((SHOWCASE, 35, "个人发展"), (SHOWCASE, 40, "家庭原因"), (DESK, 30, "回乡"))


async def hand_in_some(store: Store, ctx: Context) -> int:
    """Hand in what is to be seen in the queues of the demo, and return how many that were."""
    taken: set[str] = set()
    for department, days, reason in ASKED:
        found = [
            row for row in await store.reads.rows(marked(store, PRESENT), [department]) if row[0] not in taken
        ]
        if not found:
            continue
        person, name = found[0]
        taken.add(person)
        me = acting(ctx, person, name)
        await operations.hand_in_resignation(me, last_day=ctx.today + timedelta(days=days), reason=reason)
        if department == DESK:
            await pass_on(store, ctx, person)
    return len(taken)


async def begin_exits(store: Store, ctx: Context) -> int:
    """Tell of those who left of late, each on their last day; what hears of it answers once the server runs."""

    async def announce() -> int:
        of_late = Employment.filter(
            superseded_at=None, left_on__gte=ctx.today - LATELY, left_on__lt=ctx.today
        )
        left = await of_late.select_related("employee").order_by("left_on", "employee__code")
        for stay in left:
            last_day = cast("date", stay.left_on)  # the filter asks for one
            then = replace(ctx, now=datetime.combine(last_day, time(9), UTC))
            await announce_exit(
                then, Target(stay.employee, stay, ""), last_day, LeaveKind(str(stay.leave_kind))
            )
        return len(left)

    return await store.write(announce)


async def pass_on(store: Store, ctx: Context, person: str) -> None:
    """Let the first who is asked approve, so that the next step has something to do."""
    ((request,),) = await store.reads.rows(
        marked(store, "select id from approval_request where employee_id={0}"), [person]
    )
    ((boss,),) = (await store.reads.rows(marked(store, FIRST_ASKED), [request]))[:1]
    await approvals.decide(acting(ctx, boss, "经理"), request, Decided.APPROVE)


def acting(ctx: Context, employee: str, name: str) -> Context:
    return ctx.acting_as(Principal("demo", "demo", name, employee, (Grant("employee"),)))


def marked(store: Store, sql: str) -> str:
    return sql.format("?1" if store.dialect == "sqlite" else "$1")
