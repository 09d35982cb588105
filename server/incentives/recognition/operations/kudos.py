"""Thanks among colleagues: giving them, reporting what does not belong there, and deciding on it."""

from __future__ import annotations

from datetime import timedelta

from server import audit
from server.access.settings import read_number
from server.desk import notify
from server.incentives.models import Kudos, KudosReport, KudosState, KudosValue
from server.incentives.payouts.rules import KudosLimit, clean_text, wrong
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people.models import Employee
from server.people.operations.access import link, present_department
from server.people.operations.approving import is_here
from server.people.operations.record import operation
from server.people.rules import plain
from server.store.base import change_row, stamp

LONGEST, SHORTEST = 280, 4
WEEK = timedelta(days=7)


@operation
async def give_kudos(ctx: Context, *, employee_code: str, value: KudosValue, text: str) -> str:
    """Thank a colleague by number, for all to read; return the row's id. Only so often a week, each colleague daily."""
    rights.allow(ctx, "Mutation.giveKudos")
    me = await sender(ctx)
    person = await Employee.get_or_none(code=plain(employee_code))
    if person is None or not await is_here(ctx, person.id):
        raise wrong(
            "employeeCode", "没有这个在职同事，请核对工号。", "No one with this number works here; check it."
        )
    if person.id == me:
        raise wrong("employeeCode", "不能感谢自己。", "You can't thank yourself.")
    words = clean_text(text, "text", LONGEST, SHORTEST)
    await require_within_limits(ctx, me, person.id)
    row_id = new_id()
    await Kudos.create(
        **stamp(ctx), id=row_id, employee_id=person.id, sender_id=me, value=value, text=words, given_on=ctx.today,
        department_id=await present_department(ctx, person.id) or None,
    )  # fmt: skip
    title = label("有同事感谢了您", "A colleague thanked you")
    await notify(ctx, [person.id], "kudos", title=title, link="/honors", key=f"kudos:{row_id}")
    changes = {"value": (None, value)}
    await audit.record(ctx, "incentives.give_kudos", subject_type="Kudos", subject_id=row_id, changes=changes)
    return row_id


async def sender(ctx: Context) -> str:
    """Return who speaks, with their row locked: two thanks at once count one after the other."""
    me = ctx.principal.employee_id
    if me is None or await Employee.filter(id=me).select_for_update().get_or_none() is None:
        raise not_found()
    return me


async def require_within_limits(ctx: Context, me: str, person: str) -> None:
    most = await read_number(ctx, "kudos_per_week")
    recent = Kudos.filter(sender_id=me, given_on__gt=ctx.today - WEEK)
    if await recent.count() >= most:
        raise KudosLimit(
            f"七天内最多感谢 {most} 次，过几天再来。",
            f"At most {most} in seven days; come back in a few days.",
        )
    if await Kudos.exists(sender_id=me, employee_id=person, given_on=ctx.today):
        raise KudosLimit(
            "今天已经感谢过这位同事。",
            "You have thanked this colleague today.",
            path=("input", "employeeCode"),
        )


@operation
async def report_kudos(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
) -> str:
    """Tell HR that thanks do not belong there; they stay until somebody has looked. Return the row's id."""
    rights.allow(ctx, "Mutation.reportKudos")
    me = await sender(ctx)
    row = await Kudos.filter(id=id).exclude(state=KudosState.HIDDEN).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    why = clean_text(reason, "reason", 200, 2)
    report = KudosReport(**stamp(ctx), kudos_id=id, employee_id=me, reason=why)
    await KudosReport.bulk_create([report], ignore_conflicts=True)
    if row.state == KudosState.SHOWN and row.decided_at is None:
        await change_row(ctx, Kudos, id, state=KudosState.REPORTED)
    changes = {"state": (row.state, KudosState.REPORTED)}
    await audit.record(ctx, "incentives.report_kudos", subject_type="Kudos", subject_id=id, changes=changes)
    return id


@operation
async def settle_kudos(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    is_hidden: bool,
    version: int | None = None,
) -> str:
    """Take reported thanks down, or let them stay; whoever wrote or got them has no say. Return the row's id."""
    rights.allow(ctx, "Mutation.settleKudos")
    row = await Kudos.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    if ctx.principal.employee_id in (link(row, "employee_id"), link(row, "sender_id")):
        raise InvalidState("与自己有关的感谢请同事处理。", "Let a colleague settle what concerns yourself.")
    state = KudosState.HIDDEN if is_hidden else KudosState.SHOWN
    await change_row(ctx, Kudos, id, version=version, state=state, decided_at=ctx.now)
    changes = {"state": (row.state, state)}
    await audit.record(ctx, "incentives.settle_kudos", subject_type="Kudos", subject_id=id, changes=changes)
    return id
