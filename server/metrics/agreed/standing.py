"""What the company has agreed about its figures, read in one go: versions, signatures, targets, family defaults."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

import orjson

from server.kernel.clock import read_instant
from server.metrics.definitions import Target
from server.metrics.words import Decision, Grain, MetricStatus, Side

TEXTS = (
    "name_zh", "name_en", "definition_zh", "definition_en", "notes_zh", "notes_en", "formula", "unit",
    "direction", "grains", "dimensions", "sensitivity", "domain", "family", "synonyms", "examples",
)  # fmt: skip
"""What a version says, all of it text; lists are JSON."""
VERSION = (
    "id", "version", "key", "number", "status", "is_builtin", *TEXTS, "hash", "author_id", "author_name", "note",
    "submitted_at", "published_at", "effective_from", "effective_to", "successor", "updated_at",
)  # fmt: skip
SIGNATURE = ("metric_version_id", "side", "decision", "account_id", "person", "note", "hash", "at")
TARGET = ("id", "key", "op", "value", "near", "grain", "scope", "first_day", "last_day")
Cells = Sequence[Any]  # a row's columns, of whatever types


class Reads(Protocol):
    """A read pool or a snapshot."""

    async def rows(self, sql: str, args: Sequence[object] = ()) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class Version:
    """A row of the version table; `lock` is what optimistic locking compares."""

    id: str
    lock: int
    key: str
    number: int
    status: MetricStatus
    is_builtin: bool
    texts: Mapping[str, str]
    hash: str
    author_id: str | None
    author_name: str
    note: str | None
    submitted_at: datetime | None
    published_at: datetime | None
    effective_from: date | None
    effective_to: date | None
    successor: str | None
    updated_at: datetime

    @property
    def formula(self) -> str:
        return self.texts["formula"]

    def raw(self) -> dict[str, object]:
        """Return the definition in the form of a domain's file, for whoever makes metrics of those."""
        text = self.texts
        raw: dict[str, object] = {
            "key": self.key,
            "name": {"zh": text["name_zh"], "en": text["name_en"]},
            "definition": {"zh": text["definition_zh"], "en": text["definition_en"]},
            "formula": text["formula"],
            "unit": text["unit"],
            "direction": text["direction"],
            "sensitivity": text["sensitivity"],
            "domain": text["domain"],
            **{name: orjson.loads(text[name]) for name in ("grains", "dimensions", "synonyms", "examples")},
        }
        if text["family"]:
            raw["family"] = text["family"]
        if text["notes_zh"] or text["notes_en"]:
            raw["notes"] = {"zh": text["notes_zh"], "en": text["notes_en"]}
        return raw


@dataclass(frozen=True)
class Signed:
    """One side's word on a version."""

    side: Side
    decision: Decision
    account_id: str
    person: str
    note: str | None
    hash: str
    at: datetime

    def holds(self, version: Version, present_hash: str) -> bool:
        """Whether it is an agreement to what the version means now, given since it was last submitted."""
        return (
            self.decision is Decision.AGREE
            and self.hash == present_hash
            and (version.submitted_at is None or self.at >= version.submitted_at)
        )


@dataclass(frozen=True)
class KeptTarget:
    """A target the company set, with the id to remove it by."""

    id: str
    key: str
    target: Target


@dataclass(frozen=True)
class Standing:
    """All of it; versions oldest first, signatures (by version id) in the order they were given."""

    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    signatures: Mapping[str, tuple[Signed, ...]] = field(default_factory=dict)
    targets: Mapping[str, tuple[KeptTarget, ...]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    def version(self, key: str, number: int) -> Version | None:
        return next((each for each in self.versions.get(key, ()) if each.number == number), None)

    def words_on(self, version: Version | None) -> dict[Side, Signed]:
        """Return each side's last word on a version."""
        found = self.signatures.get(version.id, ()) if version else ()
        return {each.side: each for each in found}

    def is_agreed(self, version: Version | None, present_hash: str) -> bool:
        """Whether both sides agree to what the version means now."""
        last = self.words_on(version)
        return version is not None and all(
            side in last and last[side].holds(version, present_hash) for side in Side
        )


async def read_standing(reads: Reads) -> Standing:
    """Read the four small tables."""
    versions = await reads.rows(select("metric_version", VERSION, "key, number"))
    signatures = await reads.rows(select("metric_signature", SIGNATURE, "at, id"))
    targets = await reads.rows(select("metric_target", TARGET, "id"))
    defaults = await reads.rows("select family, key from metric_family_default")
    return standing_of(versions, signatures, targets, defaults)


def select(table: str, columns: Sequence[str], order: str) -> str:
    return f"select {', '.join(columns)} from {table} order by {order}"


def standing_of(
    versions: Sequence[Cells],
    signatures: Sequence[Cells],
    targets: Sequence[Cells],
    defaults: Sequence[Cells],
) -> Standing:
    by_key: defaultdict[str, list[Version]] = defaultdict(list)
    for row in versions:
        found = version_of(dict(zip(VERSION, row, strict=True)))
        by_key[found.key].append(found)
    by_version: defaultdict[str, list[Signed]] = defaultdict(list)
    for owner, *row in signatures:
        by_version[str(owner)].append(signed_of(row))
    by_target: defaultdict[str, list[KeptTarget]] = defaultdict(list)
    for row in targets:
        kept = target_of(row)
        by_target[kept.key].append(kept)
    return Standing(
        {key: tuple(rows) for key, rows in by_key.items()},
        {key: tuple(rows) for key, rows in by_version.items()},
        {key: tuple(rows) for key, rows in by_target.items()},
        {str(family): str(key) for family, key in defaults},
    )


def version_of(row: Mapping[str, Any]) -> Version:
    return Version(
        id=row["id"],
        lock=row["version"],
        key=row["key"],
        number=row["number"],
        status=MetricStatus(row["status"]),
        is_builtin=bool(row["is_builtin"]),
        texts={name: "" if row[name] is None else str(row[name]) for name in TEXTS},
        hash=row["hash"],
        author_id=row["author_id"],
        author_name=row["author_name"],
        note=row["note"],
        submitted_at=moment(row["submitted_at"]),
        published_at=moment(row["published_at"]),
        effective_from=day(row["effective_from"]),
        effective_to=day(row["effective_to"]),
        successor=row["successor"],
        updated_at=read_instant(row["updated_at"]),
    )


def signed_of(row: Cells) -> Signed:
    side, decision, account_id, person, note, signed_hash, at = row
    return Signed(Side(side), Decision(decision), account_id, person, note, signed_hash, read_instant(at))


def target_of(row: Cells) -> KeptTarget:
    row_id, key, op, value, near, grain, scope, first, last = row
    target = Target(
        op=op,
        value=Decimal(value),
        grain=Grain(grain),
        near=None if near is None else Decimal(near),
        scope=tuple(orjson.loads(scope)),
        first=day(first),
        last=day(last),
    )
    return KeptTarget(row_id, key, target)


def moment(text: str | None) -> datetime | None:
    return None if text is None else read_instant(text)


def day(text: str | date | None) -> date | None:
    return text if text is None or isinstance(text, date) else date.fromisoformat(text)
