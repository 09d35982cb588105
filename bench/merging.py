"""Five files of people from five sources, merged, changed, contested, undone and un-merged, on both databases.

`python -m bench.merging [ROWS]` works on SQLite, `python -m bench --full` on PostgreSQL too. After each step the ledger
must be right to the row, else it ends with an error: what is measured must be true.
"""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.reads import Line
from server.imports import operations as act
from server.imports.duplicates import candidates
from server.kernel.context import SYSTEM
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.people.operations import hire_employee
from server.store.migrate import create_all
from server.store.store import Store
from tests.imports.five import SOURCES, files
from tests.imports.steps import Desk
from tests.people.town import plant
from tests.plan.world import TODAY, context

ROWS = 10_000
WRONG = 100
"""One in so many has another phone in the last two sources."""
MOST_MINUTES = 15.0
LINKED = "select count(distinct employee_id),count(*) from source_record where superseded_at is null"
STANDING = "select state,rule,count(*) from data_conflict where superseded_at is null group by state,rule order by state,rule"
PLACES = "select department_id,count(*) from assignment where superseded_at is null group by department_id order by 1"
SETTLED = ("SETTLED", "PRIORITY")
OPEN = ("OPEN", "NEWEST")


class Wrong(Exception):
    """The ledger is not what it must be after a step."""


class Watch:
    """Times the steps, and holds the ledger against what it must be after each."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.last = desk, time.perf_counter()
        self.begun, self.lines = self.last, list[tuple[str, float]]()

    async def step(self, name: str, **held: tuple[str, list[tuple[str | None, ...]]]) -> None:
        """End a step; each of `held` is a question and its only right answer."""
        self.lines.append((name, time.perf_counter() - self.last))
        for what, (question, right) in held.items():
            if (found := await self.desk.rows(question)) != right:
                raise Wrong(f"after {name} {what} is {found}, not {right}")
        self.last = time.perf_counter()


async def merge(store: Store, rows: int, wrong: int = WRONG) -> list[tuple[str, float]]:
    """Take the files through every step; return how many seconds each took, the five files together first."""
    await plant(store)
    desk = Desk(context(store, "hr_manager").acting_as(SYSTEM))
    watch, given = Watch(desk), files(rows, wrong=wrong)
    odd = str(len(range(0, rows, wrong)))
    settled: list[tuple[str | None, ...]] = [(*SETTLED, odd)]
    await act.save_import_source(desk.later(), name="hris", rank=1)
    for at, source in enumerate(SOURCES, start=1):
        await desk.load(given[source], source=source)
        told: list[tuple[str | None, ...]] = [(str(rows), str(at * rows))]
        await watch.step(source, linked=(LINKED, told), conflicts=(STANDING, settled if at > 3 else []))
    whole = time.perf_counter() - watch.begun
    before = await desk.rows(PLACES)
    changed = await desk.load(given["hris"].replace(",D3,", ",D4,"), source="hris")
    await watch.step("change", conflicts=(STANDING, settled))
    if await desk.rows(PLACES) == before:
        raise Wrong("the change moved nobody")
    await desk.undo(changed)
    await watch.step("undo", places=(PLACES, before), conflicts=(STANDING, settled))
    await contest(watch, given["recruiting"], odd, settled)
    await take_apart(watch, store, given["hris"].splitlines()[8].split(",")[4])
    return [("five_files", whole), *watch.lines]


async def contest(watch: Watch, hiring: str, odd: str, settled: list[tuple[str | None, ...]]) -> None:
    """Let a source as strong as the first contradict it: conflicts wait open, and go with the file."""
    desk = watch.desk
    await act.save_import_source(desk.later(), name="rival", rank=1)
    await watch.step("rival")
    loaded = await desk.load(hiring, source="rival")
    await watch.step("contest", conflicts=(STANDING, [(*OPEN, odd)]))
    await desk.undo(loaded)
    await watch.step("uncontest", conflicts=(STANDING, settled))


async def take_apart(watch: Watch, store: Store, number: str) -> None:
    """Merge two records of one person, and give each back what it had."""
    hr = Desk(watch.desk.ctx.acting_as(context(store, "hr_manager").principal))
    people = "select code,name,is_withdrawn from employee order by code"
    await hire_employee(
        hr.later(), code="TWIN", name="员工7", hired_on=TODAY, department_code="D2", id_number=number
    )
    before = await hr.rows(people)
    (pair,) = await candidates(hr.ctx, least=90)
    merged = await act.merge_employees(hr.later(), keep_id=pair.one, drop_id=pair.other)
    if await candidates(hr.ctx, least=90):
        raise Wrong("the two records merged still look like two people")
    await act.unmerge_employees(hr.later(), id=merged)
    await watch.step("merge_and_unmerge", people=(people, before))


async def measured(url: str, rows: int) -> list[tuple[str, float]]:
    """Run it in a new database: a folder of its own, or the empty one that is named."""
    settings = Settings(data=Path(tempfile.mkdtemp(prefix="zhiren-merging-")), database_url=url)
    await create_all(settings)
    store = await Store.open(settings, new_secrets())
    try:
        return await merge(store, rows)
    finally:
        await store.close()


def bench(url: str = "", rows: int = ROWS) -> Iterator[Line]:
    """Yield the minutes of the five files beside their goal; the steps have none of their own."""
    place = "postgres" if url else "sqlite"
    for name, seconds in asyncio.run(measured(url, rows)):
        minutes = seconds / 60
        yield Line(f"merge.{place}.{name}", minutes, MOST_MINUTES, minutes <= MOST_MINUTES)


if __name__ == "__main__":
    for line in bench(rows=int(sys.argv[1]) if len(sys.argv) > 1 else ROWS):
        print(line, flush=True)
