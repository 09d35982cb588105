"""Digests: on its days and at its hour a department's leaders and robot learn how much is open, with a link each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from server.delivery.models import DeliveryEndpoint, DepartmentDigest
from server.delivery.publishing import address
from server.delivery.rules import is_due
from server.desk import notify
from server.jobs import Task, enqueue
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.labels import label

DIGEST: Final = "delivery.digest"
NAMES: Final = {"DAILY": ("每日摘要", "Daily digest"), "WEEKLY": ("每周摘要", "Weekly digest")}


@dataclass(frozen=True)
class Line:
    """One count of what is open, and where it is seen."""

    zh: str
    en: str
    count: int
    link: str


@dataclass(frozen=True)
class Told:
    """What a department is told: its name, the lines as its leader sees them, and who leads it."""

    department: str
    lines: Sequence[Line]
    leaders: Sequence[str]


Count = Callable[[Context, str], Awaitable[Told | None]]
"""Counts for a department, as its leader may; None if there is no such department or nobody leads it."""


async def ask_digests(ctx: Context) -> None:
    """Ask for this day's digests, each at its hour on the company's wall."""

    async def work() -> None:
        for row in await DepartmentDigest.filter(is_active=True):
            await ask_digest(ctx, row)

    await ctx.store.write(work)


async def ask_digest(ctx: Context, row: DepartmentDigest, *, late: bool = True) -> None:
    """Ask for this day's digest of a department, if it has one; `late`: though its hour is over. In store.write."""
    when = at_hour(ctx.today, row.hour, ctx.store.settings.zone)
    if (
        row.is_active
        and row.last_on != ctx.today
        and is_due(row.rhythm, row.weekday, ctx.today.isoweekday())
        and (late or when >= ctx.now)
    ):
        told = {"digest": row.id, "day": ctx.today.isoformat()}
        await enqueue(ctx, DIGEST, f"{row.id}:{ctx.today}", told, after=max(when, ctx.now))


def at_hour(day: date, hour: int, zone: str) -> datetime:
    """Return an hour of a local day; one that the clocks skip is the moment they are put to."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


async def send_digest(ctx: Context, task: Task, count: Count) -> str:
    """Count, and tell; the same day again tells nobody twice. A day on which nothing is open is left in peace."""
    told = task.read()
    digest_id, day = str(told["digest"]), str(told["day"])
    rows = await ctx.store.ask(
        "select department_id, rhythm from department_digest where id={0} and is_active", digest_id
    )
    found = await count(ctx, str(rows[0][0])) if rows else None
    if found is None:
        return "nobody leads it"
    if not (lines := [each for each in found.lines if each.count]):
        return "nothing to tell"

    async def work() -> str:
        row = await DepartmentDigest.get(id=digest_id)
        zh, en = sentence(found.department, str(rows[0][1]), lines)
        key = f"digest:{digest_id}:{day}"
        await notify(ctx, found.leaders, "digest", title=label(zh, en), link=lines[0].link, key=key)
        robots = await DeliveryEndpoint.filter(id=row.endpoint_id or "", is_active=True)
        news = {
            "at": spell_instant(ctx.now),
            "data": {"title": label(zh, en), "link": lines[0].link},
            "lines": [{"text": ctx_line(ctx, each), "link": each.link} for each in lines],
        }
        await address(ctx, task.id, "digest", list(robots), news)
        await DepartmentDigest.filter(id=digest_id).update(
            last_on=date.fromisoformat(day), updated_at=ctx.now
        )
        return f"{len(lines)} lines"

    return await ctx.store.write(work)


def sentence(department: str, rhythm: str, lines: Sequence[Line]) -> tuple[str, str]:
    """Put the counts into one sentence of each language."""
    zh, en = NAMES[rhythm]
    told_zh = "，".join(f"{each.zh} {each.count}" for each in lines)
    told_en = ", ".join(f"{each.en} {each.count}" for each in lines)
    return f"{department}{zh}：{told_zh}", f"{en} of {department}: {told_en}"


def ctx_line(ctx: Context, line: Line) -> str:
    return f"{line.en if ctx.store.settings.language == 'en' else line.zh} {line.count}"
