"""From a question as it is asked to one that can be worked out, or to the answer that says why it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from server.kernel.clock import local_date
from server.kernel.context import Context
from server.metrics.agreed.governed import Governed
from server.metrics.asked import Ask, Denied, DimFilter, Invalid, NotFound, Problem
from server.metrics.calendar import PeriodError
from server.metrics.components import Frame
from server.metrics.definitions import Dictionary, Label, Metric, Source
from server.metrics.dictionary.lineage import lineage
from server.metrics.dictionary.lookup import find, suggest
from server.metrics.live.dims import allowed, canonical
from server.metrics.periods import Period, prior, resolve, same_last_year
from server.metrics.reckoning.access import Reach, least_group, reach
from server.metrics.reckoning.question import SHIFTED, Column, Mark, Question
from server.metrics.reckoning.targets import needs_change
from server.metrics.reckoning.versions import version_for
from server.metrics.words import Compare, Grain, Sensitivity, VersionRule

MOST_ROWS = 1000
CLOSED = frozenset({Sensitivity.SENSITIVE, Sensitivity.PERSONAL})
"""Figures this delicate are narrowed by their declared dimensions only."""
STEPS = {Compare.PRIOR_PERIOD: prior, Compare.PRIOR_YEAR: same_last_year}


@dataclass(frozen=True)
class Several:
    """A name that means several metrics, each with its question for the last period (None: not for this caller)."""

    asked: str
    candidates: tuple[tuple[Metric, Question | None], ...]


Prepared = Question | Several | NotFound | Denied | Invalid


def prepare(ctx: Context, governed: Governed, ask: Ask) -> Prepared:
    """Find the metric, check the question against it, and clamp it to what the caller may see."""
    dictionary = governed.dictionary
    found = find_metric(dictionary, ask)
    if found is None:
        return NotFound(ask.key, suggest(dictionary, ask.key))
    if isinstance(found, Metric):
        return question(ctx, dictionary, ask, found)
    chosen = family_default(governed, found)
    if chosen is None:
        return Several(ask.key, tuple((each, alone(ctx, dictionary, ask, each)) for each in found))
    made = question(ctx, dictionary, ask, chosen)
    note = Label(
        f"“{ask.key}”有多种口径,此处按贵公司的默认口径“{chosen.name.zh}”。",
        f"'{ask.key}' has several definitions; this is your company's default, '{chosen.name.en}'.",
    )
    return replace(made, notes=(note, *made.notes)) if isinstance(made, Question) else made


def find_metric(dictionary: Dictionary, ask: Ask) -> Metric | tuple[Metric, ...] | None:
    """Find by key, name or synonym; a version named by its number may be of a metric not yet in force."""
    if ask.key not in dictionary.metrics and isinstance(ask.version, int):
        return next(
            (each for each in dictionary.versions.get(ask.key, ()) if each.version == ask.version), None
        )
    return find(dictionary, ask.key)


def family_default(governed: Governed, found: Iterable[Metric]) -> Metric | None:
    """Return the member the company chose to answer for the family's name; what the files propose does not count."""
    metrics = tuple(found)
    families = {metric.family for metric in metrics}
    if len(families) != 1:
        return None
    chosen = governed.standing.defaults.get(families.pop())
    return next((metric for metric in metrics if metric.key == chosen), None)


def alone(ctx: Context, dictionary: Dictionary, ask: Ask, metric: Metric) -> Question | None:
    """Ask one candidate for the last period only, unsplit."""
    made = question(
        ctx, dictionary, replace(ask, by=(), compare=(), version=VersionRule.AS_OF_PERIOD), metric
    )
    if not isinstance(made, Question):
        return None
    return replace(made, columns=made.columns[-1:], before={})


def question(ctx: Context, dictionary: Dictionary, ask: Ask, metric: Metric) -> Question | Invalid | Denied:
    check = Check(dictionary, metric, ask)
    fiscal_start = ctx.store.settings.fiscal_year_starts
    columns = check.columns(check.periods(ctx, fiscal_start))
    by, where = check.by(), check.where()
    check.page()
    if check.problems:
        return Invalid(tuple(check.problems))
    traced = [lineage(column.metric, dictionary) for column in columns]
    classes = frozenset(name for each in traced for name in each.classes)
    may = reach(ctx, metric, classes, (*by, *(each.dimension for each in where)))
    if not may.allowed:
        return denied(ctx, metric, classes, may, by, where)
    if fine := too_fine(check, may, columns, fiscal_start):
        return fine
    departments, person = may.frame_scope()
    frame = Frame(
        by=by,
        where=where,
        departments=departments,
        person=person,
        org_view=ask.org_view,
        known_at=ask.as_known_at,
        as_of=local_date(ask.as_known_at, ctx.store.settings.zone) if ask.as_known_at else ctx.today,
        want_persons=bool(may.totals),
        org_day=max(column.period.window.last for column in columns),
    )
    return Question(
        ask=ask,
        dictionary=dictionary,
        metric=columns[-1].metric if ask.version is not VersionRule.LATEST else metric,
        grain=columns[-1].period.grain,
        columns=tuple(columns),
        before=check.before(columns),
        frame=frame,
        reach=may,
        fiscal_start=fiscal_start,
        least=least_group(ctx, classes),
        notes=clamped(departments, person),
        beside=beside(ask, frame),
    )


def beside(ask: Ask, frame: Frame) -> Mapping[Compare, Frame]:
    """Return the frame of the whole organization, where the caller's own is not limited to less."""
    if Compare.ORG_TOTAL not in ask.compare or frame.departments is not None or frame.person is not None:
        return {}
    where = tuple(each for each in frame.where if each.dimension != "department")
    return {Compare.ORG_TOTAL: replace(frame, by=(), where=where)}


def clamped(departments: frozenset[str] | None, person: str | None) -> tuple[Label, ...]:
    if person is not None:
        return (Label("仅含您本人的数据。", "Limited to your own data."),)
    if departments is not None:
        return (Label("仅含您权限范围内的部门。", "Limited to the departments you may see."),)
    return ()


def too_fine(check: Check, may: Reach, columns: Iterable[Column], fiscal_start: int) -> Denied | None:
    """Refuse totals of people by anything finer than months."""
    grains = may.grains(fiscal_start)
    counts_people = any(source.person for source in check.sources())
    if grains is None or not counts_people or all(column.period.grain in grains for column in columns):
        return None
    allowed = tuple(each for each in check.metric.grains if each in grains)
    message = Label("汇总权限最细按月查看此指标。", "Totals of people are shown by month at the finest.")
    return Denied(check.metric.key, may.rule, allowed, check.metric.dimensions, message)


def denied(
    ctx: Context,
    metric: Metric,
    classes: frozenset[str],
    may: Reach,
    by: tuple[str, ...],
    where: tuple[DimFilter, ...],
) -> Denied:
    """Refuse, naming the splits under which the caller would be answered."""
    splits = tuple(
        each for each in metric.dimensions if reach(ctx, metric, classes, (canonical(each) or each,)).allowed
    )
    is_open = reach(ctx, metric, classes).allowed
    asked = "、".join((*by, *(each.dimension for each in where)))
    message = (
        Label(f"您不能按 {asked} 查看此指标。", f"You may not see this figure by {asked}.")
        if is_open
        else Label("您没有查看此指标的权限。", "You may not see this figure.")
    )
    return Denied(metric.key, may.rule, metric.grains if is_open else (), splits, message)


@dataclass
class Check:
    """Looks a question over and gathers all that is wrong with it, each with what would be right."""

    dictionary: Dictionary
    metric: Metric
    ask: Ask

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, code: str, path: str, zh: str, en: str, allowed: Iterable[str] = ()) -> None:
        self.problems.append(Problem(code, path, Label(zh, en), tuple(allowed)))

    def periods(self, ctx: Context, fiscal_start: int) -> list[Period]:
        """Resolve the periods; without a grain they keep their own, and relative ones are months if they can."""
        grains = self.metric.grains
        grain = self.ask.grain
        if grain is None and self.ask.period.last is not None:
            grain = Grain.MONTH if Grain.MONTH in grains else grains[0]
        if grain is None and self.ask.period.between is not None and Grain.CUSTOM not in grains:
            grain = grains[0]
        try:
            found = resolve(self.ask.period, grain, ctx.today, fiscal_start)
        except PeriodError as error:
            self.wrong(error.code, "period", error.label.zh, error.label.en, error.allowed)
            return []
        for bad in dict.fromkeys(period.grain for period in found if period.grain not in grains):
            self.wrong(
                "E_GRAIN",
                "grain",
                f"“{self.metric.name.zh}”不能按 {bad} 计算。",
                f"'{self.metric.name.en}' is not defined by {bad}.",
                grains,
            )
        return found

    def columns(self, periods: Iterable[Period]) -> list[Column]:
        found = []
        for period in periods:
            metric = self.version(period)
            if metric is None:
                numbers = [str(each.version) for each in self.dictionary.versions.get(self.metric.key, ())]
                self.wrong(
                    "E_VERSION",
                    "version",
                    f"没有版本 {self.ask.version}。",
                    f"There is no version {self.ask.version}.",
                    numbers,
                )
                return []
            found.append(Column(period, metric))
        return found

    def version(self, period: Period) -> Metric | None:
        return version_for(self.dictionary, self.metric.key, self.ask.version, period.window.last)

    def before(self, columns: Iterable[Column]) -> dict[tuple[Mark, Compare], Column]:
        """Return the columns that comparisons, and targets on the change, look back at."""
        kinds = [each for each in self.ask.compare if each in SHIFTED]
        found = {}
        for column in columns:
            wanted = dict.fromkeys(kinds)
            if needs_change(column.metric.targets, column.period.grain):
                wanted[Compare.PRIOR_PERIOD] = None
            for kind in wanted:
                period = STEPS[kind](column.period)
                found[column.mark, kind] = Column(period, self.version(period) or column.metric)
        return found

    def by(self) -> tuple[str, ...]:
        """Read the dimensions to split by, which must be declared (but for persons) and be found in every source."""
        declared = tuple(name for each in self.metric.dimensions if (name := canonical(each)))
        named = [canonical(each) for each in self.ask.by]
        for asked, name in zip(self.ask.by, named, strict=True):
            if name is None or name not in (*declared, "person") or not self.is_found(name):
                self.wrong(
                    "E_DIMENSION",
                    "by",
                    f"“{self.metric.name.zh}”不能按“{asked}”拆分。",
                    f"'{self.metric.name.en}' cannot be split by '{asked}'.",
                    [each for each in declared if self.is_found(each)],
                )
        return tuple(dict.fromkeys(name for name in named if name is not None))

    def where(self) -> tuple[DimFilter, ...]:
        """Read the conditions; a delicate figure is narrowed by its declared dimensions only."""
        declared = tuple(name for each in self.metric.dimensions if (name := canonical(each)))
        free = self.metric.sensitivity not in CLOSED
        found = []
        for number, each in enumerate(self.ask.where):
            name = canonical(each.dimension)
            if name is None or not self.is_found(name) or not (free or name in declared):
                self.wrong(
                    "E_FILTER",
                    f"where.{number}.dimension",
                    f"“{self.metric.name.zh}”不能按“{each.dimension}”筛选。",
                    f"'{self.metric.name.en}' cannot be filtered by '{each.dimension}'.",
                    [each for each in declared if self.is_found(each)],
                )
            elif each.under and name != "department":
                self.wrong(
                    "E_FILTER",
                    f"where.{number}.under",
                    "under 只用于部门。",
                    "'under' works on departments only.",
                    ["department"],
                )
            else:
                found.append(replace(each, dimension=name))
        return tuple(found)

    def is_found(self, dimension: str) -> bool:
        """Whether every source of the figure can be split that way."""
        return all(allowed(source, dimension) for source in self.sources())

    def sources(self) -> list[Source]:
        return [self.dictionary.sources[name] for name in lineage(self.metric, self.dictionary).sources]

    def page(self) -> None:
        if not 1 <= self.ask.first <= MOST_ROWS or self.ask.after < 0:
            self.wrong(
                "E_PAGE",
                "first",
                f"每页 1 至 {MOST_ROWS} 行。",
                f"Ask for 1 to {MOST_ROWS} rows a page.",
            )
