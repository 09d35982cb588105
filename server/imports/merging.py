"""Two records of one person become one, and come apart again exactly as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from server import audit
from server.imports.belongings import Belongings, fetch_back, hand_over
from server.imports.ledger import live_rows
from server.imports.models import EmployeeMerge, KnownDifferent, MergeState
from server.imports.records import reckon
from server.imports.restore import Copied, put_back, rename_ids
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, InvalidState, not_found
from server.metrics.kept.dirty import ALWAYS, touched
from server.people.models import Assignment, Compensation, Employee, Employment
from server.people.operations.access import Place, Target, allow, allow_anywhere, find_target, link
from server.people.operations.record import apply, live_spans, operation
from server.people.operations.seal import CLEAN, sealed_contacts
from server.people.rules import Revision, Span
from server.store.base import Fact, change_row, stamp
from server.store.keys import person_key

EXCLUSIVE: dict[str, type[Fact]] = {
    "employment": Employment,
    "assignment": Assignment,
    "compensation": Compensation,
}
"""Of these a person has one at a time: where both records have one, that of the record kept holds."""
PLAIN = ("gender", "birth_on", "is_disabled")
LONGEST_REASON = 200


@dataclass
class Moves:
    """What a merge moved, as it is kept."""

    made: dict[str, list[str]] = field(default_factory=dict)
    superseded: dict[str, list[str]] = field(default_factory=dict)
    belongings: Belongings = field(default_factory=Belongings)
    filled: list[str] = field(default_factory=list)

    def dump(self) -> str:
        parts = {"made": self.made, "superseded": self.superseded, "filled": self.filled}
        return orjson.dumps({**parts, "belongings": self.belongings.as_json()}).decode()

    @classmethod
    def load(cls, text: str) -> Moves:
        found = orjson.loads(text)
        return cls(
            found["made"], found["superseded"], Belongings.from_json(found["belongings"]), found["filled"]
        )


@operation
async def merge_employees(ctx: Context, *, keep_id: str, drop_id: str, reason: str = "") -> str:
    """Fold one record into another: what is known of either is known of the one kept, under both codes."""
    allow_anywhere(ctx, "mergeEmployees")
    if keep_id == drop_id:
        raise InvalidInput("请选择两名不同的员工。", "Choose two different people.", path=("input", "dropId"))
    keep, drop = await find_target(ctx, keep_id, None), await find_target(ctx, drop_id, None)
    for target in (keep, drop):
        allow(ctx, target.place, "mergeEmployees")
    pair, moves = [keep_id, drop_id], Moves()
    before = await live_rows(pair, EXCLUSIVE)
    copied = Copied()
    for model in EXCLUSIVE.values():
        await join_facts(ctx, model, keep, drop)
    after = await live_rows(pair, EXCLUSIVE)
    for table in EXCLUSIVE:
        was, now = (set().union(*(look[person][table] for person in pair)) for look in (before, after))
        moves.made[table], moves.superseded[table] = sorted(now - was), sorted(was - now)
    moves.belongings = await hand_over(ctx, keep_id, drop_id, copied, besides=tuple(EXCLUSIVE))
    moves.filled = await fill_gaps(ctx, keep.person, drop.person)
    await rename_ids(copied, pair)
    await change_row(ctx, Employee, keep_id)
    await change_row(ctx, Employee, drop_id, is_withdrawn=True)
    merge = await EmployeeMerge.create(
        **stamp(ctx), keep_id=keep_id, dropped_id=drop_id, dropped_code=drop.person.code, moves=moves.dump(),
        reason=reason[:LONGEST_REASON],
    )  # fmt: skip
    await reckon(ctx, pair, None)
    await tell(ctx, "merge", merge.id, keep.person.code, drop.person.code)
    return merge.id


async def tell(ctx: Context, verb: str, merge_id: str, keep: str, drop: str) -> None:
    for table in (*EXCLUSIVE, "movement", "employee"):
        await touched(ctx, table, ALWAYS, None)
    changes: Mapping[str, tuple[object, object]] = {"kept": (None, keep), "dropped": (None, drop)}
    await audit.record(
        ctx, f"imports.{verb}_employees", subject_type="EmployeeMerge", subject_id=merge_id, changes=changes
    )


async def join_facts(ctx: Context, model: type[Fact], keep: Target, drop: Target) -> None:
    """Make one history of two where one ended before the other began; else that of the record kept stands alone."""
    ours = await live_spans(ctx, model, keep.person.id)
    theirs = await live_spans(ctx, model, drop.person.id)
    if theirs:
        gone = [span.key for span in theirs]
        await model.filter(id__in=gone).update(superseded_at=ctx.now, updated_at=ctx.now)
    if not ours and theirs and model is Compensation:
        await apply(ctx, model, keep.person.id, Revision((), tuple(theirs)))
    elif (joined := sequence(keep, drop, ours, theirs)) is not None:
        await apply(ctx, model, keep.person.id, Revision(tuple(span.key for span in ours), tuple(joined)))


def sequence(keep: Target, drop: Target, ours: Sequence[Span], theirs: Sequence[Span]) -> list[Span] | None:
    """Return both histories in a row, if one employment was over before the other began; None if they overlap."""
    if not ours or not theirs:
        return None
    if is_over_before(drop.stay, keep):
        earlier, later = theirs, ours
    elif is_over_before(keep.stay, drop):
        earlier, later = ours, theirs
    else:
        return None
    start = min(span.start for span in later)
    ended = [
        Span(span.start, start if span.end is None or span.end > start else span.end, span.values)
        for span in earlier
        if span.start < start
    ]
    return [*ended, *(Span(span.start, span.end, {**span.values, "is_initial": False}) for span in later)]


def is_over_before(stay: Employment, other: Target) -> bool:
    return stay.left_on is not None and stay.left_on < other.stay.hired_on


async def fill_gaps(ctx: Context, keep: Employee, drop: Employee) -> list[str]:
    """Give the record kept what only the other one knows of the person; return which columns."""
    filled: dict[str, Any] = {}
    key = await person_key(ctx.store.vault, drop.id)
    contacts = {
        name: ctx.store.vault.open(key, f"employee.{name}|{drop.id}", str(getattr(drop, name)))
        for name in CLEAN
        if getattr(keep, name) is None and getattr(drop, name) is not None
    }
    filled |= await sealed_contacts(ctx, keep.id, dict(contacts)) if contacts else {}
    plain = [name for name in PLAIN if getattr(keep, name) is None and getattr(drop, name) is not None]
    filled |= {name: getattr(drop, name) for name in plain}
    if filled:
        await Employee.filter(id=keep.id).update(**filled)
    return [*contacts, *plain]


@operation
async def unmerge_employees(ctx: Context, *, id: str, version: int | None = None) -> str:  # noqa: A002 (the contract's word)
    """Take a merge apart: each record has again what it had; refused if what went over has changed since."""
    allow_anywhere(ctx, "unmergeEmployees")
    merge = await EmployeeMerge.filter(id=id).select_for_update().get_or_none()
    if merge is None:
        raise not_found()
    keep_id, drop_id = link(merge, "keep_id"), link(merge, "dropped_id")
    target = await find_target(ctx, keep_id, None)
    allow(ctx, target.place, "unmergeEmployees")
    if merge.state != MergeState.MERGED:
        raise InvalidState("这次合并已经拆开。", "This merge was taken apart already.")
    moves, pair, copied = Moves.load(merge.moves), [keep_id, drop_id], Copied()
    live = await live_rows(pair, EXCLUSIVE)
    for table, ids in moves.made.items():
        if not set(ids) <= live[keep_id][table]:
            raise changed_since()
    for table, model in EXCLUSIVE.items():
        await put_back(ctx, model, [(moves.made[table], moves.superseded[table])], copied)
    if not await fetch_back(ctx, keep_id, drop_id, moves.belongings, copied):
        raise changed_since()
    await empty_again(ctx, target.person, drop_id, moves.filled)
    await rename_ids(copied, pair)
    for person in pair:
        await change_row(ctx, Employee, person, is_withdrawn=False)
    await change_row(
        ctx, EmployeeMerge, id, version=version, state=MergeState.UNMERGED, undone_at=ctx.now,
        undone_by=ctx.principal.account_id,
    )  # fmt: skip
    await reckon(ctx, pair, None)
    await tell(ctx, "unmerge", id, target.person.code, merge.dropped_code)
    return id


def changed_since() -> InvalidState:
    return InvalidState(
        "合并之后这些数据又有变动，不能原样拆开。请先撤销之后的变动。",
        "What went over was changed since, so the merge can't be taken apart. Undo the later change first.",
    )


async def empty_again(ctx: Context, keep: Employee, drop_id: str, filled: Sequence[str]) -> None:
    """Take back what was filled in from the other record, where it still is the same."""
    drop = await Employee.get(id=drop_id)
    values: dict[str, Any] = {}
    for name in filled:
        if name in CLEAN and getattr(keep, f"{name}_hash") == getattr(drop, f"{name}_hash"):
            values |= {name: None, f"{name}_hash": None}
        elif name not in CLEAN and getattr(keep, name) == getattr(drop, name):
            values[name] = None
    if values:
        await Employee.filter(id=keep.id).update(**values)
    del ctx


@operation
async def mark_different(ctx: Context, *, one_id: str, other_id: str) -> str:
    """Say that two records which look alike are two people; they are not shown as one again."""
    allow(ctx, Place(), "markDifferent")
    for person in (one_id, other_id):
        await find_target(ctx, person, None)
    one, other = sorted((one_id, other_id))
    await KnownDifferent.bulk_create(
        [KnownDifferent(**stamp(ctx), one_id=one, other_id=other)], ignore_conflicts=True
    )
    changes: Mapping[str, tuple[object, object]] = {"other": (None, other)}
    await audit.record(
        ctx, "imports.mark_different", subject_type="Employee", subject_id=one, changes=changes
    )
    return one
