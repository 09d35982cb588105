"""Records that may be one person: by ID number, phone, e-mail, or the name with a date; each with how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import PageTooLarge
from server.store.reads import Snapshot

LIVE = (
    "select e.id,e.id_number_hash,e.phone_hash,e.email_hash,e.name_pinyin,e.birth_on,m.hired_on from employee e "
    "join employment m on m.employee_id=e.id and m.superseded_at is null and m.valid_to is null"
)
DIFFERENT = "select one_id,other_id from known_different"
REASONS: tuple[tuple[str, int, Callable[[tuple[Any, ...]], object]], ...] = (
    ("SAME_ID_NUMBER", 98, lambda row: row[1]),
    ("SAME_PHONE", 55, lambda row: row[2]),
    ("SAME_EMAIL", 55, lambda row: row[3]),
    ("SAME_NAME_AND_BIRTH", 75, lambda row: row[4] and row[5] and (row[4], row[5])),
    ("SAME_NAME_AND_HIRE_DATE", 40, lambda row: row[4] and (row[4], row[6])),
)
"""Each reason with how sure it alone makes us, in per cent, and what must be the same."""
WITH_NAME = 35
"""How much surer a shared phone or address is between people of one name."""
MOST_ALIKE = 20
"""What more people than this share, such as the phone of the front desk, tells nobody apart."""
MOST = 200


@dataclass(frozen=True)
class Candidate:
    """Two records and why they look like one; the one who was here first comes first."""

    one: str
    other: str
    reasons: tuple[str, ...]
    confidence: int


async def candidates(ctx: Context, *, limit: int = 50, least: int = 0) -> list[Candidate]:
    """List pairs that may be one person, the surest first; those known to be different are left out."""
    if not 0 <= limit <= MOST:
        raise PageTooLarge(f"每页最多 {MOST} 条。", f"A page holds at most {MOST}.", path=("first",))
    async with ctx.store.reads.snapshot() as snapshot:
        found = await pairs(snapshot)
    known = sorted(found.values(), key=lambda each: (-each.confidence, each.one, each.other))
    return [each for each in known if each.confidence >= least][:limit]


async def pairs(snapshot: Snapshot) -> dict[tuple[str, str], Candidate]:
    rows = await snapshot.rows(LIVE)
    different = {tuple(sorted(row)) for row in await snapshot.rows(DIFFERENT)}
    names = {row[0]: row[4] for row in rows}
    reasons: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for reason, sure, value_of in REASONS:
        groups: defaultdict[object, list[str]] = defaultdict(list)
        for row in rows:
            if value := value_of(row):
                groups[value].append(row[0])
        for ids in groups.values():
            if 1 < len(ids) <= MOST_ALIKE:
                ordered = sorted(ids)
                for at, one in enumerate(ordered):
                    for other in ordered[at + 1 :]:
                        if (one, other) not in different:
                            reasons[one, other].append((reason, sure))
    return {
        pair: Candidate(
            *pair,
            tuple(reason for reason, _ in why),
            confidence(why, same_name=names[pair[0]] == names[pair[1]]),
        )
        for pair, why in reasons.items()
    }


def confidence(why: Sequence[tuple[str, int]], *, same_name: bool) -> int:
    """Weigh reasons together: each leaves so much less doubt; a shared phone counts for more with a shared name."""
    doubt = 1.0
    for reason, sure in why:
        more = WITH_NAME if same_name and reason in ("SAME_PHONE", "SAME_EMAIL") else 0
        doubt *= 1 - min(99, sure + more) / 100
    return min(99, round(100 * (1 - doubt)))
