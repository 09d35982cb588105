"""Reads what is kept: first which months and ledgers are ready and what has changed since, then the kept cells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

import orjson

from server.metrics.kept.dirty import Touch, Watermark
from server.metrics.kept.ledger import Stretch
from server.metrics.kept.rollup import Cell, last_of
from server.metrics.live.spelling import Binder, Spelling

WHOLE_MONTH = "*"
NEVER = (1 << 62) - 1
NO_DAY, NO_NUMBER = "cast(null as date)", "cast(null as bigint)"
STATE = """
with h as ({hashes}), topic as ({topics}), mine as (select c.* from metric_component c join h on h.hash=c.hash),
marked as (select m.* from metric_mark m join mine on mine.id=m.component_id)
select 'told' as kind,source as name,max(id) as a,count(*) as b,{number} as c,{day} as d,{day} as e
from metric_touch where source in (select name from topic) group by source
union all select 'kept',hash,id,per,ready_through,first_month,last_month from mine
union all select 'irregular','',id,irregular,{number},{day},{day} from mine where irregular>0
union all select 'mark',department,component_id,ready_through,{number},month,{day} from marked
union all select 'touch',source||' '||coalesce(department,'*'),max(id),{number},{number},first_day,last_day
from metric_touch where source in (select name from topic) and id>(select min(floor) from (
select coalesce(min(ready_through),{never}) as floor from marked union all
select coalesce(min(ready_through),{never}) from mine) as f) group by source,department,first_day,last_day
"""


class Reads(Protocol):
    """A read pool or a snapshot."""

    async def rows(self, sql: str, args: Sequence[object] = ()) -> list[tuple[Any, ...]]: ...


@dataclass(frozen=True)
class Kept:
    """A component that is kept; for a stock, `ready_through` says how far its ledger reaches."""

    id: int
    per: int
    ready_through: int | None
    first_month: date | None
    last_month: date | None
    is_irregular: bool = False


@dataclass
class Books:
    """What is ready, and what has changed: by table, since the oldest of what is ready."""

    told: dict[str, Watermark] = field(default_factory=dict)
    kept: dict[str, Kept] = field(default_factory=dict)
    marks: dict[tuple[int, date, str], int] = field(default_factory=dict)
    touches: dict[str, list[Touch]] = field(default_factory=lambda: defaultdict(list))

    def since(self, topics: Iterable[str], mark: int) -> list[Touch]:
        return [each for topic in topics for each in self.touches.get(topic, ()) if each.number > mark]

    def month_state(self, component: int, month: date, topics: Collection[str]) -> frozenset[str] | None:
        """Return the departments of a month that have to be computed anew; None: all of it."""
        mark = self.marks.get((component, month, WHOLE_MONTH))
        if mark is None:
            return None
        dirty: set[str] = set()
        for touch in self.since(topics, mark):
            if not touch.reaches(month, last_of(month)):
                continue
            if touch.department is None:
                return None
            if touch.number > self.marks.get((component, month, touch.department), 0):
                dirty.add(touch.department)
        return frozenset(dirty)

    def ledger_state(self, kept: Kept, topics: Collection[str]) -> frozenset[str] | None:
        """Return the departments whose ledger has to be written anew; None: all of it."""
        if kept.ready_through is None:
            return None
        found = {touch.department for touch in self.since(topics, kept.ready_through)}
        if None in found or (found and kept.is_irregular):
            return None
        return frozenset(str(each) for each in found)


async def read_books(reads: Reads, spelled: Spelling, hashes: Iterable[str], topics: Iterable[str]) -> Books:
    """Read the state of some components in one statement."""
    binder = Binder(spelled)
    sql = STATE.format(
        hashes=binder.table([("hash", "text")], [[each] for each in sorted(hashes)]),
        topics=binder.table([("name", "text")], [[each] for each in sorted(topics)]),
        number=NO_NUMBER,
        day=NO_DAY,
        never=NEVER,
    )
    books, irregular = Books(), set()
    for kind, name, a, b, c, d, e in await reads.rows(sql, binder.values):
        match kind:
            case "told":
                books.told[name] = Watermark(a, b)
            case "kept":
                books.kept[name] = Kept(a, b, c, day(d), day(e))
            case "irregular":
                irregular.add(a)
            case "mark":
                books.marks[a, date.fromisoformat(d), name] = b
            case "touch":
                source, _, department = name.partition(" ")
                place = None if department == "*" else department
                first = date.fromisoformat(d)
                books.touches[source].append(Touch(a, source, first, day(e), place))
    books.kept = {
        key: Kept(k.id, k.per, k.ready_through, k.first_month, k.last_month, k.id in irregular)
        for key, k in books.kept.items()
    }
    return books


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


# --- The kept cells ---

MonthCells = dict[tuple[int, date], list[tuple[str, Cell]]]
Standings = dict[tuple[int, date], dict[str, list[int]]]


@dataclass
class Cells:
    """Cells of months by (component, month), and stocks by (component, day): value and rows by department."""

    months: MonthCells = field(default_factory=lambda: defaultdict(list))
    stocks: Standings = field(default_factory=dict)


FLOWS = (
    "select 1 as kind,f.component_id as component,f.month as d,f.department,f.value,f.rows,f.people,f.persons,"
    "f.incomplete "
    "from ({list}) w join metric_flow f on f.component_id=w.component and f.month=w.month"
)
STANDINGS = (
    "select 2 as kind,k.component_id as component,w.day as d,k.department,k.value,k.rows,{number} as people,"
    "cast(null as text) as persons,0 as incomplete "
    "from ({list}) w join metric_stock k on k.component_id=w.component and k.month=w.month"
)
CHANGES = (
    "select 2 as kind,x.component_id as component,w.day as d,x.department,cast(sum(x.value) as bigint),"
    "cast(sum(x.rows) as bigint),{number} as people,cast(null as text) as persons,0 as incomplete "
    "from ({list}) w join metric_delta x on x.component_id=w.component and x.day>=w.since and x.day<=w.day "
    "group by x.component_id,w.day,x.department"
)


async def read_cells(
    reads: Reads,
    spelled: Spelling,
    months: Collection[tuple[int, date]],
    stocks: Collection[tuple[int, Stretch]],
    departments: Collection[str] | None = None,
) -> Cells:
    """Read kept cells in one statement, of all departments or of some."""
    binder, arms = Binder(spelled), []
    if months:
        listed = binder.table([("component", "int"), ("month", "date")], sorted(months))
        arms.append(FLOWS.format(list=listed))
    standing = sorted((component, each.month, each.day) for component, each in stocks if each.month)
    if standing:
        listed = binder.table([("component", "int"), ("month", "date"), ("day", "date")], standing)
        arms.append(STANDINGS.format(list=listed, number=NO_NUMBER))
    moving = sorted((component, each.since, each.day) for component, each in stocks if each.needs_days)
    if moving:
        listed = binder.table([("component", "int"), ("since", "date"), ("day", "date")], moving)
        arms.append(CHANGES.format(list=listed, number=NO_NUMBER))
    cells = Cells()
    cells.stocks = {(component, each.day): {} for component, each in stocks}
    if not arms:
        return cells
    sql = " union all ".join(arms)
    if departments is not None:
        chosen = binder.table([("department", "text")], [[each] for each in sorted(departments)])
        sql = f"select * from ({sql}) as cell where department in ({chosen})"
    for kind, component, d, department, value, rows, people, persons, incomplete in await reads.rows(
        sql, binder.values
    ):
        key = (component, date.fromisoformat(d))
        if kind == 1:
            named = None if persons is None else frozenset(orjson.loads(persons))
            cells.months[key].append((department, Cell(value, rows, people, named, incomplete)))
        else:
            here = cells.stocks[key].setdefault(department, [0, 0])
            here[0] += value
            here[1] += rows
    return cells
