"""Head count and leavers of a month, ours beside a source's, and every person about whom they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.period import add_months

OURS = (
    "select e.id,e.code,e.name,m.hired_on,m.left_on from employee e join employment m on m.employee_id=e.id "
    "and m.superseded_at is null order by e.code,m.hired_on"
)
THEIRS = (
    "select r.employee_id,r.code,r.hired_on,r.left_on from source_record r join import_source s on s.id=r.source_id "
    "where r.superseded_at is null and s.name={0}"
)
KNOWN = "select count(*) from import_source where name={0}"
MESSAGES = {
    "MISSING_THERE": ("来源没有此人", "The source has no such person"),
    "MISSING_HERE": ("来源仍有此人，我方当月已不在职", "The source still has them; we do not"),
    "LEFT_THERE": ("来源记为已离职", "The source says they have left"),
    "LEAVING_DIFFERS": ("离职日期不一致", "The last days differ"),
    "NOT_EMPLOYED": ("文件中有此人，但当月没有任职", "In the file, and not employed in the month"),
    "NOT_IN_FILE": ("当月任职，但文件中没有此人", "Employed in the month, and not in the file"),
}
Stay = tuple[date | None, date | None]
Told = tuple[str, Stay]
"""What a source says of one person: its code for them, and their employment."""


@dataclass(frozen=True)
class Person:
    """One person about whom we and the source differ."""

    code: str
    name: str
    source_code: str | None
    kind: str
    ours: date | None
    theirs: date | None


@dataclass(frozen=True)
class Reconciled:
    headcount: int
    source_headcount: int
    leavers: int
    source_leavers: int
    differences: tuple[Person, ...]

    def told(self, ctx: Context) -> list[dict[str, Any]]:
        """Return the differences as the contract has them."""
        return spelled(ctx, self.differences)


def spelled(ctx: Context, differences: Iterable[Person]) -> list[dict[str, Any]]:  # members of the contract
    return [{**vars(each), "message": ctx.say(*MESSAGES[each.kind])} for each in differences]


async def reconcile(ctx: Context, *, source: str, month: str) -> Reconciled:
    """Compare who is employed at the end of a month and who left in it, by both accounts."""
    first = first_of(month)
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    async with ctx.store.reads.snapshot() as snapshot:
        if (await snapshot.rows(KNOWN.format(mark), [source]))[0][0] == 0:
            raise InvalidInput(f"没有来源“{source}”。", f"There is no source '{source}'.", path=("source",))
        ours = people_in(await snapshot.rows(OURS))
        records = await snapshot.rows(THEIRS.format(mark), [source])
    return compare(ours, {owner: told(code, hired, left) for owner, code, hired, left in records}, first)


@dataclass(frozen=True)
class Ours:
    """Our people: everybody's employments, and their number and name."""

    stays: dict[str, list[Stay]]
    names: dict[str, tuple[str, str]]


def people_in(rows: Iterable[Sequence[Any]]) -> Ours:
    """Read (person, number, name, hired on, left on)."""
    found = Ours({}, {})
    for row_id, code, name, hired, left in rows:
        found.stays.setdefault(row_id, []).append((day(hired), day(left)))
        found.names[row_id] = (code, name)
    return found


def told(code: str, hired: str | None, left: str | None) -> Told:
    return code, (day(hired), day(left))


def compare(ours: Ours, theirs: Mapping[str, Told], first: date) -> Reconciled:
    """Compare both accounts of the month that begins on a day."""
    last = add_months(first, 1) - timedelta(days=1)
    here = {person for person, stays in ours.stays.items() if any(is_there(stay, last) for stay in stays)}
    there = {person for person, (_, stay) in theirs.items() if is_there(stay, last)}
    gone = {p: d for p, stays in ours.stays.items() for _, d in stays if d is not None and first <= d <= last}
    gone_there = {p: d for p, (_, (_, d)) in theirs.items() if d is not None and first <= d <= last}
    differences = []
    apart = {p for p in gone.keys() | gone_there.keys() if gone.get(p) != gone_there.get(p)}
    for person in sorted((here ^ there) | apart, key=lambda p: ours.names.get(p, ("", ""))):
        code, name = ours.names.get(person, ("", ""))
        their_code, stay = theirs.get(person, (None, (None, None)))
        our_last = gone.get(person) or next((d for _, d in reversed(ours.stays.get(person, [])) if d), None)
        kind = kind_of(person in here, person in there, their_code is not None, stay[1])
        differences.append(Person(code, name, their_code, kind, our_last, stay[1]))
    return Reconciled(len(here), len(there), len(gone), len(gone_there), tuple(differences))


def kind_of(here: bool, there: bool, known: bool, left_there: date | None) -> str:
    if here and not known:
        return "MISSING_THERE"
    if here and not there:
        return "LEFT_THERE" if left_there else "MISSING_THERE"
    return "MISSING_HERE" if there and not here else "LEAVING_DIFFERS"


def is_there(stay: Stay, last: date) -> bool:
    """Tell whether somebody is employed at the end of the month; who never said when they came was always there."""
    hired, left = stay
    return (hired is None or hired <= last) and (left is None or left > last)


def first_of(month: str) -> date:
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        raise InvalidInput("月份须写成 2025-06。", "Write the month as 2025-06.", path=("month",))
    return date.fromisoformat(f"{month}-01")


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if isinstance(text, str) else text
