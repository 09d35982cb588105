"""Undoing a batch: what it made is superseded, what it took the place of holds again; what changed since is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from server.imports.dropped import withdraw_drops
from server.imports.landing import forget_check
from server.imports.ledger import BATCH, FACTS, KEPT, batched
from server.imports.models import ImportChange
from server.imports.records import reckon
from server.imports.restore import Copied, put_back, rename_ids
from server.imports.undo_lines import undo_lines
from server.imports.undo_people import put_columns_back, still_needed, withdraw_people
from server.kernel.context import Context
from server.metrics.kept.dirty import ALWAYS, touched
from server.people.models import Employee, Employment
from server.people.operations.access import link
from server.people.operations.exits import take_back_exit

GROUPS = (
    ("assignment", "movement"),
    ("employment", "probation_outcome"),
    ("compensation",),
    ("custom_value",),
)
"""Facts that go back together or not at all."""
WORDS = {
    "assignment": ("任岗", "post"),
    "employment": ("任职", "employment"),
    "compensation": ("薪资", "pay"),
    "custom_value": ("自定义字段", "company's own fields"),
}


@dataclass
class Undone:
    """How many people or rows went back, and what did not: row, code, field, 中文, English."""

    undone: int = 0
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, row: int, code: str | None, name: str, zh: str, en: str) -> None:
        self.refusals.append({"row": row, "code": code, "field": name, "zh": zh, "en": en})


@dataclass(frozen=True)
class Line:
    """One person's line of the ledger."""

    id: str
    row: int
    person: str
    made: Mapping[str, list[str]]
    superseded: Mapping[str, list[str]]
    is_new: bool
    before: str | None
    after: str | None


async def undo_batch(ctx: Context, batch_id: str, tell: Callable[[int], None]) -> Undone:
    """Undo everything a batch changed, as far as it still stands. Inside store.write."""
    done = Undone()
    changes = await ImportChange.filter(batch_id=batch_id).order_by("number", "id")
    lines = [line_of(change) for change in changes if change.person_id]
    codes = await codes_of([line.person for line in lines])
    refused = await still_needed(ctx, [line for line in lines if line.is_new])
    for person, why in refused.items():
        line = next(each for each in lines if each.person == person)
        done.refuse(line.row, codes.get(person), "code", *why)
    kept = [line for line in lines if line.person not in refused]
    tell(20)
    live = await live_ids([*kept])
    plans: dict[str, list[tuple[Line, str]]] = defaultdict(list)
    for line in kept:
        sort_out(line, live, plans, done, codes)
    tell(40)
    copied = Copied()
    for table, model in KEPT.items():
        moves = [(one.made.get(name, []), one.superseded.get(name, [])) for one, name in plans[table]]
        await put_back(ctx, model, moves, copied)
    await take_back_exits(ctx, [line for line, _ in plans["employment"] if not line.is_new])
    await put_columns_back(ctx, kept, done, codes)
    await withdraw_people(ctx, [line.person for line in kept if line.is_new])
    tell(70)
    await rename_ids(copied, [line.person for line in kept])
    people = sorted({line.person for line in kept})
    await reckon(ctx, people, None)
    for table in FACTS:
        if plans[table]:
            await touched(ctx, table, ALWAYS, None)
    done.undone = len(kept) + await undo_lines(
        ctx, [orjson.loads(change.moves) for change in changes if not change.person_id], done
    )
    await forget_check(ctx, batch_id)
    await withdraw_drops(ctx, batch_id)
    tell(100)
    return done


async def take_back_exits(ctx: Context, lines: Sequence[Line]) -> None:
    """Take back the exits of those who by the batch had left, and now have not."""
    for some in (lines[at : at + BATCH] for at in range(0, len(lines), BATCH)):
        made = [row_id for line in some for row_id in line.made.get("employment", [])]
        gone = [row_id for line in some for row_id in line.superseded.get("employment", [])]
        left = {
            (link(row, "employee_id"), row.hired_on)
            for row in await Employment.filter(id__in=made, left_on__isnull=False)
        }
        before = await Employment.filter(id__in=gone, left_on__isnull=False)
        for person, hired_on in sorted(left - {(link(row, "employee_id"), row.hired_on) for row in before}):
            await take_back_exit(ctx, person, hired_on)


def line_of(change: ImportChange) -> Line:
    moves = orjson.loads(change.moves)
    return Line(
        change.id, change.number, str(change.person_id), moves["made"], moves["superseded"], moves["new"],
        change.before, change.after,
    )  # fmt: skip


async def codes_of(people: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in batched(sorted(set(people))):
        found |= dict(await Employee.filter(id__in=some).values_list("id", "code"))
    return found


async def live_ids(lines: Sequence[Line]) -> set[str]:
    """Return which of the rows that the lines made are still in force."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines:
        for table, ids in line.made.items():
            wanted[table] += ids
    found: set[str] = set()
    for table, ids in wanted.items():
        for some in (ids[at : at + BATCH] for at in range(0, len(ids), BATCH)):
            live = KEPT[table].filter(id__in=some, superseded_at=None)
            found |= {str(row_id) for row_id in await live.values_list("id", flat=True)}
    return found


def sort_out(
    line: Line,
    live: set[str],
    plans: dict[str, list[tuple[Line, str]]],
    done: Undone,
    codes: Mapping[str, str],
) -> None:
    """Decide for each group of one person's facts whether it goes back."""
    for group in GROUPS:
        made = [row_id for table in group for row_id in line.made.get(table, [])]
        if all(row_id in live for row_id in made):
            for table in group:
                if line.made.get(table) or line.superseded.get(table):
                    plans[table].append((line, table))
        else:
            zh, en = WORDS[group[0]]
            done.refuse(
                line.row,
                codes.get(line.person),
                group[0],
                f"{zh}后来又有变动，保持现状。",
                f"The {en} was changed again since; it is left as it is.",
            )
    records = line.made.get("source_record", [])
    if all(row_id in live for row_id in records):
        plans["source_record"].append((line, "source_record"))
