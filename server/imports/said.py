"""What sources say of people, and which of them is believed: by a person's word, by priority, else the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from server.imports.check import Values
from server.imports.models import ConflictRule
from server.kernel.context import Context
from server.store.reads import Snapshot

POSTS = ("department", "position", "location", "manager")
FIELDS = (
    "name", "phone", "email", "id_number", *POSTS, "base_salary", "employment_type", "vendor", "probation_ends_on",
    "confirmed_on", "left_on", "leave_kind", "leave_reason", "hired_on",
)  # fmt: skip
"""What sources may contradict each other about."""
LOWEST = 1_000_000
BATCH = 500
PLACE = "source_record.told"


@dataclass(frozen=True)
class Said:
    """One source's word on one field; `at` is when it first said so, `value` what is compared, `shown` what is read."""

    source: str
    value: str
    shown: str
    at: str


@dataclass(frozen=True)
class Ranks:
    """How strong a source is: 1 is the strongest; fields may have a rank of their own."""

    rank: int | None = None
    fields: Mapping[str, int] = field(default_factory=dict)

    def of(self, name: str) -> int:
        own = self.fields.get(name, self.rank)
        return LOWEST if own is None else own


@dataclass(frozen=True)
class Choice:
    """Whose word stands, and why; `is_open` waits for a person."""

    said: Said
    rule: ConflictRule
    is_open: bool


def choose(name: str, words: Sequence[Said], ranks: Mapping[str, Ranks], person: str | None = None) -> Choice:
    """Choose between sources; `person` is the source that somebody chose, for as long as it still speaks."""
    strength = {each.source: ranks.get(each.source, Ranks()).of(name) for each in words}
    if chosen := next((each for each in words if each.source == person), None):
        return Choice(chosen, ConflictRule.PERSON, is_open=False)
    best = min(strength.values())
    strong = [each for each in words if strength[each.source] == best]
    newest = max(strong, key=lambda each: (each.at, each.source))
    decided = len({each.value for each in strong}) == 1 and len(strong) < len(words)
    rule = ConflictRule.PRIORITY if decided else ConflictRule.NEWEST
    return Choice(newest, rule, is_open=not decided and len({each.value for each in words}) > 1)


def told_of(values: Values, post: Mapping[str, str | None]) -> dict[str, tuple[str, str]]:
    """Return what a row says, each field as (compared, shown)."""
    out = {}
    for name in FIELDS:
        if (value := values.get(name)) is None:
            continue
        shown = value.isoformat() if isinstance(value, date) else str(value)
        out[name] = (str(post.get(f"{name}_id") or shown) if name in POSTS else shown, shown)
    return out


@dataclass
class Sayings:
    """What is known of some people from all sources; records are opened when first asked for."""

    ctx: Context
    source: str | None
    ranks: dict[str, Ranks]
    titles: dict[str, str]
    sealed: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)
    decisions: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, person: str) -> dict[str, list[Said]]:
        """Return each field's words of one person, each source's newest."""
        out: dict[str, dict[str, Said]] = {}
        for row_id, source, sealed, key in self.sealed.get(person, ()):
            for name, word in opened(self.ctx, key, row_id, source, sealed).items():
                held = out.setdefault(name, {}).get(source)
                if held is None or held.at <= word.at:
                    out[name][source] = word
        return {name: list(words.values()) for name, words in out.items()}


def opened(ctx: Context, key: str, row_id: str, source: str, sealed: str) -> dict[str, Said]:
    """Open a record; one of somebody erased says nothing."""
    clear = ctx.store.vault.open_with(ctx.store.vault.key(key), f"{PLACE}|{row_id}", sealed)
    found: dict[str, list[str]] = orjson.loads(clear) if clear else {}
    return {name: Said(source, *entry) for name, entry in found.items()}


def closed(ctx: Context, key: str, row_id: str, words: Iterable[tuple[str, Said]]) -> str:
    """Seal the words of one source for the row they are to stand in."""
    told = {name: [word.value, word.shown, word.at] for name, word in words}
    return ctx.store.vault.seal(key, f"{PLACE}|{row_id}", orjson.dumps(told).decode())


async def read_sayings(ctx: Context, name: str, people: Sequence[str]) -> Sayings:
    """Read what every source says of these people, as an import of the source `name` compares with."""
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        sources = await snapshot.rows("select id,name,title,rank,ranks from import_source")
        own = next((row[0] for row in sources if row[1] == name), None)
        ranks = {row[0]: ranks_of(row[3], row[4]) for row in sources}
        found = Sayings(ctx, own, ranks, {row[0]: row[2] or row[1] for row in sources})
        for some in (people[at : at + BATCH] for at in range(0, len(people), BATCH)) if sources else ():
            await _read_some(ctx, snapshot, found, some)
    return found


async def _read_some(ctx: Context, snapshot: Snapshot, found: Sayings, people: Sequence[str]) -> None:
    mark = "?" if ctx.store.dialect == "sqlite" else "$"
    marks = ",".join(f"{mark}{number + 1}" for number in range(len(people)))
    for owner, *record in await snapshot.rows(
        "select r.employee_id,r.id,r.source_id,r.told,k.wrapped from source_record r "  # noqa: S608 (marks)
        f"join person_key k on k.person_id=r.employee_id where r.superseded_at is null and r.employee_id in ({marks})",
        people,
    ):
        row: Any = tuple(record)
        found.sealed.setdefault(owner, []).append(row)
    decided = await snapshot.rows(
        "select employee_id,field,chosen_id from data_conflict where superseded_at is null "  # noqa: S608 (marks)
        f"and rule='PERSON' and employee_id in ({marks})",
        people,
    )
    found.decisions |= {(owner, name): chosen for owner, name, chosen in decided}


def ranks_of(rank: int | None, fields: str) -> Ranks:
    return Ranks(rank, orjson.loads(fields))
