"""Files in the sample worlds: systems that agree on most, contradict each other here and there, and an undo."""

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
ROSTER: Final = (
    "select e.code,e.name,d.code,m.hired_on,l.code,m.left_on,m.leave_kind from employee e join employment m on "
    "m.employee_id=e.id and m.superseded_at is null and m.valid_to is null left join assignment a on "
    "a.employee_id=e.id and a.superseded_at is null and a.valid_to is null and a.is_primary and m.left_on is null "
    "left join department d on d.id=a.department_id left join location l on l.id=a.location_id order by e.code"
)
"""Everybody, who has left as well; of those a file says no department."""
HEAD: Final = "工号,姓名,部门,入职日期,工作地点"
WHOLE: Final = f"{HEAD},离职日期,离职类型"
UNKNOWN_THERE, DROPPED = 4, 3
"""How many of the latest comers payroll has not heard of yet, and how many its whole list lacks."""
COURSES: Final = (
    "课程编码,课程名称,学时,课程类型,授课方式,简介",
    "LMS-GIFT,礼品包装与赠言,1.5,技能提升,面授,节日旺季前的半天练习",
    "LMS-QUEUE,排队时怎么说,1,技能提升,在岗,带着新同事站一班",
)
CANDIDATES: Final = (
    "招聘需求,姓名,手机,渠道,相关经验月数,期望月薪,应聘日期",
    "{0},应聘者甲,13800138001,猎头,18,6500,{1}",
    "{0},应聘者乙,13800138002,校招,0,5200,{1}",
    "{0},应聘者丙,,校招,0,5200,{1}",
)
OPENINGS: Final = "select code from job_opening where state='OPEN' order by code limit 1"
DROPS: Final = "select r.id from source_drop r where r.state='OPEN' order by r.code limit 1"
SOURCES: Final[Sequence[tuple[str, str, int]]] = (
    ("hris", "人事系统", 1), ("payroll", "工资系统", 7), ("clock", "考勤机", 1), ("lms", "学习平台", 30),
    ("ats", "招聘平台", 7),
)  # fmt: skip
Person = tuple[str, str, str, str, str]
Row = tuple[Any, ...]
"""The columns of `ROSTER`, days as the database spells them."""


@dataclass
class Hand:
    """Who brings the files in, and a clock that moves on with each step."""

    ctx: Context
    taken: list[str] = field(default_factory=list)

    def later(self) -> Context:
        self.ctx = replace(self.ctx, now=self.ctx.now + timedelta(seconds=20))
        return self.ctx

    async def bring(
        self, source: str, name: str, lines: Sequence[str], *, kind: str = "people", is_complete: bool = False
    ) -> str:
        file = Upload(name, "\n".join(lines).encode())
        batch = await act.upload_import(self.later(), file=file, kind=kind, source=source)
        self.taken.append(batch)
        if is_complete:
            await act.map_import(self.later(), id=batch, columns=[], is_complete=True)
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
    everybody = [tuple(row) for row in await store.reads.rows(ROSTER)]
    await hand.apply(await hand.bring("hris", "人事花名册.csv", [WHOLE, *map(line, everybody)]))
    elsewhere = (await other_place(store, staff[0][4])) or staff[0][4]
    await bring_payroll(hand, staff, everybody, elsewhere)
    mistaken = await hand.bring(
        "payroll",
        "门店调整.csv",
        [HEAD, *(line((*each[:4], elsewhere)) for each in (staff[8:14] or staff[:1]))],
    )
    await hand.apply(mistaken)
    await hand.step(act.revert_import, run_revert, mistaken, reason="文件取错了月份")
    await hand.bring("hris", "试用期更正.csv", mistaken_ends(staff))
    await bring_others(hand)
    return len(hand.taken)


async def bring_payroll(
    hand: Hand, staff: Sequence[Person], everybody: Sequence[Row], elsewhere: str
) -> None:
    """Bring in what payroll knows: two people at another place, one of them twice, and later fewer than before.

    Of the latest comers it has not heard, and the one who left last it still pays.
    """
    moved = {each[0]: (*each[:4], elsewhere) for at, each in enumerate(staff) if at in (2, 5)}
    latest = sorted(everybody, key=lambda row: str(row[3]))[-UNKNOWN_THERE:]
    new = {row[0] for row in latest if row[5] is None and row[2] != SHOP}
    gone = sorted((row for row in everybody if row[5] is not None), key=lambda row: (str(row[5]), row[0]))
    late = {row[0] for row in gone[-1:]}
    paid = [
        (*moved.get(row[0], row[:5]), *((None, None) if row[0] in late else row[5:]))
        for row in everybody
        if row[0] not in new
    ]
    await hand.apply(await hand.bring("payroll", "工资名册.csv", [WHOLE, *map(line, paid)]))
    twin = twin_of(staff[-1])
    await hand.apply(await hand.bring("payroll", "新增人员.csv", [HEAD, line(twin)]))
    here = [row for row in paid if row[5] is None]
    lacking = {row[0] for row in here[:: max(1, len(here) // DROPPED)][:DROPPED] if row[0] not in moved}
    lines = [line(row[:5]) for row in here if row[0] not in lacking]
    await hand.apply(
        await hand.bring("payroll", "工资名册（完整）.csv", [HEAD, *lines, line(twin)], is_complete=True)
    )
    dropped = [str(row[0]) for row in await hand.ctx.store.reads.rows(DROPS)]
    if dropped:
        await act.settle_source_drops(
            hand.later(), ids=dropped, is_still_here=True, reason="产假期间由社保发放津贴"
        )


async def bring_others(hand: Hand) -> None:
    """Bring in files of other kinds: courses, which are drafts now, and candidates that wait to be looked at."""
    await hand.apply(await hand.bring("lms", "课程清单.csv", COURSES, kind="courses"))
    for row in await hand.ctx.store.reads.rows(OPENINGS):
        day = (hand.ctx.today - timedelta(days=3)).isoformat()
        lines = [text.format(row[0], day) for text in CANDIDATES]
        await hand.bring("ats", "候选人.csv", lines, kind="candidates")


async def job_of(batch: str) -> str:
    return str((await ImportBatch.get(id=batch)).job_id)


async def other_place(store: Store, code: str) -> str:
    sql = marked(
        store, "select code from location where code<>{0} and closed_on is null order by code limit 1"
    )
    return next((str(row[0]) for row in await store.reads.rows(sql, [code])), "")


def line(person: Row) -> str:
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
