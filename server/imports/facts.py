"""Facts from a file, of any source the dictionary knows: contacts, orders, feedback, reviews, training, hours.

A row is known by the key its own system gives it (or, without one, by all it says), so that a repeat changes nothing.
What was known is superseded, never overwritten.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from server.feedback.operations.imported import judge_new, open_new
from server.feedback.operations.segments import follow_file
from server.imports import shops
from server.imports.check import Checker, Values
from server.imports.comparing import days_of, differences, same
from server.imports.known import read_aliases
from server.imports.landing import Line
from server.imports.logical import Known, models, slots
from server.imports.models import RowState
from server.imports.outcomes import Found
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.metrics.definitions import Source
from server.metrics.dictionary.load import load_builtin
from server.metrics.kept.dirty import ALWAYS, touched
from server.store.base import stamp
from server.store.keys import person_key
from server.store.reads import Snapshot, placed

ALIASES = {
    "accounts": "account",
    "cases": "service_case",
    "contacts": "contact",
    "orders": "sales_order",
    "reviews": "appraisal",
    "review-items": "appraisal_item",
    "enrollments": "training_task",
    "timesheets": "timesheet",
    "payouts": "incentive",
    "surveys": "survey_answer",
    "alerts": "risk_alert",
}
"""What people call a source; every source is also a kind under its own name."""
OWN_IMPORTS = frozenset({"employment", "assignment"})
"""People come in whole, by the people import."""
LONGEST_KEY = 128
BATCH = 500
NICKNAMES = "select nickname,employee_id from agent_nickname where source={0}"
CODES = {"Employee": "employee", "Department": "department", "Location": "location"}


def kinds() -> dict[str, str]:
    """Return every kind of fact that can be imported, and its source."""
    own = {name: name for name in load_builtin().sources if name not in OWN_IMPORTS}
    return {**own, **{alias: name for alias, name in ALIASES.items() if name in own}}


@dataclass
class FactPlan:
    """Rows to add, and ids of rows they take the place of."""

    source: Source
    rows: list[dict[str, Any]] = field(default_factory=list)  # columns of mixed types
    superseded: list[str] = field(default_factory=list)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    days: list[date] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    found: Found = field(default_factory=dict)
    told: dict[str, Values] = field(default_factory=dict)
    """By key, whole rows of a source that has more to tell than its facts hold."""


async def plan_facts(ctx: Context, source: Source, checker: Checker, system: str) -> FactPlan:
    """Compare the rows of a file with what is known."""
    given = [(number, shops.finished(source.name, row)) for number, row in checker.rows((source.key,))]
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        known = await read_codes(ctx, snapshot, system)
        given = [(number, named(source, row, known)) for number, row in given]
        fine = [(number, row) for number, row in given if resolves(source, number, row, known, checker)]
        keys = keys_of(source, system, [row for _, row in fine])
        held = await held_rows(ctx, snapshot, source, keys)
    plan = FactPlan(source)
    if source.name in shops.EXTRAS:
        plan.told = {key: row for key, (_, row) in zip(keys, fine, strict=True) if key not in held}
        await judge_new(ctx, plan.told)
    for key, (number, row) in zip(keys, fine, strict=True):
        add(ctx, plan, number, key, stored_row(source, row, known), held.get(key))
    return plan


async def read_codes(ctx: Context, snapshot: Snapshot, system: str) -> Known:
    """Return ids by code; people also go by the codes of the source, and of records merged into theirs."""
    ids = {target: dict(await codes(snapshot, table)) for target, table in CODES.items()}
    people = ids["Employee"]
    statement, values = placed(ctx.store.dialect, NICKNAMES, system)
    people |= dict(await snapshot.rows(statement, values))
    aliases = await read_aliases(ctx.store, snapshot, system)
    people |= {code: people[real] for code, real in aliases.items() if real in people}
    return Known(ids)


def named(source: Source, row: Values, known: Known) -> Values:
    """Return the row with people named as we know them; shops put their own name before an agent's."""
    people = known.ids["Employee"]
    links = [slot.column.name for slot in slots(source) if slot.target == "Employee"]
    return row | {name: shops.agent_of(str(row[name]), people) for name in links if row.get(name) is not None}


def stored_row(source: Source, row: Values, known: Known) -> dict[str, Any]:
    """Return the columns of a row whose cells were read already; only codes are still to be looked up."""
    out: dict[str, Any] = {}
    for slot in slots(source):
        if (value := row.get(slot.column.name)) is not None:
            out[slot.name] = known.find(slot.target, str(value)) if slot.target else value
    return out


def resolves(source: Source, number: int, row: Values, known: Known, checker: Checker) -> bool:
    """Refuse a row that points at somebody or something nobody knows."""
    fine = True
    for slot in slots(source):
        value = row.get(slot.column.name)
        if slot.target and value is not None and known.find(slot.target, str(value)) is None:
            code = f"UNKNOWN_{slot.target.upper()}"
            zh, en = f"找不到“{value}”，请先导入或更正。", f"'{value}' is not known; import it first."
            if slot.target == "Employee":
                zh, en = zh[:-1] + "；店铺昵称可先登记。", f"{en[:-1]}, or enter what the shop calls them."
            checker.refuse(number, slot.column.name, code, zh, en)
            fine = False
    return fine


def keys_of(source: Source, system: str, rows: Sequence[Values]) -> list[str]:
    """Name each row by its system and key there, or by everything it says and how often that was said before."""
    times: Counter[str] = Counter()
    out = []
    for row in rows:
        if (own := row.get(source.key)) is not None:
            text = f"{system}:{own}"
            out.append(text if len(text) <= LONGEST_KEY else hashlib.sha256(text.encode()).hexdigest())
            continue
        said = orjson.dumps(row, default=str, option=orjson.OPT_SORT_KEYS)
        name = f"{system[:60]}#{hashlib.sha256(said).hexdigest()[:48]}"
        times[name] += 1
        out.append(f"{name}.{times[name]}")
    return out


async def codes(snapshot: Snapshot, table: str) -> Mapping[str, str]:
    """Return ids by code and, where only one has it, by name."""
    column = "code" if table == "employee" else "name"
    rows = await snapshot.rows(f"select id,code,{column} from {table}")  # noqa: S608 (constants)
    names: dict[str, list[str]] = {}
    for row_id, _, name in rows:
        names.setdefault(name, []).append(row_id)
    return {name: ids[0] for name, ids in names.items() if len(ids) == 1} | {
        code: row_id for row_id, code, _ in rows
    }


Held = tuple[str, dict[str, Any]]


async def held_rows(ctx: Context, snapshot: Snapshot, source: Source, keys: Sequence[str]) -> dict[str, Held]:
    """Return what is known under these keys: the row's id and its columns, sealed ones opened."""
    names = [slot.name for slot in slots(source)]
    mark = "?" if ctx.store.dialect == "sqlite" else "$"
    out: dict[str, Held] = {}
    for some in batched(keys):
        marks = ",".join(f"{mark}{number + 1}" for number in range(len(some)))
        found = await snapshot.rows(
            f"select source_key,id,{','.join(names)} from {source.table} "  # noqa: S608 (names of the registry)
            f"where superseded_at is null and source_key in ({marks})",
            some,
        )
        out |= {key: (row_id, dict(zip(names, rest, strict=True))) for key, row_id, *rest in found}
    return await opened(ctx, snapshot, source, out)


async def opened(ctx: Context, snapshot: Snapshot, source: Source, held: dict[str, Held]) -> dict[str, Held]:
    """Open the sealed columns of what is known."""
    sealed = [slot for slot in slots(source) if slot.column.sealed]
    if not sealed or not held:
        return held
    keys: dict[str, str] = dict(await snapshot.rows("select person_id,wrapped from person_key"))
    for row_id, columns in held.values():
        key = ctx.store.vault.key(keys.get(columns["employee_id"]))
        for slot in sealed:
            if columns[slot.name] is not None:
                place = f"{slot.column.sealed}|{row_id}"
                columns[slot.name] = ctx.store.vault.open_with(key, place, columns[slot.name])
    return held


def batched(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    return (keys[at : at + BATCH] for at in range(0, len(keys), BATCH))


def add(
    ctx: Context, plan: FactPlan, number: int, key: str, columns: dict[str, Any], held: Held | None
) -> None:
    """Plan one row: new, changed, or as known."""
    if held is not None and same(plan.source, columns, held[1]):
        plan.unchanged += 1
        plan.found[number] = (RowState.UNCHANGED, {})
        return
    plan.days += days_of(ctx, plan.source, columns) + (days_of(ctx, plan.source, held[1]) if held else [])
    row_id = new_id()
    plan.rows.append({**columns, "source_key": key, "id": row_id})
    plan.lines.append((number, row_id, held[0] if held else None))
    if held is None:
        plan.created += 1
        plan.found[number] = (RowState.NEW, {})
    else:
        plan.updated += 1
        plan.superseded.append(held[0])
        plan.found[number] = (RowState.CHANGED, differences(plan.source, columns, held[1]))


async def apply_facts(ctx: Context, plan: FactPlan) -> None:
    """Write the plan, inside the import's transaction."""
    model = models()[plan.source.table]
    for some in batched(plan.superseded):
        await model.filter(id__in=list(some), superseded_at=None).update(
            superseded_at=ctx.now, updated_at=ctx.now
        )
    rows = [model(**stamp(ctx), recorded_at=ctx.now, **columns) for columns in plan.rows]
    await seal(ctx, plan.source, rows)
    await model.bulk_create(rows, batch_size=BATCH)
    await open_new(ctx, rows, plan.told)
    await follow_file(ctx, rows, plan.superseded)
    if plan.rows:
        is_open = plan.source.active is not None
        first, last = min(plan.days, default=ALWAYS), max(plan.days, default=None)
        await touched(ctx, plan.source.name, first, None if is_open else last)


async def seal(ctx: Context, source: Source, rows: Sequence[Any]) -> None:
    """Seal what the dictionary says lies sealed, each value with its person's key."""
    sealed = [slot for slot in slots(source) if slot.column.sealed]
    for row in rows if sealed else ():
        key = await person_key(ctx.store.vault, row.employee_id)
        for slot in sealed:
            if (clear := getattr(row, slot.name)) is not None:
                setattr(row, slot.name, ctx.store.vault.seal(key, f"{slot.column.sealed}|{row.pk}", clear))
