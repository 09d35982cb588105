"""Reports: figures frozen as they were, kept for whoever froze them, and how far the present has drifted from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from server import jobs
from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.kernel.errors import not_found
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.metrics.answers.asking import tables
from server.metrics.asked import Ask, PeriodAsk, Table
from server.metrics.definitions import Dictionary
from server.metrics.dictionary.lineage import lineage
from server.metrics.governance.record import allow, invalid, tell
from server.metrics.models import MetricReport, Schedule
from server.metrics.reckoning import access
from server.metrics.reporting.frozen import FrozenTable, Json, content_hash, freeze, thaw
from server.metrics.words import Grain
from server.store.base import stamp
from server.store.idempotency import once

JOB = "metrics.freeze_report"
HOUR = time(6)
"""Scheduled reports are frozen at six in the morning, local time."""
LONGEST_NAME = 200
COLUMNS = (
    "id, name, account_id, account_name, asked, frozen, known_at, policy_version, hash, schedule, next_at, "
    "origin, created_at"
)
PERIODIC = {Schedule.MONTHLY: 1, Schedule.QUARTERLY: 3}


@dataclass(frozen=True)
class ReportAsk:
    """What a report holds: figures over periods, split alike."""

    name: str
    keys: tuple[str, ...]
    period: PeriodAsk
    grain: Grain | None = None
    by: tuple[str, ...] = ()
    schedule: Schedule | None = None

    def asks(self) -> list[Ask]:
        return [Ask(key, self.period, self.grain, self.by) for key in self.keys]


@dataclass(frozen=True)
class Report:
    """A kept report; `tables` are those the caller may still see."""

    id: str
    name: str
    keys: tuple[str, ...]
    frozen_at: datetime
    frozen_by: str
    hash: str
    schedule: Schedule | None
    known_at: datetime
    tables: tuple[FrozenTable, ...]
    asked: ReportAsk


async def freeze_report(
    ctx: Context,
    registry: Registry,
    asked: ReportAsk,
    *,
    origin: str | None = None,
    idempotency_key: str | None = None,
) -> str:
    """Freeze figures as the caller sees them now; one with a schedule is frozen anew by itself from then on."""
    allow(ctx, "Mutation.freezeReport")
    require_whole(asked)
    found = await tables(ctx, registry, asked.asks())
    known = await registry.current(ctx)
    content = [kept(ctx, table, known) for table in found]
    request = {"operation": "freeze_report", "asked": spell_ask(asked), "origin": origin}

    async def work() -> str:
        row = await MetricReport.create(
            **stamp(ctx), name=asked.name.strip(), account_id=ctx.principal.account_id,
            account_name=ctx.principal.name, asked=orjson.dumps(spell_ask(asked)).decode(),
            frozen=orjson.dumps(content).decode(), known_at=ctx.now, policy_version=ctx.policy.version,
            hash=content_hash(content), schedule=asked.schedule, origin=origin,
        )  # fmt: skip
        if asked.schedule is not None:
            await plan(ctx, row.id, asked.schedule)
        changes = {"name": (None, row.name), "keys": (None, list(asked.keys)), "hash": (None, row.hash)}
        await tell(ctx, "freeze_report", "MetricReport", row.id, changes)
        return row.id

    return await ctx.store.write(lambda: once(ctx, idempotency_key, request, work))


def require_whole(asked: ReportAsk) -> None:
    if not asked.name.strip() or len(asked.name) > LONGEST_NAME:
        raise invalid("name", "请填写名称，最长 200 个字符。", "Give it a name of up to 200 characters.")
    if asked.schedule is not None and asked.period.last is None:
        raise invalid(
            "period",
            "定期报表的期间须为“最近若干期”。",
            "A scheduled report needs a period that moves: the last so many.",
        )


def kept(ctx: Context, table: Table, known: Dictionary) -> Json:
    """Return a table as it is kept: with the versions its columns used, and with how far its maker could see."""
    metric = table.metric
    used = {column.version for column in table.columns} | {metric.version}
    versions = {
        each.version: (each.formula, each.hash)
        for each in known.versions.get(metric.key, (metric,))
        if each.version in used
    }
    seen = access.reach(ctx, metric, lineage(metric, known).classes, table.dimensions)
    return freeze(table, versions) | {"reach": spell_reach(seen)}


async def plan(ctx: Context, report_id: str, schedule: Schedule) -> None:
    """Queue the next run; inside store.write."""
    when = next_run(schedule, ctx.today, ctx.store.settings.zone)
    await MetricReport.filter(id=report_id).update(next_at=when, updated_at=ctx.now)
    await jobs.submit(ctx, JOB, {"report": report_id}, after=when)


def next_run(schedule: Schedule, today: date, zone: str) -> datetime:
    """Return when a report is due next: the morning after its day, week, month or quarter has ended."""
    if schedule is Schedule.DAILY:
        day = today + timedelta(days=1)
    elif schedule is Schedule.WEEKLY:
        day = today + timedelta(days=7 - today.weekday())
    else:
        months = PERIODIC[schedule]
        begun = today.replace(day=1, month=(today.month - 1) // months * months + 1)
        day = add_months(begun, months)
    return datetime.combine(day, HOUR, ZoneInfo(zone))


async def delete_report(
    ctx: Context, registry: Registry, *, report_id: str, idempotency_key: str | None = None
) -> str:
    """Throw a report of one's own away; a scheduled one ends with it."""
    del registry
    allow(ctx, "Mutation.deleteReport")

    async def work() -> str:
        mine = MetricReport.filter(id=report_id, account_id=ctx.principal.account_id)
        row = await mine.select_for_update().get_or_none()
        if row is None:
            raise not_found()
        await row.delete()
        changes = {"name": (row.name, None), "hash": (row.hash, None)}
        await tell(ctx, "delete_report", "MetricReport", report_id, changes)
        return report_id

    request = {"operation": "delete_report", "id": report_id}
    return await ctx.store.write(lambda: once(ctx, idempotency_key, request, work))


# --- Reading ---


async def reports_of(ctx: Context, registry: Registry) -> list[Report]:
    """List the caller's reports, the newest first."""
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    sql = f"select {COLUMNS} from metric_report where account_id = {mark} order by id desc"
    rows = await ctx.store.reads.rows(sql, [ctx.principal.account_id])
    known = await registry.current(ctx)
    return [report_of(ctx, row, known) for row in rows]


async def report_by_id(ctx: Context, registry: Registry, report_id: str) -> Report | None:
    """Return one of the caller's reports; somebody else's is as one that does not exist."""
    first, second = ("?1", "?2") if ctx.store.dialect == "sqlite" else ("$1", "$2")
    sql = f"select {COLUMNS} from metric_report where account_id = {first} and id = {second}"
    rows = await ctx.store.reads.rows(sql, [ctx.principal.account_id, report_id])
    return report_of(ctx, rows[0], await registry.current(ctx)) if rows else None


def report_of(ctx: Context, row: Sequence[Any], known: Dictionary) -> Report:
    asked = read_ask(orjson.loads(row[4]))
    content: list[Json] = orjson.loads(row[5])
    return Report(
        id=row[0],
        name=row[1],
        keys=tuple(each["key"] for each in content),
        frozen_at=read_instant(row[12]),
        frozen_by=row[3],
        hash=row[8],
        schedule=Schedule(row[9]) if row[9] else None,
        known_at=read_instant(row[6]),
        tables=tuple(thaw(each) for each in content if may_still_see(ctx, each, known)),
        asked=asked,
    )


def may_still_see(ctx: Context, kept_table: Json, known: Dictionary) -> bool:
    """Whether the caller's reach today covers that of the day the table was frozen."""
    metric = known.metrics.get(kept_table["key"])
    if metric is None:
        return False
    now = access.reach(ctx, metric, lineage(metric, known).classes, kept_table["dimensions"])
    then = read_reach(kept_table["reach"])
    totals = now.plain | now.totals
    size_fits = within(then.totals, now.plain) or now.k <= then.k
    return within(then.plain, now.plain) and within(then.totals, totals) and size_fits


def within(part: access.Scope, whole: access.Scope) -> bool:
    if whole.everywhere or not part:
        return True
    same_person = part.person is None or part.person == whole.person
    return not part.everywhere and part.departments <= whole.departments and same_person


def spell_reach(reach: access.Reach) -> Json:
    return {"plain": spell_scope(reach.plain), "totals": spell_scope(reach.totals), "k": reach.k}


def spell_scope(scope: access.Scope) -> Json:
    return {
        "everywhere": scope.everywhere,
        "departments": sorted(scope.departments),
        "person": scope.person,
    }


def read_reach(kept_reach: Mapping[str, Any]) -> access.Reach:
    scopes = {
        name: access.Scope(each["everywhere"], frozenset(each["departments"]), each["person"])
        for name in ("plain", "totals")
        for each in [kept_reach[name]]
    }
    return access.Reach(scopes["plain"], scopes["totals"], kept_reach["k"])


def spell_ask(asked: ReportAsk) -> Json:
    period = asked.period
    return {
        "name": asked.name,
        "keys": list(asked.keys),
        "grain": str(asked.grain) if asked.grain else None,
        "by": list(asked.by),
        "schedule": str(asked.schedule) if asked.schedule else None,
        "period": {
            "last": period.last,
            "complete": period.complete,
            "through": period.through.isoformat() if period.through else None,
            "between": [each.isoformat() for each in period.between] if period.between else None,
            "named": list(period.named),
        },
    }


def read_ask(spelled: Mapping[str, Any]) -> ReportAsk:
    period = spelled["period"]
    between = [date.fromisoformat(each) for each in period["between"] or ()]
    return ReportAsk(
        name=spelled["name"],
        keys=tuple(spelled["keys"]),
        grain=Grain(spelled["grain"]) if spelled["grain"] else None,
        by=tuple(spelled["by"]),
        schedule=Schedule(spelled["schedule"]) if spelled["schedule"] else None,
        period=PeriodAsk(
            last=period["last"],
            complete=period["complete"],
            through=date.fromisoformat(period["through"]) if period["through"] else None,
            between=(between[0], between[1]) if between else None,
            named=tuple(period["named"]),
        ),
    )
