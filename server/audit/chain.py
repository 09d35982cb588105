"""The audit chain: how an entry is added, spelled and hashed, and how the whole chain is checked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from server.audit.anchors import Anchor, read_anchors
from server.audit.models import GENESIS, AccessLog, AuditEntry, AuditHead
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.store.reads import Snapshot
from server.store.store import Store

HIDDEN = "•"
"""Stands for a value that must not be kept in clear: `changes={"phone": [HIDDEN, HIDDEN]}`."""

COLUMNS = (
    "seq, id, at, actor_id, actor_name, action, subject_type, subject_id, "
    "purpose, request_id, policy_version, changes, prev_hash, hash"
)
PAGE_SQL = f"SELECT {COLUMNS} FROM audit_entry WHERE seq > {{mark}} ORDER BY seq LIMIT 5000"  # noqa: S608 (constants)
VERIFY_SECONDS = 600.0

Changes = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Verdict:
    """What the check found; `first_bad_seq` and `reason` name the first trouble."""

    ok: bool
    checked: int
    first_bad_seq: int | None = None
    reason: str = ""


async def record(
    ctx: Context, action: str, *, subject_type: str, subject_id: str, changes: Changes, purpose: str = ""
) -> None:
    """Add an entry to the chain; inside store.write only, so that a change without its entry cannot be.

    `changes` maps a field to [old, new]. Sealed or classified values are given as HIDDEN, never in clear.
    """
    head = await AuditHead.select_for_update().get(id=1)
    entry = (
        head.seq + 1,
        new_id(),
        spell_instant(ctx.now),
        ctx.principal.account_id,
        ctx.principal.name,
        action,
        subject_type,
        subject_id,
        purpose or ctx.purpose,
        ctx.request_id,
        ctx.policy.version,
        orjson.dumps(
            {k: list(v) for k, v in changes.items()}, default=str, option=orjson.OPT_SORT_KEYS
        ).decode(),
        head.hash,
    )
    spelled = entry_hash(entry)
    columns: dict[str, Any] = dict(zip(COLUMNS.split(", "), (*entry, spelled), strict=True))
    await AuditEntry.create(**columns)
    await AuditHead.filter(id=1).update(seq=head.seq + 1, hash=spelled)


class Look(NamedTuple):
    """One look at protected values, in the order of the table's columns."""

    id: str
    at: str
    actor_id: str
    actor_name: str
    roles: str
    subject_type: str
    subject_id: str | None
    field_group: str
    rule: str
    document: str
    rows: int
    purpose: str
    request_id: str


async def log_access(looks: Sequence[Look]) -> None:
    """Keep who saw what; inside store.write. Plain statements: this runs for every read of a person's data."""
    database = AccessLog._meta.db
    mark = "?" if database.capabilities.dialect == "sqlite" else "$"
    marks = ",".join("?" if mark == "?" else f"${number}" for number in range(1, len(Look._fields) + 1))
    await database.execute_many(
        f"INSERT INTO access_log ({','.join(Look._fields)}) VALUES ({marks})",  # noqa: S608 (constants)
        [list(each) for each in looks],
    )


def look(
    ctx: Context,
    *,
    subject_type: str,
    subject_id: str | None,
    field_group: str,
    rule: str,
    document: str,
    rows: int,
) -> Look:
    """Describe one look at protected values by the caller."""
    who = ctx.principal
    return Look(
        new_id(),
        spell_instant(ctx.now),
        who.account_id,
        who.name,
        " ".join(who.roles),
        subject_type,
        subject_id,
        field_group,
        rule,
        document,
        rows,
        ctx.purpose,
        ctx.request_id,
    )


def entry_hash(entry: Sequence[object]) -> str:
    """Hash an entry's columns in order, the previous hash last, spelled as one JSON array."""
    return hashlib.sha256(orjson.dumps(list(entry))).hexdigest()


async def verify(store: Store) -> Verdict:
    """Check every entry, the head and the anchors, in one snapshot."""
    async with store.reads.snapshot(seconds=VERIFY_SECONDS) as snapshot:
        anchors, forged = read_anchors(store)
        if forged is not None:
            return Verdict(ok=False, checked=0, reason=f"anchor line {forged} is not ours")
        page = PAGE_SQL.format(mark="?1" if store.dialect == "sqlite" else "$1")
        return await _walk(snapshot, page, {anchor.seq: anchor for anchor in anchors})


async def _walk(snapshot: Snapshot, sql: str, anchors: dict[int, Anchor]) -> Verdict:
    """Follow the chain from its start, a page at a time."""
    seq, last = 0, GENESIS
    while page := await snapshot.rows(sql, [seq]):
        for row in page:
            if row[0] != seq + 1:
                return Verdict(ok=False, checked=seq, first_bad_seq=seq + 1, reason="an entry is missing")
            seq = row[0]
            if row[12] != last:
                return Verdict(
                    ok=False,
                    checked=seq,
                    first_bad_seq=seq,
                    reason="the entry does not follow the one before",
                )
            last = row[13]
            if entry_hash(row[:13]) != last:
                return Verdict(ok=False, checked=seq, first_bad_seq=seq, reason="the entry was changed")
            if (anchor := anchors.pop(seq, None)) and anchor.hash != last:
                return Verdict(
                    ok=False, checked=seq, first_bad_seq=seq, reason="the entry differs from its anchor"
                )
    return await _end(snapshot, seq, last, anchors)


async def _end(snapshot: Snapshot, seq: int, last: str, anchors: dict[int, Anchor]) -> Verdict:
    """Compare the end of the chain with the head and with the anchors that lie beyond it."""
    if beyond := min((at for at in anchors if at > seq), default=None):
        return Verdict(
            ok=False,
            checked=seq,
            first_bad_seq=seq + 1,
            reason=f"entries up to {beyond} were anchored and are gone",
        )
    if await snapshot.rows("SELECT seq, hash FROM audit_head WHERE id = 1") != [(seq, last)]:
        return Verdict(
            ok=False, checked=seq, first_bad_seq=seq, reason="the head does not match the last entry"
        )
    return Verdict(ok=True, checked=seq)
