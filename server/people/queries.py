"""Reads of the people domain for other server code: who heads what, and what that makes one's team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from server.people.rules import subtree
from server.store.reads import Snapshot

Dialect = Literal["sqlite", "postgres"]

HEADED = "select id from department where manager_id={0}"
OWN = (
    "select department_id from assignment where employee_id={0} and is_primary and superseded_at is null "
    "and (valid_from<={1} or is_initial) and (valid_to is null or valid_to>{1})"
)
PARENTS = "select id,parent_id from department"
TEAM_OF_HEADS, TEAM_AT_HOME = frozenset({"department_manager"}), frozenset({"hr_specialist"})


async def team_of(
    snapshot: Snapshot,
    *,
    employee_id: str | None,
    role: str,
    department_ids: Sequence[str] = (),
    today: date,
    dialect: Dialect,
) -> tuple[str, ...]:
    """Return every department of the `team` relation, subtrees spelled out.

    A department manager's team is what they head and what is granted; an HR specialist's what is granted, else
    the department they work in; any other role's only what is granted.
    """
    tops = list(department_ids)
    if employee_id and role in TEAM_OF_HEADS:
        tops += await _ids(snapshot, HEADED, dialect, employee_id)
    if employee_id and role in TEAM_AT_HOME and not tops:
        tops += await _ids(snapshot, OWN, dialect, employee_id, today)
    if not tops:
        return ()
    return subtree(tops, {str(row[0]): row[1] for row in await snapshot.rows(PARENTS)})


async def _ids(snapshot: Snapshot, sql: str, dialect: Dialect, *args: object) -> list[str]:
    mark = "?" if dialect == "sqlite" else "$"
    spelled = [
        value.isoformat() if isinstance(value, date) and dialect == "sqlite" else value for value in args
    ]
    found = await snapshot.rows(sql.format(*(f"{mark}{number + 1}" for number in range(len(args)))), spelled)
    return [str(row[0]) for row in found]
