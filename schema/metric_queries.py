"""The queries on figures: what they are, what they mean, who agreed, and what was kept of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

import strawberry

from schema.access import require
from schema.call import call
from schema.figures import WORDS
from schema.metric_definitions import Lineage, MetricDefinition, lineage_of
from schema.metric_editor import (
    DefinitionComparison,
    FormulaReport,
    MetricConflict,
    MetricVocabulary,
)
from schema.metric_inputs import MetricFilter, PeriodInput, VersionInput, ask_of
from schema.metric_reports import MetricBoard, Replay, Report
from schema.metrics import MetricResult, result
from schema.planned import Connection, Edge, PageInfo
from server.kernel.errors import InvalidInput, PageTooLarge
from server.kernel.labels import label
from server.metrics.agreed.governed import Governed
from server.metrics.answers.bridge import compare_definitions
from server.metrics.answers.replay import replay
from server.metrics.answers.service import answer
from server.metrics.asked import Ask
from server.metrics.definitions import Metric
from server.metrics.dictionary.lookup import search as searched
from server.metrics.governance import about, drafts
from server.metrics.governance.boards import boards_of
from server.metrics.governance.conflicts import conflicts
from server.metrics.reckoning.versions import version_for
from server.metrics.reporting.reports import report_by_id, reports_of
from server.metrics.words import Compare, Grain, MetricStatus, OrgView, VersionRule

T = TypeVar("T")
LARGEST_PAGE = 200
MOST_FIGURES = 50
assert WORDS  # noqa: S101 (the enums are declared where it is)


async def answered(info: strawberry.Info, asks: Sequence[Ask]) -> list[Any]:  # members of MetricResult
    here = call(info)
    if len(asks) > MOST_FIGURES:
        raise InvalidInput(
            f"一次最多 {MOST_FIGURES} 个指标。",
            f"Ask for at most {MOST_FIGURES} figures at once.",
            path=("keys",),
        )
    found = await answer(here.ctx, here.figures.registry, asks)
    known = await here.governed()
    shown = [result(each, ask, known) for each, ask in zip(found, asks, strict=True)]
    here.figures.counts.note(here.ctx, [each.of.metric.key for each in shown if hasattr(each.of, "metric")])
    return shown


def page(items: Sequence[T], first: int, after: str | None) -> Connection[T]:
    """Cut a page out of a list; cursors are places in it."""
    if not 0 <= first <= LARGEST_PAGE:
        raise PageTooLarge(
            f"每页最多 {LARGEST_PAGE} 条，请分页读取。",
            f"A page holds at most {LARGEST_PAGE}; read page by page.",
            path=("first",),
        )
    if after is not None and not after.isdecimal():
        raise InvalidInput(
            "位置无法识别，请从头读取。", "The cursor can't be read; start anew.", path=("after",)
        )
    begun = int(after or 0)
    nodes = list(items[begun : begun + first])
    ended = begun + len(nodes)
    return Connection(
        edges=[Edge(cursor=str(begun + place), node=node) for place, node in enumerate(nodes, 1)],
        nodes=nodes,
        page_info=PageInfo(
            has_next_page=ended < len(items),
            has_previous_page=begun > 0,
            start_cursor=str(begun + 1) if nodes else None,
            end_cursor=str(ended) if nodes else None,
        ),
        total_count=len(items),
    )


def newest(known: Governed) -> list[Metric]:
    """Return each figure once: as it answers, or, before it ever was in force, as it is being discussed."""
    found = dict(known.dictionary.metrics)
    for key, versions in known.dictionary.versions.items():
        found.setdefault(key, versions[-1])
    return list(found.values())


def one(known: Governed, key: str, version: int | None, at: date | None) -> Metric | None:
    """Return one version of a figure, the one in force on a day, or the one to be shown."""
    every = known.dictionary.versions.get(key, ())
    if version is not None:
        return next((each for each in every if each.version == version), None)
    if at is not None and key in known.dictionary.metrics:
        return version_for(known.dictionary, key, VersionRule.AS_OF_PERIOD, at)
    return known.dictionary.metrics.get(key) or next(iter(every[::-1]), None)


@strawberry.type(description=label("指标查询", "Queries on figures"))
class MetricQuery:
    @strawberry.field(description=label("一个指标", "One figure"))
    async def metric(
        self,
        info: strawberry.Info,
        key: str,
        period: PeriodInput,
        grain: Grain | None = None,
        by: list[str] = [],  # noqa: B006 (a default of the contract, never changed)
        where: list[MetricFilter] = [],  # noqa: B006 (as above)
        compare: list[Compare] = [],  # noqa: B006 (as above)
        org_view: OrgView = OrgView.AS_WAS,
        version: VersionInput | None = None,
        as_known_at: datetime | None = None,
        first: int = 200,
        after: str | None = None,
    ) -> MetricResult:
        ask = ask_of(
            key, period, grain=grain, by=by, where=where, compare=compare, org_view=org_view, version=version,
            as_known_at=as_known_at, first=first, after=after,
        )  # fmt: skip
        return (await answered(info, [ask]))[0]  # type: ignore[no-any-return] # a member of the union

    @strawberry.field(description=label("多个指标，一次取齐", "Several figures in one go"))
    async def metrics(
        self,
        info: strawberry.Info,
        keys: list[str],
        period: PeriodInput,
        grain: Grain | None = None,
        by: list[str] = [],  # noqa: B006 (as above)
        where: list[MetricFilter] = [],  # noqa: B006 (as above)
        compare: list[Compare] = [],  # noqa: B006 (as above)
        org_view: OrgView = OrgView.AS_WAS,
        version: VersionInput | None = None,
        as_known_at: datetime | None = None,
        first: int = 200,
        after: str | None = None,
    ) -> list[MetricResult]:
        asks = [
            ask_of(
                key, period, grain=grain, by=by, where=where, compare=compare, org_view=org_view, version=version,
                as_known_at=as_known_at, first=first, after=after,
            )
            for key in keys
        ]  # fmt: skip
        return await answered(info, asks)

    @strawberry.field(description=label("一个指标的口径", "The definition of a figure"))
    async def metric_definition(
        self, info: strawberry.Info, key: str, version: int | None = None, at: date | None = None
    ) -> MetricDefinition | None:
        require(info, "Query.metricDefinition")
        known = await call(info).governed()
        found = one(known, key, version, at)
        return MetricDefinition(of=found, known=known) if found else None

    @strawberry.field(description=label("指标口径", "Definitions of figures"))
    async def metric_definitions(
        self,
        info: strawberry.Info,
        search: str | None = None,
        domain: str | None = None,
        status: MetricStatus | None = None,
        family: str | None = None,
        core12: bool | None = None,
        awaiting_data: bool | None = None,
        first: int = 50,
        after: str | None = None,
    ) -> Connection[MetricDefinition]:
        require(info, "Query.metricDefinitions")
        here = call(info)
        known = await here.governed()
        found = newest(known)
        if search:
            order = [each.key for each in searched(known.dictionary, search)]
            fresh = [
                each.key for each in found if each.key not in known.dictionary.metrics and search in each.key
            ]
            named = {each.key: each for each in found}
            found = [named[key] for key in (*order, *fresh) if key in named]
        if awaiting_data is not None:
            filled = await here.filled_sources()
            found = [
                each for each in found if about.has_data(each, known.dictionary, filled) is not awaiting_data
            ]
        wanted = [
            each
            for each in found
            if (not domain or each.domain == domain)
            and (status is None or each.status is status)
            and (not family or each.family == family)
            and (core12 is None or each.is_core12 is core12)
        ]
        return page([MetricDefinition(of=each, known=known) for each in wanted], first, after)

    @strawberry.field(
        description=label("口径对比与差异分解", "Definitions side by side, and the bridge between them")
    )
    async def compare_definitions(
        self,
        info: strawberry.Info,
        period: PeriodInput,
        keys: list[str] | None = None,
        family: str | None = None,
        where: list[MetricFilter] = [],  # noqa: B006 (as above)
    ) -> DefinitionComparison | None:
        require(info, "Query.compareDefinitions")
        here = call(info)
        found = await compare_definitions(
            here.ctx,
            here.figures.registry,
            period.asked(),
            keys=tuple(keys or ()),
            family=family or "",
            where=[each.asked() for each in where],
        )
        return DefinitionComparison(of=found, known=await here.governed()) if found else None

    @strawberry.field(description=label("口径冲突", "Definitions that contradict each other"))
    async def metric_conflicts(self, info: strawberry.Info) -> list[MetricConflict]:
        require(info, "Query.metricConflicts")
        here = call(info)
        return [MetricConflict(of=each) for each in await conflicts(here.ctx, here.figures.registry)]

    @strawberry.field(description=label("指标血缘", "Where a figure comes from"))
    async def metric_lineage(
        self, info: strawberry.Info, key: str, version: int | None = None
    ) -> Lineage | None:
        require(info, "Query.metricLineage")
        known = await call(info).governed()
        found = one(known, key, version, None)
        return lineage_of(found, known.dictionary) if found else None

    @strawberry.field(description=label("检查公式", "Check a formula"))
    async def validate_formula(
        self, info: strawberry.Info, formula: str, unit: str | None = None, key: str | None = None
    ) -> FormulaReport:
        require(info, "Query.validateFormula")
        known = (await call(info).governed()).dictionary
        return FormulaReport(of=drafts.validate(known, formula, unit=unit or "", key=key or ""), known=known)

    @strawberry.field(description=label("公式可用的词汇", "What a formula may be made of"))
    async def metric_vocabulary(self, info: strawberry.Info) -> MetricVocabulary:
        require(info, "Query.metricVocabulary")
        return MetricVocabulary(of=(await call(info).governed()).dictionary)

    @strawberry.field(description=label("待我签署的口径", "Versions that wait for the caller's signature"))
    async def metric_reviews(self, info: strawberry.Info) -> list[MetricDefinition]:
        require(info, "Query.metricReviews")
        here = call(info)
        known = await here.governed()
        found = []
        for versions in known.dictionary.versions.values():
            for each in versions:
                may = about.acts(here.ctx, each, known)
                if (may.sign_hr or may.sign_business) and not about.is_certified(each, known):
                    found.append(MetricDefinition(of=each, known=known))
        return found

    @strawberry.field(description=label("凭证复算", "A figure again from its receipt"))
    async def replay(self, info: strawberry.Info, receipt: str) -> Replay:
        require(info, "Query.replay")
        here = call(info)
        return Replay(of=await replay(here.ctx, here.figures.registry, receipt))

    @strawberry.field(description=label("固化的报表，新的在前", "Frozen reports, the newest first"))
    async def reports(
        self, info: strawberry.Info, first: int = 50, after: str | None = None
    ) -> Connection[Report]:
        require(info, "Query.reports")
        here = call(info)
        known = await here.governed()
        found = await reports_of(here.ctx, here.figures.registry)
        return page([Report(of=each, known=known) for each in found], first, after)

    @strawberry.field(description=label("一份固化的报表", "One frozen report"))
    async def report(self, info: strawberry.Info, id: strawberry.ID) -> Report | None:
        require(info, "Query.report")
        here = call(info)
        found = await report_by_id(here.ctx, here.figures.registry, str(id))
        return Report(of=found, known=await here.governed()) if found else None

    @strawberry.field(description=label("我的看板，置顶的在前", "The caller's dashboards, pinned ones first"))
    async def metric_boards(self, info: strawberry.Info) -> list[MetricBoard]:
        require(info, "Query.metricBoards")
        return [MetricBoard(of=each) for each in await boards_of(call(info).ctx)]
