"""The ledger of reconciliation: months beside sources, and beside what payroll and attendance say of who was there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from server.imports.reconcile import OURS, Ours, Person, Told, compare, first_of, people_in, told
from server.imports.rights import may_read
from server.kernel.context import Context
from server.kernel.errors import Denied, InvalidInput
from server.kernel.period import add_months

THEIRS = (
    "select s.name,r.employee_id,r.code,r.hired_on,r.left_on from source_record r join import_source s "
    "on s.id=r.source_id where r.superseded_at is null"
)
SOURCES = "select name,title from import_source order by rank is null,rank,name"
MOST_MONTHS = 24


class MonthlyFile(StrEnum):
    """What is brought in month by month about everybody who was there."""

    PAYROLL = "PAYROLL"
    ATTENDANCE = "ATTENDANCE"


NAMED: Mapping[MonthlyFile, str] = {
    MonthlyFile.PAYROLL: "select month,employee_id from payroll_month where superseded_at is null and month>={0} "
    "and month<{1}",
    MonthlyFile.ATTENDANCE: "select month,employee_id from attendance where worked_hours>0 and month>={0} "
    "and month<{1}",
}
"""Who is paid, and who worked, by month; attendance spells its month without the day."""
READ_BY = {
    MonthlyFile.PAYROLL: ("payroll", "gross_pay"),
    MonthlyFile.ATTENDANCE: ("attendance", "worked_hours"),
}
"""The kind of file and the column whose readers may know who stands in one."""
Named = dict[str, set[str]]


@dataclass(frozen=True)
class Cell:
    """One month beside one source, or beside one kind of monthly file; `source_headcount` is None without a file."""

    month: str
    source: str | None
    title: str
    file: MonthlyFile | None
    headcount: int
    source_headcount: int | None
    leavers: int | None
    source_leavers: int | None
    differences: int | None


@dataclass(frozen=True)
class FileReconciled:
    """Who was employed on some day of a month beside who stands in its file; without a file nothing is compared."""

    employed: int
    in_file: int | None
    differences: tuple[Person, ...]


async def months(ctx: Context, *, last: str, count: int) -> list[Cell]:
    """Compare each month with each source that told of people, the newest month first."""
    firsts = span(last, count)
    async with ctx.store.reads.snapshot(seconds=120) as snapshot:
        ours = people_in(await snapshot.rows(OURS))
        sources = await snapshot.rows(SOURCES)
        theirs: dict[str, dict[str, Told]] = {}
        for name, owner, code, hired, left in await snapshot.rows(THEIRS):
            theirs.setdefault(name, {})[owner] = told(code, hired, left)
        named = {
            file: named_in(await snapshot.rows(*asked(ctx, file, firsts[-1], firsts[0])))
            for file in MonthlyFile
            if may_know(ctx, file)
        }
    told_of = [(name, title) for name, title in sources if name in theirs]
    return [
        cell
        for first in firsts
        for cell in (
            *(of_source(ours, theirs[name], first, name, title) for name, title in told_of),
            *(of_file(ours, found, first, file) for file, found in named.items()),
        )
    ]


def span(last: str, count: int) -> list[date]:
    """Return the first days of so many months, the newest first."""
    if not 1 <= count <= MOST_MONTHS:
        zh, en = f"一次 1 到 {MOST_MONTHS} 个月。", f"Between 1 and {MOST_MONTHS} months at a time."
        raise InvalidInput(zh, en, path=("months",))
    return [add_months(first_of(last), -back) for back in range(count)]


def may_know(ctx: Context, file: MonthlyFile) -> bool:
    """Tell whether the caller may read what such a file says of people."""
    return may_read(ctx, *READ_BY[file])


def asked(ctx: Context, file: MonthlyFile, first: date, last: date) -> tuple[str, list[str]]:
    """Return the query of a file's months from the first to the last, with its parameters."""
    marks = ("?1", "?2") if ctx.store.dialect == "sqlite" else ("$1", "$2")
    start, end = first.isoformat(), add_months(last, 1).isoformat()
    if file is MonthlyFile.ATTENDANCE:
        start, end = start[:7], end[:7]
    return NAMED[file].format(*marks), [start, end]


def named_in(rows: Iterable[Sequence[Any]]) -> Named:
    """Return who stands in the file of each month."""
    found: Named = {}
    for month, person in rows:
        found.setdefault(str(month)[:7], set()).add(str(person))
    return found


def of_source(ours: Ours, theirs: Mapping[str, Told], first: date, name: str, title: str) -> Cell:
    found = compare(ours, theirs, first)
    return Cell(
        f"{first:%Y-%m}", name, title or name, None, found.headcount, found.source_headcount, found.leavers,
        found.source_leavers, len(found.differences),
    )  # fmt: skip


def of_file(ours: Ours, named: Named, first: date, file: MonthlyFile) -> Cell:
    found = against(ours, named.get(f"{first:%Y-%m}"), first)
    count = None if found.in_file is None else len(found.differences)
    return Cell(f"{first:%Y-%m}", None, "", file, found.employed, found.in_file, None, None, count)


def against(ours: Ours, named: AbstractSet[str] | None, first: date) -> FileReconciled:
    """Compare who was employed on some day of the month with who stands in its file."""
    last = add_months(first, 1) - timedelta(days=1)
    stays = {
        person: stay
        for person, all_stays in ours.stays.items()
        for stay in all_stays
        if (stay[0] is None or stay[0] <= last) and (stay[1] is None or first <= stay[1])
    }
    if named is None:
        return FileReconciled(len(stays), None, ())
    out = []
    for person in sorted(stays.keys() ^ named, key=lambda each: ours.names.get(each, ("", ""))):
        code, name = ours.names.get(person, ("", ""))
        kind = "NOT_IN_FILE" if person in stays else "NOT_EMPLOYED"
        gone = next((left for _, left in reversed(ours.stays.get(person, [])) if left), None)
        out.append(Person(code, name, None, kind, gone, None))
    return FileReconciled(len(stays), len(named), tuple(out))


async def reconcile_file(ctx: Context, *, file: MonthlyFile, month: str) -> FileReconciled:
    """Compare one month with its file, person by person; Denied to who may not read what the file says."""
    first = first_of(month)
    if not may_know(ctx, file):
        raise Denied("您无权查看此类文件。", "You may not look at files of this kind.")
    async with ctx.store.reads.snapshot() as snapshot:
        ours = people_in(await snapshot.rows(OURS))
        named = named_in(await snapshot.rows(*asked(ctx, file, first, first)))
    return against(ours, named.get(month), first)
