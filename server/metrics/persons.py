"""The figures of single people and of departments, worked out for many at the price of a statement or two a batch.

They are worked out as the house itself: what a caller may see of them is for whoever keeps or shows them to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import orjson

from server.kernel.context import SYSTEM, Context
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.receipts import HASH_LETTERS, ReceiptFacts, sign, signing_key
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.components import Component, Fetched, Frame, Group, Wanted
from server.metrics.definitions import Dictionary, Metric, Source
from server.metrics.dictionary.lineage import lineage
from server.metrics.live.dims import allowed, canonical
from server.metrics.live.fetch import fetch
from server.metrics.numbers import rounded
from server.metrics.periods import Period
from server.metrics.reckoning.access import Reach, Scope
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import TOTAL, Column, Question
from server.metrics.reckoning.versions import version_for
from server.metrics.words import CellStatus, VersionRule

BATCH = 1000
"""So many people are worked out by one statement."""
PERSON, AGENT, FAMILY, TEAM = "person", "agent", "job_family", "department"
WHOLE = Reach(plain=Scope(everywhere=True), rule="system")


@dataclass(frozen=True)
class PersonFigure:
    """A person's or a department's figure; `n` counts the rows it rests on, its receipt lets it be worked out again."""

    value: Decimal | None
    status: CellStatus
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    n: int = 0
    receipt: str = ""


async def person_figures(
    ctx: Context,
    registry: Registry,
    key: str,
    period: Period,
    employee_ids: Sequence[str] | None = None,
) -> Mapping[str, PersonFigure]:
    """Return a metric for each of these people, by id; without ids for everybody of whom there are rows.

    Somebody of whom there is nothing has a count of 0, and no mean or share. Raises InvalidInput for a metric that is
    unknown or cannot be told apart by people.
    """
    asking = await ask_for(ctx, registry, key, period)
    found: dict[str, PersonFigure] = {}
    for some in [None] if employee_ids is None else batches(employee_ids):
        found |= await asking.of(some)
    return found


async def team_figures(
    ctx: Context, registry: Registry, key: str, period: Period, department_ids: Sequence[str]
) -> Mapping[str, PersonFigure]:
    """Return a metric for each of these departments with all beneath it, by id.

    Raises InvalidInput for a metric that is unknown or cannot be told apart by departments.
    """
    asking = await ask_for(ctx, registry, key, period, by=TEAM)
    return await asking.of_teams(department_ids)


async def whole_figure(
    ctx: Context, registry: Registry, key: str, period: Period, *, family: str | None = None
) -> Decimal | None:
    """Return a metric of the whole company, or of a job family: what is known before anything is known of somebody.

    Where rows do not tell the family, it is that of the company.
    """
    asking = await ask_for(ctx, registry, key, period)
    among = (DimFilter(FAMILY, (family,)),) if family is not None and asking.is_cut_by(FAMILY) else ()
    question = replace(asking.question, frame=replace(asking.question.frame, by=(), where=among))
    fetched = await fetch(asking.ctx, question.dictionary, list(question.wanted), question.frame)
    return rounded(question.column(question.columns[0], fetched, {TOTAL: None})[TOTAL].value)


def is_personal(dictionary: Dictionary, key: str) -> bool:
    """Whether a metric can be told apart by people: every source behind it says whose its rows are."""
    metric = dictionary.metrics.get(key)
    return metric is not None and all(dimension_of(source) for source in sources_of(metric, dictionary))


def is_of_teams(dictionary: Dictionary, key: str) -> bool:
    """Whether a metric can be told apart by departments."""
    metric = dictionary.metrics.get(key)
    return metric is not None and all(allowed(source, TEAM) for source in sources_of(metric, dictionary))


def sources_of(metric: Metric, dictionary: Dictionary) -> list[Source]:
    return [dictionary.sources[name] for name in lineage(metric, dictionary).sources]


def dimension_of(source: Source) -> str:
    """Return the dimension that says whose a row is; "" where nothing does."""
    return next((each for each in (PERSON, AGENT) if allowed(source, each)), "")


async def ask_for(ctx: Context, registry: Registry, key: str, period: Period, *, by: str = PERSON) -> Asking:
    """Make the question ready, as the house asks it."""
    dictionary = (await registry.governed(ctx)).dictionary
    is_known = is_of_teams(dictionary, key) if by == TEAM else is_personal(dictionary, key)
    if not is_known:
        zh, en = ("部门", "departments") if by == TEAM else ("人", "single people")
        raise InvalidInput(
            f"指标“{key}”不存在，或不能按{zh}计算，请换一个指标。",
            f"There is no figure {key!r} that can be worked out for {en}; choose another.",
            path=("metric",),
        )
    house = replace(ctx, principal=SYSTEM)
    metric = version_for(dictionary, key, VersionRule.AS_OF_PERIOD, period.window.last)
    question = Question(
        ask=Ask(key, PeriodAsk(named=(period.name,))),
        dictionary=dictionary,
        metric=metric or dictionary.metrics[key],
        grain=period.grain,
        columns=(Column(period, metric or dictionary.metrics[key]),),
        before={},
        frame=Frame(by=(by,), as_of=ctx.today, org_day=period.window.last),
        reach=WHOLE,
        fiscal_start=ctx.store.settings.fiscal_year_starts,
    )
    return Asking(house, question)


@dataclass(frozen=True)
class Asking:
    """One metric in one period, asked for batch by batch."""

    ctx: Context
    question: Question

    async def of(self, people: Sequence[str] | None) -> dict[str, PersonFigure]:
        fetched: Fetched = {}
        for dimension, wanted in self.cut().items():
            frame = replace(self.question.frame, by=(dimension,), people=tuple(people or ()))
            fetched |= await fetch(self.ctx, self.question.dictionary, wanted, frame)
        column = self.question.columns[0]
        values = self.question.column(column, fetched, groups(fetched, people))
        codes = await self.codes(people)
        return {
            person: self.figure(person, codes.get(person, person), value)
            for (person, *_), value in values.items()
            if person is not None
        }

    async def of_teams(self, departments: Sequence[str]) -> dict[str, PersonFigure]:
        """Return the figure of each department; all are read by one question."""
        fetched = await fetch(
            self.ctx, self.question.dictionary, list(self.question.wanted), self.question.frame
        )
        values = self.question.column(self.question.columns[0], fetched, groups(fetched, departments))
        rows = await self.ctx.store.reads.rows("select id,code from department")
        codes = {str(row_id): str(code) for row_id, code in rows}
        return {
            department: self.figure(department, codes.get(department, department), values[department,])
            for department in departments
        }

    def cut(self) -> dict[str, list[Wanted]]:
        """Part the components by what says whose their rows are: the person, or who served the customer."""
        found: dict[str, list[Wanted]] = {}
        for each in self.question.wanted:
            found.setdefault(dimension_of(source(each[0])), []).append(each)
        return found

    def figure(self, person: str, code: str, value: Value) -> PersonFigure:
        shown = rounded(value.value)
        return PersonFigure(
            value=shown,
            status=value.status,
            numerator=rounded(value.numerator),
            denominator=rounded(value.denominator),
            n=max((part.rows for part in value.parts.values() if part is not None), default=0),
            receipt=self.receipt(person, code, shown, value),
        )

    def receipt(self, person: str, code: str, shown: Decimal | None, value: Value) -> str:
        """Sign the figure as a question about this one person or department, so that it can be asked again."""
        column, dimension = self.question.columns[0], self.dimension
        return sign(
            signing_key(self.ctx.store.secrets),
            ReceiptFacts(
                metric=column.metric.key,
                version=column.metric.version,
                hash=column.metric.hash[:HASH_LETTERS],
                period=column.period.name,
                grain=column.period.grain,
                group=(f"{dimension}={code}",),
                where=(DimFilter(dimension, (person,), under=dimension == TEAM),)
                if self.is_narrowed(dimension)
                else (),
                org_view=self.question.frame.org_view,
                as_of=self.ctx.today,
                watermark=self.ctx.now,
                policy_version=self.ctx.policy.version,
                scope="",
                value=shown,
                status=value.status,
                n=value.people,
            ),
        )

    def is_cut_by(self, dimension: str) -> bool:
        """Whether every source behind the figure tells the dimension."""
        known = self.question.dictionary
        return all(allowed(each, dimension) for each in sources_of(self.question.metric, known))

    @property
    def dimension(self) -> str:
        (by,) = self.question.frame.by
        return TEAM if by == TEAM else next(iter(self.cut()), PERSON)

    def is_narrowed(self, dimension: str) -> bool:
        """Whether a question may name the person: a delicate figure is narrowed by its declared dimensions only."""
        return dimension in [canonical(each) for each in self.question.metric.dimensions]

    async def codes(self, people: Sequence[str] | None) -> Mapping[str, str]:
        """Return the employee numbers, by which receipts name people."""
        if people is None:
            rows = await self.ctx.store.reads.rows("select id,code from employee")
        else:
            is_sqlite = self.ctx.store.dialect == "sqlite"
            among = "select value from json_each(?1)" if is_sqlite else "select unnest($1::text[])"
            given: object = list(people)
            rows = await self.ctx.store.reads.rows(
                f"select id,code from employee where id in ({among})",
                [orjson.dumps(given).decode() if is_sqlite else given],
            )
        return {str(row_id): str(code) for row_id, code in rows}


def source(component: Component) -> Source:
    return component.measure.source


def groups(fetched: Fetched, people: Sequence[str] | None) -> dict[Group, None]:
    if people is not None:
        return {(person,): None for person in people}
    return {group: None for parts in fetched.values() for group in parts}


def batches(people: Iterable[str]) -> Iterator[list[str]]:
    listed = list(dict.fromkeys(people))
    for at in range(0, len(listed), BATCH):
        yield listed[at : at + BATCH]
