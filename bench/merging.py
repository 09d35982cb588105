"""Five files of people from five sources, merged, changed, undone and un-merged: `python -m bench.merging [ROWS]`."""

from __future__ import annotations

import server.store.driver  # isort: skip  # noqa: F401 (the swap to the current SQLite comes first)

import asyncio
import sys
import tempfile
import time
from pathlib import Path

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
MOST_MINUTES = 15
LINKED = "select count(distinct employee_id),count(*) from source_record where superseded_at is null"


class Watch:
    """Prints how long each step took."""

    def __init__(self) -> None:
        self.begun = self.last = time.perf_counter()

    def tell(self, step: str) -> None:
        now = time.perf_counter()
        print(f"merge.{step} {now - self.last:.1f} s", flush=True)
        self.last = now

    def total(self) -> None:
        minutes = (time.perf_counter() - self.begun) / 60
        print(f"merge.five_files {minutes:.2f} {MOST_MINUTES} {'ok' if minutes <= MOST_MINUTES else 'short'}")


async def main(rows: int) -> None:
    settings = Settings(data=Path(tempfile.mkdtemp(prefix="zhiren-merging-")))
    await create_all(settings)
    store = await Store.open(settings, new_secrets())
    await plant(store)
    desk, watch = Desk(context(store, "hr_manager").acting_as(SYSTEM)), Watch()
    await act.save_import_source(desk.later(), name="hris", rank=1)
    given = files(rows, wrong=100)
    for source in SOURCES:
        await desk.load(given[source], source=source)
        watch.tell(source)
    assert await desk.rows(LINKED) == [(str(rows), str(5 * rows))]  # noqa: S101 (what is measured must be right)
    watch.total()
    changed = await desk.load(given["hris"].replace(",D3,", ",D4,"), source="hris")
    watch.tell("change")
    await desk.undo(changed)
    watch.tell("undo")
    hr = Desk(desk.ctx.acting_as(context(store, "hr_manager").principal))
    number = given["hris"].splitlines()[8].split(",")[4]
    await hire_employee(
        hr.later(), code="TWIN", name="员工7", hired_on=TODAY, department_code="D2", id_number=number
    )
    (pair,) = await candidates(hr.ctx, least=90)
    merge = await act.merge_employees(hr.later(), keep_id=pair.one, drop_id=pair.other)
    await act.unmerge_employees(hr.later(), id=merge)
    watch.tell("merge_and_unmerge")
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
