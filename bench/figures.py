"""What kept figures save: the same questions answered from what is kept and from the rows, in companies of two sizes.

Every question goes through the whole engine. What is remembered in memory is forgotten before each measurement.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import shutil
import statistics
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.people_world import TODAY, fill
from bench.reads import Line
from bench.stage import BUILD
from policies import load
from server.commands.base import ensure_secrets
from server.kernel.context import SYSTEM, Context
from server.kernel.settings import Settings
from server.metrics.agreed.registry import Registry
from server.metrics.answers import work
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, PeriodAsk, Table
from server.metrics.kept.cache import cache_of
from server.metrics.kept.dirty import touched_all
from server.metrics.kept.prepared import fetch as prepared
from server.metrics.live import fetch as live
from server.metrics.words import Grain
from server.store.migrate import create_all
from server.store.store import Store

SMALL, LARGE = (10_000, 100_000), (1_000_000, 10_000_000)
"""People, and their contacts with customers."""
LEAST_GAIN, MOST_GROWTH, MOST_STATEMENTS = 200.0, 3.0, 4.0
HOUR = 3600.0
BY_DEPARTMENT = ("department",)
TABLES = (
    "employee", "employment", "assignment", "department_version", "contact", "customer_feedback", "timesheet",
    "movement", "training_task", "finance_entry", "sales_order", "position_slot",
)  # fmt: skip
ATTRITION = Ask("attrition_rate_average", PeriodAsk(last=24, through=TODAY), Grain.MONTH, BY_DEPARTMENT)
RESOLUTION = Ask("fcr_rate", PeriodAsk(last=12, through=TODAY), Grain.MONTH, BY_DEPARTMENT)
QUESTIONS = {
    "attrition_24_months_60_departments": ATTRITION,
    "first_contact_resolution_12_months": RESOLUTION,
}
DASHBOARD = (
    "attrition_rate_average", "attrition_rate_opening", "voluntary_attrition_rate", "involuntary_attrition_rate",
    "headcount_closing", "headcount_average", "hires_count", "attrition_rate_daily", "new_hire_retention_3m", "fcr_rate",
    "fte_closing", "span_of_control",
)  # fmt: skip


async def build(people: int, contacts: int) -> Settings:
    """Fill a file of its own once; it is kept under build/bench."""
    settings = Settings(data=BUILD / f"figures-{people}")
    marker = settings.data / "filled"
    if not marker.exists():
        shutil.rmtree(settings.data, ignore_errors=True)
        settings.data.mkdir(parents=True)
        ensure_secrets(settings)
        await create_all(settings)
        fill(Path(settings.sqlite_path), people, contacts)
        marker.touch()
    return settings


@asynccontextmanager
async def opened(size: tuple[int, int]) -> AsyncIterator[tuple[Context, Registry]]:
    settings = await build(*size)
    store = await Store.open(settings, ensure_secrets(settings))
    store.reads.seconds = HOUR  # type: ignore[attr-defined] # the live way takes its time
    now = datetime(TODAY.year, TODAY.month, TODAY.day, 4, tzinfo=UTC)
    ctx = Context(SYSTEM, now, TODAY, load(), store)
    try:
        await store.write(lambda: touched_all(ctx, TABLES))
        yield ctx, Registry(store)
    finally:
        await store.close()


@contextmanager
def from_the_rows() -> Iterator[None]:
    vars(work)["fetch"] = live.fetch  # as if nothing were kept
    try:
        yield
    finally:
        vars(work)["fetch"] = prepared


async def seconds(ctx: Context, registry: Registry, asks: Sequence[Ask]) -> float:
    """Answer once, with nothing remembered; every answer must be a table."""
    cache = cache_of(ctx.store.reads)
    cache.entries.clear()
    cache.size = 0
    began = time.perf_counter()
    answers = await answer(ctx, registry, asks)
    spent = time.perf_counter() - began
    for ask, found in zip(asks, answers, strict=True):
        if not isinstance(found, Table):
            raise TypeError(f"{ask.key}: {found}")
    return spent


async def median(ctx: Context, registry: Registry, asks: Sequence[Ask], times: int = 9) -> float:
    return statistics.median([await seconds(ctx, registry, asks) for _ in range(times)])


async def statements(ctx: Context, registry: Registry, asks: Sequence[Ask]) -> int:
    said: list[str] = []
    ctx.store.reads.on_statement = said.append
    await seconds(ctx, registry, asks)
    ctx.store.reads.on_statement = None
    return len(said)


async def of_size(size: tuple[int, int]) -> tuple[dict[str, float], list[Line]]:
    """Return what each question costs from what is kept, and the lines of one size."""
    kept: dict[str, float] = {}
    lines: list[Line] = []
    async with opened(size) as (ctx, registry):
        for name, ask in QUESTIONS.items():
            first = await seconds(ctx, registry, [ask])
            kept[name] = await median(ctx, registry, [ask])
            with from_the_rows():
                slow = await seconds(ctx, registry, [ask])
            print(
                f"# {size[0]:,} people, {name}: rows {slow:.2f} s, first {first:.2f} s, kept {kept[name] * 1000:.1f} ms"
            )
            goal = LEAST_GAIN if size == LARGE else 1.0
            gain = slow / kept[name]
            lines.append(Line(f"figures.{size[0]}.{name}.gain", gain, goal, gain >= goal))
        asks = [Ask(key, PeriodAsk(last=1, through=TODAY), Grain.MONTH, BY_DEPARTMENT) for key in DASHBOARD]
        await answer(ctx, registry, asks)
        extra = await statements(ctx, registry, asks) - await statements(ctx, registry, asks[:1])
        lines.append(
            Line(
                f"figures.{size[0]}.dashboard_extra_statements",
                extra,
                MOST_STATEMENTS,
                extra <= MOST_STATEMENTS,
            )
        )
    return kept, lines


def bench(*, full: bool) -> Iterator[Line]:
    """Yield the lines: ten thousand people, and with `full` a million with ten million contacts."""
    small, lines = asyncio.run(of_size(SMALL))
    yield from lines
    if full:
        large, lines = asyncio.run(of_size(LARGE))
        yield from lines
        for name, spent in large.items():
            growth = spent / small[name]
            yield Line(f"figures.{name}.growth", growth, MOST_GROWTH, growth <= MOST_GROWTH)
