"""The ledger of absence: every change of a balance is an entry, and the balance is what the entries sum up to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from server import audit
from server.attendance.absence_rules import carried_until, lapses, starts_on, yearly
from server.attendance.models import AbsenceBalance, AbsenceEntry, AbsenceType, Accrual, EntryKind
from server.attendance.operations.days import minor
from server.attendance.operations.ground import stays_of
from server.attendance.rules import DAY_HOURS, clean_note, wrong
from server.kernel.context import Context
from server.kernel.errors import InvalidState
from server.people.operations.access import allow, allow_anywhere, find_target
from server.people.operations.record import operation
from server.store.base import stamp

GRANTS = frozenset({EntryKind.ACCRUED, EntryKind.CARRIED, EntryKind.ADJUSTED})
MOST_ADJUSTED = 300000


class InsufficientBalance(InvalidState):
    """There are fewer hours left than somebody asks for."""

    code = "INSUFFICIENT_BALANCE"


async def find_type(code: str) -> AbsenceType:
    """Return a kind of absence by its code; InvalidInput if there is none in use."""
    found = await AbsenceType.get_or_none(code=code.strip().upper(), is_active=True)
    if found is None:
        raise wrong(
            "typeCode", "没有这个假别，请重新选择。", "There is no such kind of absence; choose another."
        )
    return found


async def balance_of(ctx: Context, person: str, type_id: str, year: int) -> AbsenceBalance:
    """Return the balance, locked until the transaction ends; a new one is empty."""
    key = {"employee_id": person, "type_id": type_id, "year": year}
    await AbsenceBalance.bulk_create([AbsenceBalance(**stamp(ctx), **key)], ignore_conflicts=True)
    return await AbsenceBalance.filter(**key).select_for_update().get()


async def post(
    ctx: Context,
    person: str,
    type_id: str,
    year: int,
    kind: EntryKind,
    hours: int,
    *,
    request_id: str | None = None,
    note: str = "",
    key: str | None = None,
) -> bool:
    """Enter hours, more or less, into the ledger and the balance; False if the key has been entered before."""
    balance = await balance_of(ctx, person, type_id, year)
    if key is not None and await AbsenceEntry.exists(entry_key=key):
        return False
    await AbsenceEntry.create(
        **stamp(ctx), employee_id=person, type_id=type_id, year=year, kind=kind, hours=hours,
        entered_on=ctx.today, request_id=request_id, note=note[:200], entry_key=key,
    )  # fmt: skip
    column = (
        "granted_hours" if kind in GRANTS else "expired_hours" if kind is EntryKind.EXPIRED else "taken_hours"
    )
    signed = hours if kind in GRANTS else -hours
    await save(ctx, balance, remaining_hours=hours, **{column: signed})
    return True


async def hold(ctx: Context, person: str, type_id: str, year: int, hours: int) -> None:
    """Set hours aside for a waiting request, or with a minus let them go again."""
    await save(ctx, await balance_of(ctx, person, type_id, year), held_hours=hours)


async def save(ctx: Context, balance: AbsenceBalance, **more: int) -> None:
    values = {name: getattr(balance, name) + hours for name, hours in more.items()}
    await AbsenceBalance.filter(id=balance.id).update(
        **values, version=balance.version + 1, updated_at=ctx.now
    )


async def require_enough(
    ctx: Context, person: str, kind: AbsenceType, year: int, hours: int, field: str = "lastDay"
) -> None:
    """Refuse to ask for more than is left and not yet asked for."""
    if kind.accrual == Accrual.NONE:
        return
    balance = await balance_of(ctx, person, kind.id, year)
    left = balance.remaining_hours - balance.held_hours
    if hours > left:
        raise InsufficientBalance(
            f"{kind.name}{year} 年可用 {days_text(left)} 天，本次需要 {days_text(hours)} 天，请缩短时间或换一个假别。",
            f"{days_text(left)} days of {kind.name_en or kind.name} are left in {year} and "
            f"{days_text(hours)} are asked "
            "for; shorten the span or choose another kind.",
            path=("input", field),
        )


def days_text(hours: int) -> str:
    """Spell hundredths of hours as days, without needless zeros."""
    return f"{Decimal(hours) / DAY_HOURS:.2f}".rstrip("0").rstrip(".")


@operation
async def adjust_absence_balance(
    ctx: Context,
    *,
    type_code: str,
    hours: Decimal,
    note: str,
    year: int | None = None,
    employee_id: str | None = None,
    employee_code: str | None = None,
) -> str:
    """Give or take hours with a reason, such as for service elsewhere; return the balance's id."""
    allow_anywhere(ctx, "adjustAbsenceBalance")
    target = await find_target(ctx, employee_id, employee_code)
    allow(ctx, target.place, "adjustAbsenceBalance")
    kind, why, change = await find_type(type_code), clean_note(note, "note", 2), minor(hours) or 0
    if kind.accrual == Accrual.NONE:
        raise wrong("typeCode", "这个假别没有额度。", "No balance is kept for this kind.")
    if not change or abs(change) > MOST_ADJUSTED:
        raise wrong("hours", "请填写增减的小时数。", "Say how many hours more or less.")
    person, when = target.person.id, year or ctx.today.year
    held = await balance_of(ctx, person, kind.id, when)
    if held.remaining_hours - held.held_hours + change < 0:
        raise wrong("hours", "扣减后余额不能为负。", "A balance can't go below nothing.")
    await post(ctx, person, kind.id, when, EntryKind.ADJUSTED, change, note=why)
    changes = {kind.code: (held.remaining_hours, held.remaining_hours + change), "note": (None, why)}
    await audit.record(
        ctx, "attendance.adjust_balance", subject_type="Employee", subject_id=person, changes=dict(changes)
    )
    return held.id


# --- What a year brings ---


async def accrue(ctx: Context, people: list[str]) -> int:
    """Enter what this year brings these people by today, and carry over or let lapse what is left; return entries.

    Running it again enters nothing twice.
    """
    kinds = await AbsenceType.filter(is_active=True).exclude(accrual=Accrual.NONE).order_by("place")
    stays, year = await stays_of(people), ctx.today.year
    done = await entered(people, year)
    count = 0
    for person in people:
        spans = stays.get(person, [])
        if not spans or (spans[-1][1] is not None and spans[-1][1] < ctx.today):
            continue
        for kind in kinds:
            count += await bring(ctx, person, kind, spans[-1][0], done)
            if f"closed:{year}:{kind.code}:{person}" not in done:
                count += await close_year(ctx, person, kind, year)
            if ctx.today > carried_until(year) and f"lapsed:{year}:{kind.code}:{person}" not in done:
                count += await lapse(ctx, person, kind, year)
    return count


async def entered(people: list[str], year: int) -> set[str]:
    """Return the keys of the entries these people have already because of the turn of this year."""
    rows = AbsenceEntry.filter(employee_id__in=people, year__in=[year - 1, year], entry_key__isnull=False)
    return {str(key) for key in await rows.values_list("entry_key", flat=True)}


async def bring(ctx: Context, person: str, kind: AbsenceType, hired: date, done: set[str]) -> int:
    """Enter what this year brings of one kind, once it is due."""
    year = ctx.today.year
    key = f"accrued:{year}:{kind.code}:{person}"
    hours = yearly(kind, hired, year)
    if not hours or key in done or starts_on(kind, hired, year) > ctx.today:
        return 0
    return int(await post(ctx, person, kind.id, year, EntryKind.ACCRUED, hours, key=key))


async def close_year(ctx: Context, person: str, kind: AbsenceType, year: int) -> int:
    """Carry over what is left of the year before, as far as the kind allows, and let the rest lapse."""
    old = await AbsenceBalance.get_or_none(employee_id=person, type_id=kind.id, year=year - 1)
    left = old.remaining_hours - old.held_hours if old else 0
    if left <= 0:
        return 0
    key, carried = f"{year}:{kind.code}:{person}", min(left, kind.carry_over_hours)
    await post(ctx, person, kind.id, year - 1, EntryKind.EXPIRED, -left, key=f"closed:{key}")
    if carried:
        await post(ctx, person, kind.id, year, EntryKind.CARRIED, carried, key=f"carried:{key}")
    return 1 + bool(carried)


async def lapse(ctx: Context, person: str, kind: AbsenceType, year: int) -> int:
    """Let what was carried over and not taken by the end of its time lapse."""
    entry = await AbsenceEntry.get_or_none(entry_key=f"carried:{year}:{kind.code}:{person}")
    if entry is None:
        return 0
    taken = await AbsenceEntry.filter(
        employee_id=person, type_id=kind.id, year=year, entered_on__lte=carried_until(year),
        kind__in=[EntryKind.TAKEN, EntryKind.GIVEN_BACK],
    )  # fmt: skip
    balance = await balance_of(ctx, person, kind.id, year)
    left = max(0, balance.remaining_hours - balance.held_hours)
    gone = min(left, lapses(entry.hours, -sum(each.hours for each in taken)))
    key = f"lapsed:{year}:{kind.code}:{person}"
    return int(bool(gone) and await post(ctx, person, kind.id, year, EntryKind.EXPIRED, -gone, key=key))
