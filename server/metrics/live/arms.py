"""One statement for all components: an arm for each way to read a source, its figures packed as JSON.

Each arm has three floors. Facts: one line for a person (and whatever is counted once) in a window and group. Spread:
the lines of a department go to every department above it. Totals: people counted, amounts added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from server.metrics.components import Component, Wanted
from server.metrics.definitions import Source
from server.metrics.lang.tree import Column, RowExpr
from server.metrics.live.conditions import Condition, conditions_of
from server.metrics.live.ground import Ground
from server.metrics.live.reading import Placement, Reading, placement_of
from server.metrics.live.rows import Term, whole
from server.metrics.periods import Window

MOST_FACTS = 15
"""Components of one arm: PostgreSQL takes 100 arguments for a list, SQLite 127."""
FEW_PEOPLE = 21
"""Groups of fewer people come with their keys."""
AMOUNT_UNITS = frozenset({"money", "money_per_person"})


@dataclass(frozen=True)
class Job:
    """Components that one scan of a source can answer for the same windows."""

    source: Source
    placement: Placement
    time: str
    distinct: RowExpr | None
    windows: tuple[Window, ...]
    components: tuple[Component, ...]


def jobs_of(ground: Ground, wanted: Iterable[Wanted]) -> list[Job]:
    windows: dict[Component, dict[Window, None]] = {}
    for component, window in wanted:
        windows.setdefault(component, {})[window] = None
    together: dict[tuple[Source, Placement, str, RowExpr | None, tuple[Window, ...]], list[Component]] = {}
    for component, asked in windows.items():
        measure = component.measure
        placement = placement_of(component, ground.frame)
        time = measure.time if placement == "entered" else ""
        key = (measure.source, placement, time, counted_once(component), tuple(sorted(asked)))
        together.setdefault(key, []).append(component)
    return [
        Job(*key, tuple(found[at : at + MOST_FACTS]))
        for key, found in together.items()
        for at in range(0, len(found), MOST_FACTS)
    ]


def counted_once(component: Component) -> RowExpr | None:
    """Return what is counted once beside persons, whom every arm counts anyway."""
    measure = component.measure
    if measure.aggregate != "count_distinct" or component.kind == "days":
        return None
    if isinstance(measure.expression, Column) and measure.expression.name == measure.source.person:
        return None
    return measure.expression


@dataclass
class Arm:
    """One select of the statement; `factors` turn its integers into values."""

    ground: Ground
    job: Job

    def __post_init__(self) -> None:
        job = self.job
        self.reading = Reading(self.ground, job.source, job.placement, job.time, job.windows)
        self.is_length = job.placement in ("days", "daily")

    @cached_property
    def conditions(self) -> list[tuple[Condition, ...]]:
        return [conditions_of(component) for component in self.job.components]

    @cached_property
    def common(self) -> tuple[Condition, ...]:
        """What every component of the arm asks of a row: said once, where it can use an index."""
        first, *others = self.conditions
        return tuple(each for each in first if all(each in other for other in others))

    @cached_property
    def filters(self) -> list[str]:
        return [
            " and ".join(self.reading.where(each) for each in own if each not in self.common)
            for own in self.conditions
        ]

    @cached_property
    def terms(self) -> list[Term | None]:
        """The amounts to add; None where rows or persons are counted."""
        return [
            whole(self.reading.rows.number(component.measure.expression))
            if component.measure.aggregate == "sum"
            else None
            for component in self.job.components
        ]

    @cached_property
    def distinct(self) -> str | None:
        if self.job.distinct is None:
            return None
        term = self.reading.rows.term(self.job.distinct)
        return f"cast({term.sql} as text)"

    @cached_property
    def splits(self) -> list[tuple[int, str]]:
        """The plain dimensions with their places among the keys of a group."""
        return [
            (place, self.reading.dimensions.expression(name))
            for place, name in enumerate(self.ground.frame.by)
            if name != "department"
        ]

    @cached_property
    def leaf(self) -> str | None:
        return self.reading.dimensions.leaf() if "department" in self.ground.frame.by else None

    @cached_property
    def is_disjoint(self) -> bool:
        """Whether nobody is in two departments at once, so that people can be counted where they are and added up."""
        return (
            self.leaf is not None
            and self.job.placement == "stock"
            and self.job.distinct is None
            and not self.ground.frame.want_persons
            and self.reading.person is not None
        )

    # -- facts -------------------------------------------------------------------------------------------------

    def facts(self) -> str:
        """Collect all SQL before the lengths and joins are written: they depend on what is used."""
        keys, common = self.fact_keys(), [self.reading.where(each) for each in self.common]
        collected = (self.filters, self.terms, self.reading.limits)
        del collected
        taken = [f"{sql} as {name}" for name, sql in [*keys, *self.fact_figures()]]
        places = ",".join(str(place + 1) for place in range(len(keys)))
        return f"select {','.join(taken)} {self.reading.source_sql(common)} group by {places}"

    def fact_keys(self) -> list[tuple[str, str]]:
        keys = [("n", "w.n")]
        if self.leaf is not None:
            keys += [("era", "w.era"), ("leaf", self.leaf)]
        keys += [(f"g{place}", f"cast({sql} as text)") for place, sql in self.splits]
        if self.reading.person is not None and not self.is_disjoint:
            keys.append(("person", self.reading.person))
        if self.distinct is not None:
            keys.append(("x", self.distinct))
        return keys

    def fact_figures(self) -> list[tuple[str, str]]:
        out: list[tuple[str, str]] = []
        length = self.length()
        for at, (component, own, term) in enumerate(
            zip(self.job.components, self.filters, self.terms, strict=True)
        ):
            kept = f" filter (where {own})" if own else ""
            out.append((f"r{at}", f"count(*){kept}"))
            if self.is_disjoint:
                out.append((f"p{at}", f"count(distinct {self.reading.person}){kept}"))
            amount = "*".join(part for part in (term and term.sql, length) if part)
            if amount:
                out.append((f"v{at}", f"sum({amount}){kept}"))
            if term is not None and component.measure.incomplete_on_null:
                missing = " and ".join(part for part in (own, f"{term.sql} is null") if part)
                out.append((f"m{at}", f"count(*) filter (where {missing})"))
        return out

    def length(self) -> str:
        if self.job.placement != "days":
            return ""
        first, last = self.reading.overlap
        return f"({self.ground.binder.spelling.days_between(first, last)}+1)"

    def rows_sql(self, number: int) -> str:
        """Write the select that lists the rows and persons of its one component instead of counting them."""
        keys, common = self.fact_keys(), [self.reading.where(each) for each in self.common]
        taken = [f"{sql} as {name}" for name, sql in keys if name != "person"]
        taken += [
            f"{self.reading.person} as person",
            f"cast({self.reading.rows.raw(self.job.source.key)} as text) as k",
        ]
        groups, joined = [f"f.g{place}" for place in range(len(self.ground.frame.by))], ""
        facts = f"select {','.join(taken)} {self.reading.source_sql(common)}"
        if self.leaf is not None:
            groups[self.ground.frame.by.index("department")] = "t.above"
            pairs = self.ground.pairs(self.reading.eras)
            joined = f"left join {pairs} t on t.era=f.era and t.leaf=f.leaf"
        listed = ",".join(["f.n", *groups, "f.k", "f.person"])
        return f"select {number} as arm,{listed} from ({facts}) f {joined} where f.person is not null"

    def factor(self, at: int) -> Fraction:
        """What one unit of the component's integer is worth."""
        term = self.terms[at]
        return Fraction(1) if term is None else term.factor

    # -- spread and totals -------------------------------------------------------------------------------------

    def spread(self) -> str:
        """Give each department's lines to all above it; a row of no department stays apart."""
        if self.leaf is None:
            return f"({self.facts()}) f"
        facts = self.facts()
        place = self.ground.frame.by.index("department")
        keys = ["f.n", f"t.above as g{place}"]
        keys += [f"f.{name}" for name, _ in self.fact_keys()[3:]]
        sums = [f"sum(f.{name}) as {name}" for name, _ in self.fact_figures()]
        pairs = self.ground.pairs(self.reading.eras)
        places = ",".join(str(at + 1) for at in range(len(keys)))
        return (
            f"(select {','.join([*keys, *sums])} from ({facts}) f "
            f"left join {pairs} t on t.era=f.era and t.leaf=f.leaf group by {places}) f"
        )

    def sql(self, number: int) -> str:
        spread = self.spread()
        groups = [f"f.g{place}" for place in range(len(self.ground.frame.by))]
        packed = self.ground.binder.spelling.array(
            [figure for at in range(len(self.job.components)) for figure in self.totals(at)]
        )
        keys = ",".join(["f.n", *groups])
        return (
            f"select {number} as arm,{keys},cast({packed} as text) as figures from {spread} group by {keys}"
        )

    def totals(self, at: int) -> list[str]:
        """Return value, rows, people, incomplete rows, the persons if few, and the largest person's amount."""
        component, term = self.job.components[at], self.terms[at]
        rows = f"coalesce(sum(f.r{at}),0)"
        added = f"coalesce(sum(f.v{at}),0)"
        people = self.counted("person", at) if self.reading.person is not None else "null"
        if term is not None or self.job.placement == "days":
            value = added
        elif component.measure.aggregate == "count" or self.is_length:
            value = rows
        else:
            value = people if self.distinct is None else self.counted("x", at)
        is_marked = term is not None and component.measure.incomplete_on_null
        missing = f"coalesce(sum(f.m{at}),0)" if is_marked else "0"
        return [value, rows, people, missing, self.few(people, at), self.largest(at)]

    def counted(self, key: str, at: int) -> str:
        """Count keys once; where they alone tell the lines of a group apart, by counting lines."""
        if self.is_disjoint:
            return f"coalesce(sum(f.p{at}),0)"
        if self.distinct is not None and self.reading.person is not None:
            return f"count(distinct case when f.r{at}>0 then f.{key} end)"
        return f"count(f.{key}) filter (where f.r{at}>0)"

    def few(self, people: str, at: int) -> str:
        if not self.ground.frame.want_persons or self.reading.person is None:
            return "null"
        keys = self.ground.binder.spelling.collected("f.person", f"f.r{at}>0 and f.person is not null")
        return f"case when {people}<{FEW_PEOPLE} then {keys} end"

    def largest(self, at: int) -> str:
        component = self.job.components[at]
        if (
            not self.ground.frame.want_persons
            or component.measure.unit not in AMOUNT_UNITS
            or self.terms[at] is None
            or self.reading.person is None
        ):
            return "null"
        return f"max(f.v{at})"


def statement_sql(ground: Ground, selects: Sequence[str]) -> str:
    tables = ",".join(f"{name} as materialized ({sql})" for name, sql in ground.tables.items())
    return f"with {tables} " + " union all ".join(selects)
