"""Honors: what there is to be given, and giving it with the leave that comes with it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from server import audit
from server.attendance.absence_models import type_id
from server.attendance.models import EntryKind
from server.attendance.operations.balances import balance_of, post
from server.desk import notify
from server.incentives.models import Award, AwardState, Honor, HonorGrain, Payout
from server.incentives.payouts.rules import (
    ICON,
    AwardPaid,
    HonorFull,
    clean_code,
    clean_text,
    honor_period,
    minor,
    wrong,
)
from server.kernel import rights
from server.kernel.context import Context
from server.kernel.errors import InvalidState, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.people.operations.access import Target, allow, allow_anywhere, find_target, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

LEAVE = "LIEU"
"""Paid hours off that an honor brings count as this kind of leave."""
MOST_PLACES = 200


@operation
async def save_honor(
    ctx: Context,
    *,
    code: str,
    name: str | None = None,
    grain: HonorGrain | None = None,
    cash: Decimal | None = None,
    leave_hours: Decimal | None = None,
    places: int | None = None,
    icon: str | None = None,
    version: int | None = None,
    **texts: Any,  # the honor's other columns: texts and flags
) -> str:
    """Add an honor, or change one; what is not given stays. Return its id."""
    rights.allow(ctx, "Mutation.saveHonor")
    key = clean_code(code)
    given: dict[str, Any] = {name: value for name, value in texts.items() if value is not None}
    given |= {"name": clean_text(name, "name", 64, 1)} if name is not None else {}
    given |= {"grain": grain} if grain else {}
    given |= {"cash": minor(cash, "cash")} if cash is not None else {}
    given |= {"leave_hours": minor(leave_hours, "leaveHours")} if leave_hours is not None else {}
    given |= {"places": clean_places(places)} if places is not None else {}
    given |= {"icon": clean_icon(icon)} if icon else {}
    known = await Honor.get_or_none(code=key)
    if known is None:
        if "name" not in given:
            raise wrong("name", "请填写名称。", "Give it a name.")
        row_id = (await Honor.create(**stamp(ctx), code=key, **given)).id
    else:
        row_id = known.id
        await change_row(ctx, Honor, row_id, version=version, **given)
    changes = {field: (None, audit.HIDDEN if field == "cash" else value) for field, value in given.items()}
    await audit.record(ctx, "incentives.save_honor", subject_type="Honor", subject_id=row_id, changes=changes)
    return row_id


def clean_places(places: int) -> int:
    if not 1 <= places <= MOST_PLACES:
        raise wrong("places", f"名额在 1 到 {MOST_PLACES} 之间。", f"Between 1 and {MOST_PLACES} places.")
    return places


def clean_icon(icon: str) -> str:
    if not ICON.fullmatch(icon):
        raise wrong("icon", "请选择一个图标。", "Choose an icon.")
    return icon


@operation
async def give_award(
    ctx: Context,
    *,
    honor_code: str,
    period: str,
    reason: str = "",
    receipt: str | None = None,
    shares_place: bool = False,
    employee_id: str | None = None,
    employee_code: str | None = None,
) -> str:
    """Give an honor to somebody for a period, with the leave it brings; return the award's id.

    Its cash is paid by a run. `shares_place` lets people of the same rank share one place.
    """
    allow_anywhere(ctx, "giveAward")
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "giveAward")
    honor = (
        await Honor.filter(code=honor_code.strip().upper(), is_active=True).select_for_update().get_or_none()
    )
    if honor is None:
        raise wrong("honorCode", "没有这个荣誉，请重新选择。", "There is no such honor; choose another.")
    found = honor_period(period, HonorGrain(honor.grain), ctx.today)
    await require_place(honor, found.name, target.person.id, shares_place=shares_place)
    row_id, why = new_id(), clean_text(reason, "reason", 300)
    await Award.create(
        **stamp(ctx), id=row_id, employee_id=target.person.id, honor_id=honor.id, department_id=target.department_id,
        period=found.name, awarded_on=ctx.today, reason=why, receipt=receipt, given_by_id=ctx.principal.employee_id,
    )  # fmt: skip
    await bring_leave(ctx, f"{row_id}:given", target.person.id, honor, honor.leave_hours)
    await tell(ctx, target, row_id, honor)
    changes = {"honor": (None, honor.code), "period": (None, found.name)}
    await audit.record(ctx, "incentives.give_award", subject_type="Award", subject_id=row_id, changes=changes)
    return row_id


async def require_place(honor: Honor, period: str, person: str, *, shares_place: bool) -> None:
    """Refuse the same honor twice for one period, and more of it than there are places."""
    if await Award.exists(honor_id=honor.id, period=period, employee_id=person):
        raise InvalidState(
            f"此人 {period} 已获得或曾被撤销“{honor.name}”。",
            f"This person has, or had, {honor.name_en or honor.name} for {period}.",
            path=("input", "employeeId"),
        )
    given = await Award.filter(honor_id=honor.id, period=period, state=AwardState.GIVEN).count()
    if given >= honor.places and not shares_place:
        raise full(honor, period, "honorCode")


async def bring_leave(ctx: Context, act: str, person: str, honor: Honor, hours: int) -> None:
    """Enter the paid hours off that come with the award, or with a minus take them back; once for each act."""
    if not hours:
        return
    note = f"荣誉：{honor.name} Honor: {honor.name_en or honor.name}"
    await post(
        ctx, person, type_id(LEAVE), ctx.today.year, EntryKind.ADJUSTED, hours, note=note, key=f"award:{act}"
    )


async def tell(ctx: Context, target: Target, award_id: str, honor: Honor) -> None:
    title = label(f"恭喜获得“{honor.name}”", f"Congratulations: {honor.name_en or honor.name}")
    await notify(ctx, [target.person.id], "award", title=title, link="/honors", key=f"award:{award_id}")


@operation
async def revoke_award(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    reason: str,
    version: int | None = None,
) -> str:
    """Take an award back for a reason, with its leave; one that has been paid needs its line reversed first."""
    allow_anywhere(ctx, "revokeAward")
    award = await Award.filter(id=id).select_for_update().get_or_none()
    if award is None:
        raise not_found()
    target = await find_target(ctx, link(award, "employee_id"), None)
    allow(ctx, target.place, "revokeAward")
    why = clean_text(reason, "reason", 200, 2)
    if award.state != AwardState.GIVEN:
        raise InvalidState("荣誉已经撤销。", "The award has been revoked already.", path=("input", "id"))
    await require_unpaid(award.id)
    honor = await Honor.get(id=link(award, "honor_id"))
    await require_leave_left(ctx, target.person.id, honor.leave_hours)
    await bring_leave(ctx, f"{id}:back:{award.version}", target.person.id, honor, -honor.leave_hours)
    values = {"state": AwardState.REVOKED, "revoked_at": ctx.now, "revoke_reason": why}
    await change_row(ctx, Award, id, version=version, **values)
    changes = {"state": (AwardState.GIVEN, AwardState.REVOKED), "reason": (None, why)}
    await audit.record(ctx, "incentives.revoke_award", subject_type="Award", subject_id=id, changes=changes)
    return id


@operation
async def restore_award(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Let an award that was revoked stand again, with its leave; not once somebody else has its place."""
    allow_anywhere(ctx, "restoreAward")
    award = await Award.filter(id=id).select_for_update().get_or_none()
    if award is None:
        raise not_found()
    target = await find_target(ctx, link(award, "employee_id"), None)
    allow(ctx, target.place, "restoreAward")
    if award.state != AwardState.REVOKED:
        raise InvalidState("这项荣誉没有被撤销。", "The award has not been revoked.", path=("input", "id"))
    honor = await Honor.filter(id=link(award, "honor_id")).select_for_update().get()
    await require_place_kept(award, honor)
    await bring_leave(ctx, f"{id}:again:{award.version}", target.person.id, honor, honor.leave_hours)
    values = {"state": AwardState.GIVEN, "revoked_at": None, "revoke_reason": ""}
    await change_row(ctx, Award, id, version=version, **values)
    changes = {"state": (AwardState.REVOKED, AwardState.GIVEN), "reason": (award.revoke_reason, "")}
    await audit.record(ctx, "incentives.restore_award", subject_type="Award", subject_id=id, changes=changes)
    return id


async def require_place_kept(award: Award, honor: Honor) -> None:
    """Refuse where the place has gone to somebody else since; who shared it before shares it again."""
    given = Award.filter(honor_id=honor.id, period=award.period, state=AwardState.GIVEN)
    if await given.count() >= honor.places and await given.filter(created_at__gte=award.revoked_at).exists():
        raise full(honor, award.period, "id")


def full(honor: Honor, period: str, field: str) -> HonorFull:
    return HonorFull(
        f"“{honor.name}”{period} 的 {honor.places} 个名额已满；并列者可共享名额。",
        f"All {honor.places} places of {honor.name_en or honor.name} for {period} are given; people of the same "
        "rank may share one.",
        path=("input", field),
    )


async def require_unpaid(award_id: str) -> None:
    lines = await Payout.filter(award_id=award_id, source_key__isnull=False)
    taken = {
        link(row, "reverses_id") for row in await Payout.filter(reverses_id__in=[row.id for row in lines])
    }
    if any(row.id not in taken for row in lines):
        raise AwardPaid(
            "奖金已列入发放批次，请先撤销批次或冲销这一笔。",
            "Its cash is in a payout run; revoke the run or reverse the line first.",
            path=("input", "id"),
        )


async def require_leave_left(ctx: Context, person: str, hours: int) -> None:
    if not hours:
        return
    balance = await balance_of(ctx, person, type_id(LEAVE), ctx.today.year)
    if balance.remaining_hours - balance.held_hours < hours:
        raise InvalidState(
            "奖励的假期已经休掉或已申请，不能撤销。",
            "The leave that came with it has been taken or asked for, so it can't be revoked.",
            path=("input", "id"),
        )
