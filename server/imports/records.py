"""Keeps what a source says of people, and what follows where sources contradict each other; inside store.write."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from server.imports.ledger import BATCH, batched
from server.imports.models import ConflictRule, ConflictState, DataConflict, ImportSource, SourceRecord
from server.imports.people import Told
from server.imports.said import Choice, Ranks, Said, choose, closed, opened, ranks_of
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.people.operations.access import link
from server.store.base import stamp
from server.store.models import PersonKey

PLACE = "data_conflict.told"
LEAVING = ("left_on", "leave_kind", "leave_reason")


async def keys_of(people: Sequence[str]) -> dict[str, str]:
    """Return the wrapped keys of people, by person."""
    return dict(await PersonKey.filter(person_id__in=list(people)).values_list("person_id", "wrapped"))


async def all_ranks() -> dict[str, Ranks]:
    return {row.id: ranks_of(row.rank, row.ranks) for row in await ImportSource.all()}


async def keep_records(ctx: Context, source_id: str, told: Mapping[str, Told], batch_id: str | None) -> None:
    """Keep what the source now says of each person; what it said before of other fields still holds."""
    for people in batched(sorted(told)):
        keys = await keys_of(people)
        live = SourceRecord.filter(source_id=source_id, superseded_at=None, employee_id__in=people)
        held: dict[str, SourceRecord] = {}
        for row in await live.order_by("seen_at"):
            owner = owner_of(row)
            if owner not in held or row.code == told[owner].code:
                held[owner] = row
        fresh, same, gone = [], [], []
        for person in people:
            made = new_record(ctx, source_id, person, told[person], keys.get(person, ""), held.get(person))
            if made is None:
                same.append(held[person].id)
                continue
            made.batch_id = batch_id
            fresh.append(made)
            gone += [held[person].id] if person in held else []
        await SourceRecord.filter(id__in=same).update(seen_at=ctx.now)
        await SourceRecord.filter(id__in=gone).update(superseded_at=ctx.now, updated_at=ctx.now)
        await SourceRecord.bulk_create(fresh, batch_size=BATCH)


def new_record(
    ctx: Context, source_id: str, person: str, told: Told, key: str, held: SourceRecord | None
) -> SourceRecord | None:
    """Return the record to take the place of the one held; None if it says nothing new, or of somebody erased."""
    if not key:
        return None
    before = opened(ctx, key, held.id, source_id, held.told) if held else {}
    now = spell_instant(ctx.now)
    said = {
        name: before[name]
        if name in before and before[name].value == value
        else Said(source_id, value, shown, now)
        for name, (value, shown) in told.said.items()
    }
    came_back = bool(held and held.left_on and told.hired_on and told.hired_on > held.left_on)
    if came_back:
        before = {name: word for name, word in before.items() if name not in LEAVING}
    after = before | said
    if held and after == before and held.code == told.code:
        return None
    row_id = new_id()
    return SourceRecord(
        **stamp(ctx), id=row_id, recorded_at=ctx.now, employee_id=person, source_id=source_id, code=told.code,
        told=closed(ctx, key, row_id, after.items()), seen_at=ctx.now,
        hired_on=told.hired_on or (held.hired_on if held else None),
        left_on=told.left_on or (held.left_on if held and not came_back else None),
    )  # fmt: skip


async def reckon(ctx: Context, people: Sequence[str], batch_id: str | None) -> set[str]:
    """Bring the conflicts of these people in line with what sources say; return who has an open one."""
    ranks = await all_ranks()
    return {
        person
        for some in batched(sorted(set(people)))
        for person in await _reckon_some(ctx, some, ranks, batch_id)
    }


async def _reckon_some(
    ctx: Context, people: Sequence[str], ranks: Mapping[str, Ranks], batch_id: str | None
) -> set[str]:
    words = {
        (person, name): said
        for person, fields in (await words_of(ctx, people)).items()
        for name, said in fields.items()
        if is_contested(said)
    }
    held = {
        (owner_of(row), row.field): row
        for row in await DataConflict.filter(employee_id__in=people, superseded_at=None)
    }
    contested = sorted({person for person, _ in words})
    keys = await keys_of(contested) if contested else {}
    decided = await decisions(contested) if contested else {}
    made: list[DataConflict] = []
    gone = [row.id for place, row in held.items() if place not in words]
    open_ones = set()
    for (person, name), said in sorted(words.items()):
        new = conflict(ctx, person, keys[person], name, said, ranks, decided.get((person, name), {}))
        old = held.get((person, name))
        if new.state == ConflictState.OPEN:
            open_ones.add(person)
        if old is not None and same(old, new):
            continue
        gone += [old.id] if old is not None else []
        new.batch_id = batch_id
        made.append(new)
    if gone:
        await DataConflict.filter(id__in=gone).update(superseded_at=ctx.now, updated_at=ctx.now)
    await DataConflict.bulk_create(made, batch_size=BATCH)
    return open_ones


def same(old: DataConflict, new: DataConflict) -> bool:
    pairs = ((getattr(row, name) for name in ("digest", "state", "rule", "chosen_id")) for row in (old, new))
    return tuple(next(pairs)) == tuple(next(pairs))


async def words_of(ctx: Context, people: Sequence[str]) -> dict[str, dict[str, list[Said]]]:
    """Return what each source says of people of whom two or more speak, by person and field."""
    live = SourceRecord.filter(employee_id__in=list(people), superseded_at=None)
    count = Counter(str(owner) for owner in await live.values_list("employee_id", flat=True))
    wanted = sorted(owner for owner, number in count.items() if number > 1)
    if not wanted:
        return {}
    several: defaultdict[str, list[SourceRecord]] = defaultdict(list)
    for row in await SourceRecord.filter(employee_id__in=wanted, superseded_at=None).order_by("seen_at"):
        several[owner_of(row)].append(row)
    keys = await keys_of(wanted)
    out: dict[str, dict[str, list[Said]]] = {}
    for owner, found in several.items():
        newest: defaultdict[str, dict[str, Said]] = defaultdict(dict)
        for row in found:
            source = source_of(row)
            for name, word in opened(ctx, keys[owner], row.id, source, row.told).items():
                if source not in newest[name] or newest[name][source].at <= word.at:
                    newest[name][source] = word
        out[owner] = {name: sorted(each.values(), key=lambda w: w.source) for name, each in newest.items()}
    return out


def is_contested(words: Sequence[Said]) -> bool:
    return len({each.value for each in words}) > 1


async def decisions(people: Sequence[str]) -> dict[tuple[str, str], dict[str, str]]:
    """Return what people decided: by person and field, the chosen source by the fingerprint of the values then."""
    out: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    known = DataConflict.filter(
        employee_id__in=list(people), rule=ConflictRule.PERSON, state=ConflictState.SETTLED
    )
    for row in await known.order_by("recorded_at", "id"):
        chosen = link(row, "chosen_id")
        out[owner_of(row), row.field] |= {row.digest: chosen, "": chosen}
    return out


def conflict(
    ctx: Context,
    person: str,
    key: str,
    name: str,
    words: Sequence[Said],
    ranks: Mapping[str, Ranks],
    decided: Mapping[str, str],
) -> DataConflict:
    """Return the conflict as it now stands; a decision holds for the values it was made about, then one asks anew."""
    told = {each.source: [each.value, each.shown, each.at] for each in words}
    digest = fingerprint(ctx, name, words)
    choice: Choice = choose(name, words, ranks, decided.get(digest) or decided.get(""))
    is_asked = choice.is_open or (choice.rule is ConflictRule.PERSON and digest not in decided)
    row_id = new_id()
    values: dict[str, Any] = {
        "state": ConflictState.OPEN if is_asked else ConflictState.SETTLED,
        "told": ctx.store.vault.seal(key, f"{PLACE}|{row_id}", orjson.dumps(told).decode()),
    }
    return DataConflict(
        **stamp(ctx), **values, id=row_id, recorded_at=ctx.now, employee_id=person, field=name, rule=choice.rule,
        chosen_id=choice.said.source, digest=digest,
    )  # fmt: skip


def fingerprint(ctx: Context, name: str, words: Sequence[Said]) -> str:
    text = orjson.dumps(sorted((each.source, each.value) for each in words)).decode()
    return ctx.store.vault.blind(f"conflict.{name}", text)


def owner_of(row: Any) -> str:
    """Return whose a row is; Tortoise adds the column without telling the type checker."""
    return str(row.employee_id)


def source_of(row: Any) -> str:
    return str(row.source_id)
