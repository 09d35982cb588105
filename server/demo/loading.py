"""Files in the sample worlds: three systems that agree on most, contradict each other here and there, and an undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any, Final

from server.demo.resigning import marked
from server.imports import operations as act
from server.imports.models import ImportBatch
from server.imports.steps import run_apply, run_revert, run_validate
from server.jobs.models import Job, WorkState
from server.kernel.context import Context, Grant, Principal
from server.kernel.upload import Upload
from server.store.store import Store

SHOP: Final = "R-S04"
"""A store whose figures no example of the demo speaks of."""
STAFF: Final = (
    "select e.code,e.name,d.code,m.hired_on,l.code from employee e join assignment a on a.employee_id=e.id and "
    "a.superseded_at is null and a.valid_to is null and a.is_primary join department d on d.id=a.department_id join "
    "employment m on m.employee_id=e.id and m.superseded_at is null and m.valid_to is null left join location l on "
    "l.id=a.location_id where d.code={0} and m.left_on is null order by e.code limit 40"
)
HEAD: Final = "工号,姓名,部门,入职日期,工作地点"
SOURCES: Final[Sequence[tuple[str, str, int]]] = (
    ("hris", "人事系统", 1), ("payroll", "工资系统", 7), ("clock", "考勤机", 1),
)  # fmt: skip
Person = tuple[str, str, str, str, str]


@dataclass
class Hand:
    """Who brings the files in, and a clock that moves on with each step."""

    ctx: Context
    taken: list[str] = field(default_factory=list)

    def later(self) -> Context:
        self.ctx = replace(self.ctx, now=self.ctx.now + timedelta(seconds=20))
        return self.ctx

    async def bring(self, source: str, name: str, lines: Sequence[str]) -> str:
        file = Upload(name, "\n".join(lines).encode())
        batch = await act.upload_import(self.later(), file=file, kind="people", source=source)
        self.taken.append(batch)
        await self.step(act.validate_import, run_validate, batch)
        return batch

    async def apply(self, batch: str) -> None:
        await self.step(act.apply_import, run_apply, batch)

    async def step(self, ask: Callable[..., Any], run: Callable[..., Any], batch: str, **more: str) -> None:
        """Ask for a step and do its work at once, so that no worker finds it waiting."""
        await ask(self.later(), id=batch, **more)
        job = await self.ctx.store.write(lambda: job_of(batch))
        await run(self.later(), batch, job)
        await self.ctx.store.write(lambda: Job.filter(id=job).update(state=WorkState.DONE, progress=100))


async def load_some(store: Store, ctx: Context, account: tuple[str, str], person: str) -> int:
    """Bring in what the pages of data show, as the HR manager; return how many files that were."""
    hr = Principal(account[0], account[1], account[1], person, (Grant("hr_manager"),))
    hand = Hand(replace(ctx, principal=hr, now=ctx.now - timedelta(hours=3)))
    for name, title, days in SOURCES:
        await act.save_import_source(hand.later(), name=name, title=title, fresh_days=days)
    staff: list[Person] = [tuple(row) for row in await store.reads.rows(marked(store, STAFF), [SHOP])]
    if not staff:
        return 0
    await hand.apply(await hand.bring("hris", "人事花名册.csv", [HEAD, *map(line, staff)]))
    elsewhere = (await other_place(store, staff[0][4])) or staff[0][4]
    moved = [(*each[:4], elsewhere) if at in (2, 5) else each for at, each in enumerate(staff)]
    await hand.apply(await hand.bring("payroll", "工资名册.csv", [HEAD, *map(line, moved)]))
    await hand.apply(await hand.bring("payroll", "新增人员.csv", [HEAD, line(twin_of(staff[-1]))]))
    mistaken = await hand.bring(
        "payroll",
        "门店调整.csv",
        [HEAD, *(line((*each[:4], elsewhere)) for each in (staff[8:14] or staff[:1]))],
    )
    await hand.apply(mistaken)
    await hand.step(act.revert_import, run_revert, mistaken, reason="文件取错了月份")
    await hand.bring("hris", "试用期更正.csv", mistaken_ends(staff))
    return len(hand.taken)


async def job_of(batch: str) -> str:
    return str((await ImportBatch.get(id=batch)).job_id)


async def other_place(store: Store, code: str) -> str:
    sql = marked(
        store, "select code from location where code<>{0} and closed_on is null order by code limit 1"
    )
    return next((str(row[0]) for row in await store.reads.rows(sql, [code])), "")


def line(person: Person) -> str:
    return ",".join(str(part or "") for part in person)


def twin_of(person: Person) -> Person:
    """The same person once more, under a number that another system made up."""
    return (f"P{person[0]}", *person[1:])


def mistaken_ends(staff: Sequence[Person]) -> list[str]:
    """A file still to be applied, in which two rows can't be right."""
    rows = [
        f"{code},{name},{unit},{hired},{'尽快' if at == 1 else ''}"
        for at, (code, name, unit, hired, _) in enumerate(staff[:6])
    ]
    return [
        "工号,姓名,部门,入职日期,试用期结束",
        *rows,
        f",{staff[6 % len(staff)][1]},{SHOP},{staff[6 % len(staff)][3]},",
    ]
