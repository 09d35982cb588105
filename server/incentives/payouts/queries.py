"""Reads of payouts that are opened or worked out: sums of runs, the steps behind a line, and who may get an honor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import orjson

from server.incentives.payouts.operations.lines import BUDGET, STEPS, TOTAL
from server.kernel.context import Context

SUMS = (
    "select r.id,r.total,r.budget,k.wrapped from payout_run r join person_key k on k.person_id=r.id "
    "where r.id in ({0})"
)
SCHEMES = (
    "select r.id,s.name,s.name_en from payout_run r join incentive_scheme s on s.id=r.scheme_id "
    "where r.id in ({0})"
)
LINES = "select p.id,p.steps,k.wrapped from payout p join person_key k on k.person_id=p.employee_id where p.id in ({0})"


@dataclass(frozen=True)
class Sums:
    """What a run comes to, and what it may come to."""

    total: Decimal | None
    budget: Decimal | None


NO_SUMS = Sums(None, None)


async def sums_of(ctx: Context, runs: Sequence[str]) -> Mapping[str, Sums]:
    """Open the sums of runs; whether the caller may see them is for the read engine to say before."""
    found = await rows(ctx, SUMS, runs)
    return {
        row[0]: Sums(money(ctx, row[3], TOTAL, row[0], row[1]), money(ctx, row[3], BUDGET, row[0], row[2]))
        for row in found
    }


def money(ctx: Context, wrapped: str, place: str, row_id: str, sealed: str | None) -> Decimal | None:
    return None if sealed is None else Decimal(ctx.store.vault.open(wrapped, f"{place}|{row_id}", sealed))


async def schemes_of(ctx: Context, runs: Sequence[str]) -> Mapping[str, str]:
    """Name the schemes that runs pay."""
    found = await rows(ctx, SCHEMES, runs)
    return {row[0]: (row[2] or row[1]) if ctx.language == "en" else row[1] for row in found}


async def steps_of(ctx: Context, lines: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
    """Open the steps of lines, as they were kept; whether the caller may see them is asked before, as for sums."""
    found = await rows(ctx, LINES, lines)
    return {
        row[0]: orjson.loads(ctx.store.vault.open(row[2], f"{STEPS}|{row[0]}", row[1]))
        if row[1] and row[2]
        else []
        for row in found
    }


async def rows(ctx: Context, sql: str, ids: Sequence[str]) -> list[Any]:
    """Run a statement for these ids, spelled for the database at hand."""
    if not ids:
        return []
    is_sqlite = ctx.store.dialect == "sqlite"
    marks = ",".join(f"?{number}" if is_sqlite else f"${number}" for number in range(1, len(ids) + 1))
    return list(await ctx.store.reads.rows(sql.format(marks), list(ids)))
