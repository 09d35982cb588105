"""Which rows one select reads: a source, placed in time, known at a moment, within the caller's scope and filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from server.metrics.asked import DimFilter
from server.metrics.components import Component, Frame
from server.metrics.definitions import Source
from server.metrics.live.conditions import Condition, condition_sql
from server.metrics.live.dims import DAILY, TABLES, DimensionSql, person_column
from server.metrics.live.ground import Ground
from server.metrics.live.rows import RowSql, calls_in
from server.metrics.live.spans import Cutting, Span, at_close, cut, each_day, instants
from server.metrics.live.spelling import Kind
from server.metrics.periods import Window

Placement = Literal["entered", "stock", "days", "daily"]
"""entered: time lies in the window. stock: active at its close. days: active in it, by length. daily: day by day."""

FEW = 8
"""Departments are few if there are so many times as many: then it is quicker to begin from the people in them."""
DAY_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("n", "int"), ("a", "date"), ("z", "date"), ("first", "date"), ("last", "date"), ("era", "int"),
)  # fmt: skip
MOMENT_COLUMNS: tuple[tuple[str, Kind], ...] = (
    *DAY_COLUMNS,
    ("lo", "text"),
    ("hi", "text"),
)
MEMBER_COLUMNS: tuple[tuple[str, Kind], ...] = (("era", "int"), ("leaf", "text"))
JOINS = {
    "p": "left join position p on p.id={a}.position_id",
    "e": "left join employee e on e.id={person}",
}


@dataclass
class Reading:
    """One source read for a list of windows. SQL is collected first, so that only what is used gets joined."""

    ground: Ground
    source: Source
    placement: Placement
    time: str
    windows: tuple[Window, ...]

    @cached_property
    def is_moment(self) -> bool:
        return bool(self.time) and self.source.columns[self.time].type == "timestamp"

    @cached_property
    def cutting(self) -> Cutting:
        return self.ground.cutting(before=self.source.anchor == "before")

    @cached_property
    def spans(self) -> list[Span]:
        """The stretches SQL is told, once everything else is written.

        A moment is given its local day by cutting days at midnight, which is quicker than asking for each row's.
        """
        if self.placement == "stock":
            return at_close(self.windows, self.cutting)
        is_daily = self.placement == "daily" or (self.is_moment and self.rows.is_dated)
        return (each_day if is_daily else cut)(self.windows, self.cutting)

    @cached_property
    def eras(self) -> list[int]:
        stretches = at_close if self.placement == "stock" else cut
        return sorted({span.era for span in stretches(self.windows, self.cutting)})

    @cached_property
    def window_table(self) -> str:
        if not self.is_moment:
            data: list[tuple[object, ...]] = [self.day_row(span) for span in self.spans]
            return self.ground.table("w", ("days", tuple(self.spans)), DAY_COLUMNS, data)
        moments = [
            (*self.day_row(span), *instants(span.first, span.last, self.ground.zone)) for span in self.spans
        ]
        return self.ground.table("w", ("moments", tuple(self.spans)), MOMENT_COLUMNS, moments)

    @staticmethod
    def day_row(span: Span) -> tuple[object, ...]:
        return (span.number, span.first, span.last, span.window.first, span.window.last, span.era)

    # -- expressions -------------------------------------------------------------------------------------------

    @cached_property
    def rows(self) -> RowSql:
        names = RowSql(self.source, self.ground.binder)
        if self.placement == "entered" and not self.is_moment:
            time, spelled = names.raw(self.time), self.ground.binder.spelling
            names.anchor_day = spelled.add_days(time, "-1") if self.source.anchor == "before" else time
        return names

    @cached_property
    def dimensions(self) -> DimensionSql:
        return DimensionSql(self.ground.dictionary, self.rows, self.ground.frame, self.ground.clock)

    @cached_property
    def person(self) -> str | None:
        """The person behind a row, for counting; a token counts too."""
        return self.rows.raw(self.source.person) if self.source.person else None

    def where(self, condition: Condition) -> str:
        return condition_sql(self.rows, condition, self.ground.maturity)

    # -- which rows --------------------------------------------------------------------------------------------

    @cached_property
    def limits(self) -> tuple[str, ...]:
        """The conditions every row meets: known, of the source, within the scope and the filters."""
        found = [self.ground.clock.format("s")]
        if self.source.where:
            found.append(f"({self.rows.template(self.source.where)})")
        frame = self.ground.frame
        if frame.person is not None:
            found.append(self.of_person(frame.person))
        if frame.people:
            found.append(self.of_people(frame.people))
        if frame.departments is not None:
            found.append(self.of_departments(sorted(frame.departments)))
        found += [self.filtered(each) for each in frame.where]
        return tuple(found)

    def of_person(self, person: str) -> str:
        column = self.whose
        return f"{self.rows.raw(column)}={self.ground.binder.bind(person, 'text')}" if column else "1=0"

    def of_people(self, people: Sequence[str]) -> str:
        column = self.whose
        return f"{self.rows.raw(column)} in (select k from {self.ground.keys(people)})" if column else "1=0"

    @property
    def whose(self) -> str:
        """Return the column that names the person a row is about; "" where none may be known."""
        if self.source.anchor == "stamped":
            return ""
        return (
            "agent_id" if self.source.anchor == "agent" else person_column(self.source) or self.source.person
        )

    def of_departments(self, keys: Sequence[str]) -> str:
        if self.source.anchor == "org" or (
            self.source.anchor in ("row", "stamped") and not self.source.department
        ):
            return "1=0"
        found = f"{self.dimensions.leaf()} in (select k from {self.ground.keys(keys)})"
        person = person_column(self.source)
        if not person or len(keys) * FEW > len(self.ground.tree.nodes):
            return found
        team = f"select k from {self.ground.keys(keys)}"
        members = f"select x.employee_id from assignment x where x.department_id in ({team})"
        return f"{found} and {self.rows.raw(person)} in ({members})"  # follows, and leads to an index on the person

    def filtered(self, asked: DimFilter) -> str:
        is_department = asked.dimension == "department"
        found = self.in_departments(asked) if is_department else self.having(asked)
        return f"not coalesce({found},{self.never})" if asked.negated else found

    @property
    def never(self) -> str:
        return self.ground.binder.bind(value=False, kind="bool")

    def in_departments(self, asked: DimFilter) -> str:
        tree, leaf = self.ground.tree, self.dimensions.leaf()
        if not asked.under:
            keys = sorted({tree.keys[value] for value in asked.values if value in tree.keys})
            return f"{leaf} in (select k from {self.ground.keys(keys)})"
        sets = {era: tree.under(asked.values, self.ground.day_of(era)) for era in self.eras}
        if len(set(sets.values())) == 1:
            (only,) = set(sets.values())
            return f"{leaf} in (select k from {self.ground.keys(sorted(only))})"
        data = [(era, key) for era, keys in sets.items() for key in sorted(keys)]
        members = self.ground.table("m", ("members", tuple(data)), MEMBER_COLUMNS, data)
        return f"(w.era,{leaf}) in (select era,leaf from {members})"

    def having(self, asked: DimFilter) -> str:
        """Compare a dimension with values; where people use codes, a code or an id will do."""
        expression = self.dimensions.expression(asked.dimension)
        keys = f"select k from {self.ground.keys(asked.values)}"
        table = TABLES.get(asked.dimension)
        if table is None:
            return f"{expression} in ({keys})"
        return (
            f"({expression} in (select id from {table} where code in ({keys})) or {expression} in ({keys}))"
        )

    # -- the text ----------------------------------------------------------------------------------------------

    @cached_property
    def placed(self) -> str:
        spelled = self.ground.binder.spelling
        if self.placement == "entered":
            time = self.rows.raw(self.time)
            lo, hi, sign = ("w.lo", "w.hi", "<") if self.is_moment else ("w.a", "w.z", "<=")
            inside = f"{time}>={lo} and {time}{sign}{hi}"
            return inside + (self.bounds(time) if spelled.name == "postgres" else "")
        first, last = self.active
        if self.placement == "stock":
            return f"{first}<=w.a and ({last} is null or {last}>w.a)"
        return f"{first}<=w.z and ({last} is null or {last}>=w.a)"

    def bounds(self, time: str) -> str:
        """Say the outermost bounds as plain values: PostgreSQL then knows to use the index on the column."""
        first, last = min(s.first for s in self.spans), max(s.last for s in self.spans)
        bind = self.ground.binder.bind
        if self.is_moment:
            lo, hi = instants(first, last, self.ground.zone)
            return f" and {time}>={bind(lo, 'text')} and {time}<{bind(hi, 'text')}"
        return f" and {time}>={bind(first, 'date')} and {time}<={bind(last, 'date')}"

    @cached_property
    def active(self) -> tuple[str, str]:
        if self.source.active is None:
            raise TypeError(f"{self.source.name} has no stock")
        first, last = self.source.active
        return self.rows.raw(first), self.rows.raw(last)

    @cached_property
    def overlap(self) -> tuple[str, str]:
        """Return the first and last day on which row, window and (where one is needed) assignment all hold."""
        spelled = self.ground.binder.spelling
        first, last = self.active
        starts, ends = [first, "w.a"], [f"coalesce({last},w.z)", "w.z"]
        if self.needs_assignment:
            starts.append("case when a.is_initial or a.valid_from is null then w.a else a.valid_from end")
            ends.append(f"coalesce({spelled.add_days('a.valid_to', '-1')},w.z)")
        return spelled.greatest(starts), spelled.least(ends)

    @property
    def needs_assignment(self) -> bool:
        return bool({"a", "p"} & self.rows.aliases) and self.source.anchor != "self"

    def joins(self) -> list[str]:
        """Return what the collected SQL needs beside the row itself; ask for it last."""
        needed, out = self.rows.aliases, []
        itself = self.source.anchor == "self"
        person = self.rows.raw(person_column(self.source)) if person_column(self.source) else "null"
        if self.needs_assignment:
            out.append(
                f"left join assignment a on a.employee_id={person} and a.is_primary "
                f"and {self.ground.clock.format('a')} and {self.in_force()}"
            )
        base = "s" if itself else "a"
        out += [JOINS[alias].format(a=base, person=person) for alias in ("p", "e") if alias in needed]
        return out

    def in_force(self) -> str:
        if self.placement != "days":
            day = self.rows.anchor
            return f"(a.valid_from<={day} or a.is_initial) and (a.valid_to is null or a.valid_to>{day})"
        first, last = self.active
        return (
            f"(a.is_initial or (a.valid_from<=w.z and ({last} is null or a.valid_from<={last}))) "
            f"and (a.valid_to is null or (a.valid_to>w.a and a.valid_to>{first}))"
        )

    def source_sql(self, conditions: Sequence[str], keys_of: str = "") -> str:
        """Return everything from FROM to WHERE; `conditions` come on top of the limits.

        `keys_of` is SQL for the person whose data key is joined as k.
        """
        limits = [*conditions, *self.limits]
        if self.placement == "days":
            limits.append(f"{self.overlap[0]}<={self.overlap[1]}")
        keys = [f"left join person_key k on k.person_id={keys_of}"] if keys_of else []
        joined = " ".join([*self.joins(), *keys])  # before the windows: it tells whether days matter
        nested = self.ground.binder.spelling.nested_join
        return (
            f"from {self.window_table} w {nested} {self.source.table} s on {self.placed} {joined} "
            f"where {' and '.join(limits)}"
        )


def placement_of(component: Component, frame: Frame) -> Placement:
    """Person-days are lengths, unless something in them can change from one day to the next."""
    match component.kind:
        case "stock":
            return "stock"
        case "days":
            asked = {*frame.by, *(each.dimension for each in frame.where)}
            moves = "anchor" in calls_in(
                component.where, component.measure.where, component.measure.expression
            )
            return "daily" if moves or not DAILY.isdisjoint(asked) else "days"
    return "entered"
