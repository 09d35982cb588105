"""Settling conflicts: somebody says which source is right, and the value is written as any change would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from server import audit
from server.imports.models import ConflictRule, ConflictState, DataConflict, ImportSource
from server.imports.records import PLACE, keys_of, owner_of
from server.imports.rights import allow_somewhere
from server.imports.run import CAMEL
from server.imports.said import POSTS
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, Trouble, not_found
from server.kernel.ids import new_id
from server.people.models import Assignment, Employment
from server.people.names import spell
from server.people.operations.access import Target, allow, find_target
from server.people.operations.move import set_pay
from server.people.operations.outcomes import follow_moves, follow_probation
from server.people.operations.record import amend_stay, change_fact, conclude, operation
from server.people.operations.seal import CLEAN, sealed_contacts
from server.store.base import stamp

LONGEST_REASON = 200
MOST = 500
STAY_DATES = ("probation_ends_on", "confirmed_on")


@operation
async def settle_conflict(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    source: str,
    reason: str = "",
    version: int | None = None,
) -> str:
    """Believe one source about one field of one person; its value holds from today."""
    allow_somewhere(ctx, "settleConflict")
    found = await DataConflict.filter(id=id, superseded_at=None).select_for_update().get_or_none()
    if found is None:
        raise not_found()
    if version is not None and version != found.version:
        raise InvalidState("冲突已有变动，请刷新后再看。", "The conflict has changed; reload it.")
    chosen = await named(source)
    return await settle_one(ctx, found, chosen, reason)


@operation
async def settle_conflicts(
    ctx: Context,
    *,
    source: str,
    field: str | None = None,
    ids: Sequence[str] | None = None,
    reason: str = "",
) -> str:
    """Believe one source wherever it speaks, as far as the caller may; returns "settled/left"."""
    allow_somewhere(ctx, "settleConflicts")
    chosen = await named(source)
    rows = DataConflict.filter(superseded_at=None, state=ConflictState.OPEN)
    rows = rows.filter(field=snake(field)) if field else rows
    rows = rows.filter(id__in=list(ids)) if ids else rows
    done = left = 0
    for row in await rows.order_by("recorded_at", "id").limit(MOST):
        try:
            await settle_one(ctx, row, chosen, reason)
        except Trouble:
            left += 1
        else:
            done += 1
    return f"{done}/{left}"


async def named(source: str) -> ImportSource:
    found = await ImportSource.get_or_none(name=source)
    if found is None:
        raise InvalidInput(
            f"没有来源“{source}”。", f"There is no source '{source}'.", path=("input", "source")
        )
    return found


async def settle_one(ctx: Context, row: DataConflict, source: ImportSource, reason: str) -> str:
    """Write the value of the chosen source, and the decision; what can't be done is refused before."""
    person = owner_of(row)
    target = await find_target(ctx, person, None)
    allow(ctx, target.place, "settleConflict", *written(row.field))
    key = (await keys_of([person])).get(person, "")
    told = opened(ctx, key, row)
    if source.id not in told:
        raise InvalidInput(
            f"“{source.name}”没有说过此项。",
            f"'{source.name}' says nothing of this.",
            path=("input", "source"),
        )
    value = str(told[source.id][0])
    await write_value(ctx, target, row.field, value)
    row_id = new_id()
    await DataConflict.filter(id=row.id).update(superseded_at=ctx.now, updated_at=ctx.now)
    sealed = ctx.store.vault.seal(key, f"{PLACE}|{row_id}", orjson.dumps(told).decode())
    await DataConflict.create(
        **stamp(ctx), id=row_id, recorded_at=ctx.now, employee_id=person, field=row.field,
        state=ConflictState.SETTLED, rule=ConflictRule.PERSON, chosen_id=source.id, told=sealed, digest=row.digest,
        decided_at=ctx.now, decided_by=ctx.principal.account_id, reason=reason[:LONGEST_REASON],
    )  # fmt: skip
    changes = {"field": (None, row.field), "source": (None, source.name), "value": (None, audit.HIDDEN)}
    await audit.record(
        ctx, "imports.settle_conflict", subject_type="DataConflict", subject_id=row_id, changes=changes
    )
    return row_id


def opened(ctx: Context, key: str, row: DataConflict) -> dict[str, list[str]]:
    """Return what each source says, by its id: compared, shown, since when; nothing of somebody erased."""
    vault = ctx.store.vault
    clear = vault.open_with(vault.key(key), f"{PLACE}|{row.id}", row.told)
    found: dict[str, list[str]] = orjson.loads(clear) if clear else {}
    return found


def written(name: str) -> list[str]:
    """Name the field that is written, as the policy knows it; InvalidState for what can't be changed this way."""
    field = CAMEL.get(name)
    if field is None or name in UNSETTLED:
        raise InvalidState(
            "此项不能在这里裁定，请在员工页办理。", "This can't be decided here; do it on the person's page."
        )
    return [field]


UNSETTLED = frozenset({"hired_on", "left_on", "leave_kind"})
"""A hiring or a leaving is an act of its own."""


async def write_value(ctx: Context, target: Target, name: str, value: str) -> None:
    """Let the value hold from today, as an operation on the person would."""
    person = target.person.id
    columns: dict[str, object] = {}
    if name == "name":
        pinyin, initials = spell(value)
        columns = {"name": value, "name_pinyin": pinyin, "name_initials": initials}
    elif name in CLEAN:
        columns = await sealed_contacts(ctx, person, {name: value})
    elif name in POSTS:
        day = last_day(ctx, target)
        await change_fact(ctx, Assignment, person, day, {f"{name}_id": value}, here={"reason": "import"})
        await follow_moves(ctx, person, day)
    elif name == "base_salary":
        await set_pay(ctx, person, last_day(ctx, target), {"base_salary": value})
    else:
        changes = {"type" if name == "employment_type" else name: stay_value(name, value)}
        await amend_stay(ctx, target.stay, **changes)
        await follow_probation(ctx, target.stay, changes)
    hidden: Mapping[str, tuple[object, object]] = {name: (audit.HIDDEN, audit.HIDDEN)}
    await conclude(ctx, target, "settle_employee", hidden, version=None, on=ctx.today, **columns)


def stay_value(name: str, value: str) -> Any:  # a column of the employment
    return date.fromisoformat(value) if name in STAY_DATES else value


def last_day(ctx: Context, target: Target) -> date:
    """Return today, or the last day of somebody who has left: nothing can change after it."""
    stay: Employment = target.stay
    day = min(ctx.today, stay.left_on) if stay.left_on else ctx.today
    return max(day, stay.hired_on)


def snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)
