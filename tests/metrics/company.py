"""A small company for tests: rows of the logical sources, loaded through the product's own tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from policies import load
from server.demo.examples import Loader, context_at, expand
from server.kernel.context import Context, Grant, Principal
from server.metrics.dictionary.load import load_builtin
from server.store.store import Store

Rows = Sequence[Mapping[str, Any]]
DEFAULTS: dict[str, dict[str, object]] = {
    "employment": {"employment_type": "regular", "is_rehire": False},
    "movement": {"reason": "normal"},
    "contact": {"is_valid": True, "channel": "chat"},
    "feedback": {"kind": "survey", "is_valid": True},
    "payroll": {"paid_hours": 100},
}
JANUARY = date(2022, 1, 1)


async def found(store: Store, today: date, tables: Mapping[str, Any]) -> Context:
    """Load the rows and return the house's own context at the close of `today`."""
    ctx = context_at(store, load(), today)
    rows = {name: expand(each, DEFAULTS.get(name, {})) for name, each in tables.items()}
    await Loader(store, load_builtin(), ctx).load(rows)
    return ctx


def seen_by(
    ctx: Context, role: str, *, team: Sequence[str] = (), employee: str | None = None, account: str = ""
) -> Context:
    """Return the context of someone with one role."""
    who = Principal(account or f"account-{role}", role, role, employee, (Grant(role, tuple(team)),))
    return replace(ctx, principal=who)


async def department(store: Store, code: str) -> str:
    mark = "?1" if store.dialect == "sqlite" else "$1"
    rows = await store.reads.rows(f"select id from department where code={mark}", [code])
    return str(rows[0][0])


async def employee(store: Store, code: str) -> str:
    mark = "?1" if store.dialect == "sqlite" else "$1"
    rows = await store.reads.rows(f"select id from employee where code={mark}", [code])
    return str(rows[0][0])


def people(prefix: str, count: int, where: str, **more: object) -> list[dict[str, object]]:
    """Return `count` stays; put their assignments in with `posts`."""
    return [{"repeat": count, "spell_id": f"{prefix}{{i}}", "start_date": JANUARY, "where": where, **more}]


def staffed(*stays: Rows) -> dict[str, Any]:
    """Return the employment and assignment rows of some stays, each in the department its `where` names."""
    employments, assignments = [], []
    for stay in (dict(row) for rows in stays for row in rows):
        where = stay.pop("where")
        employments.append(stay)
        assignments.append(
            {
                "repeat": stay["repeat"],
                "spell_id": stay["spell_id"],
                "person_id": stay["spell_id"],
                "dept_id": where,
                "valid_from": stay["start_date"],
            }
        )
    return {"employment": employments, "assignment": assignments}
