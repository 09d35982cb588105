"""The stock ledger: by how much a stock changes on which day in which department, and where it stands at month ends.

A row counts in a department from the later of its own first day and the assignment's, to the earlier of their ends.
A stock on any day is then the last month end before it plus the few changes since, however many people there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from server.kernel.period import add_months
from server.metrics.components import Component
from server.metrics.definitions import Source
from server.metrics.kept.dirty import ALWAYS, NOWHERE
from server.metrics.lang.tree import Column
from server.metrics.live.rows import RowSql, calls_in, columns_of, conjuncts, whole
from server.metrics.live.spelling import Binder, Spelling, SqliteSpelling

DAY = timedelta(days=1)
BY_ASSIGNMENT = frozenset({"spell", "event", "agent"})
"""Anchors whose rows are where their person's assignment is on the day itself."""
KNOWN = "{0}.superseded_at is null"
JOINS = {
    "p": "left join position p on p.id=a.position_id",
    "e": "left join employee e on e.id={person}",
}


@dataclass(frozen=True)
class Delta:
    """A change of a stock's value and of the number of its rows."""

    department: str
    day: date
    value: int
    rows: int


@dataclass(frozen=True)
class Closing:
    """Where a stock stands at the end of a month, named by its first day."""

    department: str
    month: date
    value: int
    rows: int


@dataclass(frozen=True)
class LedgerSql:
    """The two statements of a ledger, with their values: its changes, and how many rows count in two places at once."""

    deltas: str
    values: tuple[object, ...]
    overlaps: str
    overlap_values: tuple[object, ...]


def can_keep(component: Component) -> bool:
    """Whether changes of the stock say all: an additive one, or distinct persons, of columns that SQL can read."""
    measure, source = component.measure, component.measure.source
    nodes = (measure.expression, measure.where, component.where)
    return (
        component.kind == "stock"
        and source.active is not None
        and (source.anchor in BY_ASSIGNMENT or (source.anchor == "row" and bool(source.department)))
        and (measure.is_additive or is_of_persons(component))
        and not measure.incomplete_on_null
        and not calls_in(*nodes)
        and not any(source.columns[name].sealed for name in columns_of(*nodes))
    )


def is_of_persons(component: Component) -> bool:
    measure = component.measure
    return measure.aggregate == "count_distinct" and measure.expression == Column(measure.source.person)


def divisor(component: Component) -> int:
    """Return what the kept integers are to be divided by; NotInSql if SQL cannot give integers."""
    if component.measure.aggregate != "sum":
        return 1
    rows = RowSql(component.measure.source, Binder(SqliteSpelling()))
    return whole(rows.number(component.measure.expression)).factor.denominator


# --- Reading the changes off the rows ---


def statement(
    component: Component, spelled: Spelling, departments: frozenset[str] | None = None
) -> LedgerSql:
    """Write the ledger of one component, for some departments (`NOWHERE` for rows without one) or for all.

    What stands nowhere is what all rows give, less what is placed: a row is nowhere on the days no assignment holds.
    """
    writer = Writer(component, Binder(spelled), departments)
    pieces = [writer.piece(writer.first)]
    if writer.is_placed and (departments is None or NOWHERE in departments):
        pieces += [writer.piece(Joined(null=True)), writer.piece(Joined("b", null=True), sign="-")]
    deltas = (  # the registry's own names; values are bound
        f"with piece as ({' union all '.join(pieces)}) "
        "select coalesce(department,''),day,sum(v),sum(n) from ("
        "select department,first_day as day,v,n from piece union all "
        "select department,until,-v,-n from piece where until is not null) as change "
        "group by 1,2 having sum(v)<>0 or sum(n)<>0"
    )
    other = Writer(component, Binder(spelled), departments)
    return LedgerSql(deltas, tuple(writer.binder.values), overlaps(other), tuple(other.binder.values))


def overlaps(writer: Writer) -> str:
    """Count the rows (or persons) that count in two places at once, among all who were ever in the departments."""
    never = "'9999-12-31'" if writer.binder.spelling.name == "sqlite" else "date '9999-12-31'"
    return (
        f"with piece as ({writer.piece(writer.first, whole_persons=True)}) "
        "select count(*) from (select first_day,"
        f"max(coalesce(until,{never})) over (partition by item order by first_day,coalesce(until,{never}) "
        "rows between unbounded preceding and 1 preceding) as before from piece) as neighbor where before>first_day"
    )


@dataclass(frozen=True)
class Joined:
    """Under which alias assignments are joined ("": none are); `null`: conditions read them as if there were none."""

    alias: str = ""
    null: bool = False


@dataclass
class Writer:
    """Writes the pieces of one component: in which department each row counts from which day to which."""

    component: Component
    binder: Binder
    departments: frozenset[str] | None = None

    @property
    def source(self) -> Source:
        return self.component.measure.source

    @property
    def is_placed(self) -> bool:
        return self.source.anchor in BY_ASSIGNMENT

    @property
    def first(self) -> Joined:
        return Joined("a") if self.is_placed else Joined()

    def rows(self) -> RowSql:
        return RowSql(self.source, self.binder)

    def person(self) -> str:
        return self.rows().raw("agent_id" if self.source.anchor == "agent" else self.source.person)

    def piece(self, joined: Joined, *, sign: str = "", whole_persons: bool = False) -> str:
        rows, measure = self.rows(), self.component.measure
        where = [KNOWN.format("s")]
        if self.source.where:
            where.append(f"({rows.template(self.source.where)})")
        where += [rows.test(each) for each in conjuncts(measure.where, self.component.where)]
        value = "1"
        if measure.aggregate == "sum":
            value = f"coalesce({whole(rows.number(measure.expression)).sql},0)"
        start, end = (rows.raw(name) for name in self.source.active or ("", ""))
        department = "null" if self.is_placed else rows.raw(self.source.department)
        tables = f"{self.source.table} s"
        if joined.alias:
            tables, start, end = self.placed(joined.alias, start, end)
            department = "null" if joined.null else f"{joined.alias}.department_id"
        if whole_persons:
            where += self.among_persons()
        elif self.departments is not None and not joined.alias and not self.is_placed:
            where.append(f"coalesce({department},'') in ({self.listed()})")
        elif self.departments is not None and joined.alias and not joined.null:
            where.append(f"{joined.alias}.department_id in ({self.listed()})")
        where.append(f"({end} is null or {end}>{start})")
        key = rows.raw(self.source.person or self.source.key)
        return (
            f"select {key} as item,{department} as department,{start} as first_day,{end} as until,"
            f"{sign}{value} as v,{sign}1 as n from {tables}{self.others(rows, joined)} where {' and '.join(where)}"
        )

    def listed(self) -> str:
        data = [[each] for each in sorted(self.departments or ())]
        return self.binder.table([("department", "text")], data)

    def among_persons(self) -> list[str]:
        if self.departments is None or not self.is_placed:
            return []
        team = f"select employee_id from assignment where department_id in ({self.listed()})"
        return [f"{self.person()} in ({team})"]

    def placed(self, alias: str, start: str, end: str) -> tuple[str, str, str]:
        """Join assignments under an alias; return the tables, and the first and last bounds of both together."""
        on = f"{alias}.employee_id={self.person()} and {alias}.is_primary and {KNOWN.format(alias)}"
        first = f"case when {alias}.is_initial or {alias}.valid_from<{start} then {start} else {alias}.valid_from end"
        last = (
            f"case when {end} is null then {alias}.valid_to when {alias}.valid_to is null or {alias}.valid_to>{end} "
            f"then {end} else {alias}.valid_to end"
        )
        nested = self.binder.spelling.nested_join
        both = [f"{self.source.table} s", f"assignment {alias}"]
        if self.departments is not None:
            both.reverse()  # from the few assignments to their rows
        tables = f"{both[0]} {nested} {both[1]} on {on}"
        return tables, f"({first})", f"({last})"

    def others(self, rows: RowSql, joined: Joined) -> str:
        """Join what the conditions read beside the row and its assignment."""
        found = ""
        if joined.null and {"a", "p"} & rows.aliases:
            found += " left join assignment a on a.id=''"  # no row has that key; a plain "never" would be tried on each
        for alias in sorted(rows.aliases & JOINS.keys()):
            found += " " + JOINS[alias].format(person=self.person() if self.is_placed else "null")
        return found


# --- From changes to standings ---


def closings(deltas: Iterable[Delta], first: date, last: date) -> list[Closing]:
    """Add the changes up to where each department stands at the end of every month from `first` to `last`."""
    by_department: dict[str, list[Delta]] = defaultdict(list)
    for delta in deltas:
        by_department[delta.department].append(delta)
    out: list[Closing] = []
    for department, found in by_department.items():
        found.sort(key=lambda each: each.day)
        value = rows = at = 0
        month = first
        while month <= last:
            following = add_months(month, 1)
            while at < len(found) and found[at].day < following:
                value, rows, at = value + found[at].value, rows + found[at].rows, at + 1
            if value or rows:
                out.append(Closing(department, month, value, rows))
            month = following
    return out


@dataclass(frozen=True)
class Stretch:
    """Where to find a stock at the close of `day`: at the end of `month` (None: from nothing), and the days since."""

    day: date
    month: date | None
    since: date

    @property
    def needs_days(self) -> bool:
        return self.since <= self.day


def stretch(day: date, first: date, last: date) -> Stretch:
    """Choose the last kept month end that is not after `day`."""
    month = day.replace(day=1)
    if (day + DAY).day != 1:
        month = add_months(month, -1)
    month = min(month, last)
    if month < first:
        return Stretch(day, None, ALWAYS)
    return Stretch(day, month, add_months(month, 1))
