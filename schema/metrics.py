"""Figures as they are answered: tables of cells, what a cell rests on, and the answers that are not tables."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

import strawberry

from schema.call import call
from schema.figures import Lang, language_of, part, renamed, spelled, told, worked
from schema.metric_definitions import EdgeRule, Lineage, MetricDefinition, traced
from schema.planned import PageInfo
from server.kernel.labels import label
from server.metrics import asked as plain
from server.metrics import format as spelling
from server.metrics import period_labels
from server.metrics.agreed.governed import Governed
from server.metrics.answers import explain
from server.metrics.answers.steps import Step
from server.metrics.definitions import Label, Metric, Unit
from server.metrics.words import CellStatus, Compare, Grain, TargetState


@strawberry.type(description=label("对比值", "A comparison"))
class MetricComparison:
    of: strawberry.Private[plain.Comparison]
    unit: strawberry.Private[Unit]
    kind: Compare = part("kind", "种类", "Kind")
    period: str | None = worked("对比期间", "Period compared with", lambda it: it.of.period or None)
    value: Decimal | None = part("value", "对比值", "Value")
    display: str = spelled("显示", "Shown as", lambda it, lang: spelling.display(it.of.value, it.unit, lang))
    difference: Decimal | None = part("difference", "差值", "Difference")
    pct_change: Decimal | None = part("pct_change", "变化率", "Relative change")
    status: CellStatus = part("status", "状态", "Status")
    is_break: bool = part("is_break", "跨口径版本", "Across a change of definition")


@strawberry.type(description=label("解释的一步", "A step of an explanation"))
class ExplainStep:
    of: strawberry.Private[Step]
    expression: str = part("expression", "表达式", "Expression")
    value: Decimal | None = part("value", "数值", "Value")
    filters: list[str] = worked("过滤条件", "Filters", lambda it: list(it.of.filters))
    window: str | None = worked("时间窗口", "Window", lambda it: it.of.window or None)
    people: int | None = part("people", "人数", "People")
    depth: int = part("depth", "层级", "Depth")


@strawberry.type(description=label("执行的语句", "A statement that is run"))
class SqlText:
    component: str = strawberry.field(description=label("组成项", "Component"))
    sql: str = strawberry.field(description=label("语句", "Statement"))
    parameters: list[str] = strawberry.field(description=label("参数", "Parameters"))


@strawberry.type(description=label("组成明细", "Rows behind a component"))
class ExplainRows:
    columns: list[str] = strawberry.field(description=label("列", "Columns"))
    rows: list[list[str | None]] = strawberry.field(description=label("行", "Rows"))
    total: int = strawberry.field(description=label("总行数", "Rows in all"))
    is_masked: bool = strawberry.field(description=label("姓名已替换", "Names are replaced"))


@strawberry.type(description=label("数值的解释", "Why a figure is what it is"))
class Explanation:
    of: strawberry.Private[explain.Explanation]
    cell: strawberry.Private[Any]
    known: strawberry.Private[Governed]
    sentence: str = told("一句话", "In one sentence", lambda it: it.of.sentence)
    steps: list[ExplainStep] = worked(
        "步骤", "Steps", lambda it: [ExplainStep(of=each) for each in it.of.steps]
    )
    sql: list[SqlText] = worked("语句", "Statements", lambda it: [sql_text(each) for each in it.of.sql])
    edge_rules: list[EdgeRule] = worked(
        "触发的边界规则",
        "Edge rules that mattered",
        lambda it: [EdgeRule(of=each) for each in it.of.edge_rules],
    )
    lineage: Lineage = worked(
        "血缘",
        "Lineage",
        lambda it: traced(it.of.lineage, it.cell.metric, it.known.dictionary),
    )

    @strawberry.field(description=label("组成明细，无权时为空", "Rows behind it; null where not permitted"))
    async def rows(self, info: strawberry.Info, component: int = 0, first: int = 50) -> ExplainRows | None:
        here, at = call(info), self.cell
        found = await explain.explain_rows(
            here.ctx, here.figures.registry, at.ask, at.group, at.period, component=component, first=first
        )
        if found is None:
            return None
        return ExplainRows(
            columns=list(found.columns),
            rows=[list(row) for row in found.rows],
            total=found.total,
            is_masked=found.is_masked,
        )


def sql_text(found: explain.SqlText) -> SqlText:
    return SqlText(component=found.component, sql=found.sql, parameters=list(found.parameters))


@strawberry.type(description=label("一个数值", "One figure"))
class MetricCell:
    of: strawberry.Private[plain.Cell]
    unit: strawberry.Private[Unit]
    metric: strawberry.Private[str]
    ask: strawberry.Private[plain.Ask | None]
    group: strawberry.Private[tuple[str, ...]]
    period: strawberry.Private[str]

    value: Decimal | None = part("value", "数值，百分比为 0 至 1", "Value; a share lies between 0 and 1")
    display: str = spelled("显示", "Shown as", lambda it, lang: spelling.display(it.of.value, it.unit, lang))
    status: CellStatus = part("status", "状态", "Status")
    reason: str | None = spelled(
        "为空的原因", "Why there is no value", lambda it, lang: spelling.reason(it.of.status, lang) or None
    )
    numerator: Decimal | None = part("numerator", "分子", "Numerator")
    denominator: Decimal | None = part("denominator", "分母", "Denominator")
    pending: int | None = part("pending", "待观察", "Pending")
    people: int | None = part("people", "人数", "People")
    compare: list[MetricComparison] = worked(
        "对比", "Comparisons", lambda it: [MetricComparison(of=each, unit=it.unit) for each in it.of.compare]
    )
    target: TargetState | None = part("target", "目标达成", "Whether the target is met")
    receipt: str | None = worked("凭证", "Receipt", lambda it: it.of.receipt or None)

    @strawberry.field(
        description=label("解释；单独的数值没有", "Explanation; null for a cell that stands alone")
    )
    async def explain(self, info: strawberry.Info) -> Explanation | None:
        if self.ask is None:
            return None
        here = call(info)
        found = await explain.explain(here.ctx, here.figures.registry, self.ask, self.group, self.period)
        return Explanation(of=found, cell=self, known=await here.governed()) if found else None


@strawberry.type(description=label("分组值", "A group's value on one dimension"))
class DimValue:
    of: strawberry.Private[plain.DimValue]
    dimension: str = part("dimension", "维度", "Dimension")
    key: str = part("key", "编码", "Key")
    label: str = told("标签", "Label", lambda it: it.of.label)
    depth: int = part("depth", "层级", "Depth")
    parent: str | None = worked("上级编码", "Key of the parent", lambda it: it.of.parent or None)


@strawberry.type(description=label("期间列", "Column of a period"))
class PeriodColumn:
    of: strawberry.Private[plain.PeriodColumn]
    period: str = part("period.name", "期间", "Period")
    label: str = told("标签", "Label", lambda it: period_labels.label(it.of.period))
    first: date = renamed("from", "period.window.first", "起", "From")
    to: date = part("period.window.last", "止（含）", "To, that day included")
    is_complete: bool = part("is_complete", "期间已结束", "The period is over")
    version: int = part("version", "口径版本", "Version of the definition")


@strawberry.type(description=label("一行数值", "A row of figures"))
class MetricRow:
    group: list[DimValue] = strawberry.field(description=label("分组", "Group"))
    cells: list[MetricCell] = strawberry.field(description=label("数值", "Cells"))


@strawberry.type(description=label("口径断点", "Where the definition changes"))
class DefinitionBreak:
    of: strawberry.Private[plain.DefinitionBreak]
    before_period: str = part("before_period", "自此期间起", "From this period on")
    from_version: int = part("from_version", "原版本", "From version")
    to_version: int = part("to_version", "新版本", "To version")
    note: str = told("说明", "Note", lambda it: it.of.note)


@strawberry.type(description=label("数据新鲜度", "How fresh the data are"))
class Freshness:
    data_through: datetime | None = strawberry.field(description=label("数据截至", "Data through"))
    computed_at: datetime = strawberry.field(description=label("计算时间", "Computed at"))
    is_from_rollup: bool = strawberry.field(description=label("取自预汇总", "Taken from prepared figures"))


@strawberry.type(description=label("指标表", "A table of figures"))
class MetricTable:
    of: strawberry.Private[plain.Table]
    known: strawberry.Private[Governed]
    ask: strawberry.Private[plain.Ask]

    definition: MetricDefinition = worked(
        "口径", "Definition", lambda it: MetricDefinition(of=it.of.metric, known=it.known)
    )
    grain: Grain = part("grain", "时间粒度", "Grain")
    dimensions: list[str] = worked("维度", "Dimensions", lambda it: list(it.of.dimensions))
    columns: list[PeriodColumn] = worked(
        "期间列", "Columns", lambda it: [PeriodColumn(of=each) for each in it.of.columns]
    )
    rows: list[MetricRow] = worked("行", "Rows", lambda it: [row_of(it, each) for each in it.of.rows])
    total: MetricRow | None = worked(
        "合计", "Total", lambda it: row_of(it, it.of.total) if it.of.total else None
    )
    suppressed_cells: int = part("suppressed", "隐去的单元格", "Hidden cells")
    breaks: list[DefinitionBreak] = worked(
        "口径断点", "Breaks", lambda it: [DefinitionBreak(of=each) for each in it.of.breaks]
    )
    row_count: int = part("row_count", "总行数", "Rows in all")

    @strawberry.field(description=label("数据新鲜度", "How fresh the data are"))
    def freshness(self) -> Freshness:
        return Freshness(
            data_through=self.of.data_through,
            computed_at=self.of.computed_at,
            is_from_rollup=self.of.from_rollup,
        )

    @strawberry.field(description=label("附注", "Notes"))
    def notes(self, info: strawberry.Info, lang: Lang = None) -> list[str]:
        return [each.said(language_of(info, lang)) for each in self.of.notes]

    @strawberry.field(description=label("分页信息", "Page info"))
    def page_info(self) -> PageInfo:
        begun, ended = self.ask.after, self.ask.after + len(self.of.rows)
        return PageInfo(
            has_next_page=ended < self.of.row_count,
            has_previous_page=begun > 0,
            start_cursor=str(begun) if self.of.rows else None,
            end_cursor=str(ended) if self.of.rows else None,
        )


def row_of(table: MetricTable, row: plain.Row) -> MetricRow:
    unit = spelling.unit_of(table.known.dictionary.units, table.of.metric.unit)
    keys = tuple(each.key for each in row.group)
    return MetricRow(
        group=[DimValue(of=each) for each in row.group],
        cells=[
            MetricCell(
                of=cell,
                unit=unit,
                metric=table.of.metric.key,
                ask=table.ask,
                group=keys,
                period=column.period.name,
            )
            for column, cell in zip(table.of.columns, row.cells, strict=True)
        ],
    )


# --- What is not a table ---


@strawberry.type(description=label("一族中的一种口径", "One of several definitions"))
class FamilyVariant:
    of: strawberry.Private[Metric]
    known: strawberry.Private[Governed]
    told: strawberry.Private[Any]
    unlike: strawberry.Private[Label]
    definition: MetricDefinition = worked(
        "口径", "Definition", lambda it: MetricDefinition(of=it.of, known=it.known)
    )
    difference: str = told("差别", "What is different", lambda it: it.unlike)
    cell: MetricCell | None = worked("数值", "Figure", lambda it: bare_cell(it.told, it.of, it.known))


def bare_cell(cell: plain.Cell | None, metric: Metric, known: Governed) -> MetricCell | None:
    """Show a cell that stands by itself."""
    if cell is None:
        return None
    unit = spelling.unit_of(known.dictionary.units, metric.unit)
    return MetricCell(of=cell, unit=unit, metric=metric.key, ask=None, group=(), period="")


@strawberry.type(description=label("名称有多种口径", "A name with several definitions"))
class AmbiguousMetric:
    of: strawberry.Private[plain.Ambiguous]
    candidates: list[FamilyVariant] = strawberry.field(description=label("候选", "Candidates"))
    asked: str = part("asked", "所问名称", "What was asked for")
    message: str = told(
        "说明",
        "Message",
        lambda it: Label(
            f"“{it.of.asked}”有 {len(it.of.candidates)} 种口径，请选择其一。",
            f"{it.of.asked!r} has {len(it.of.candidates)} definitions; choose one.",
        ),
    )


@strawberry.type(description=label("没有这个指标", "No such figure"))
class MetricNotFound:
    of: strawberry.Private[plain.NotFound]
    asked: str = part("asked", "所问名称", "What was asked for")
    suggestions: list[str] = worked("相近的指标", "Figures close to it", lambda it: list(it.of.suggestions))
    message: str = told("说明", "Message", lambda it: missing(it.of))


def missing(found: plain.NotFound) -> Label:
    near = ", ".join(found.suggestions)
    return Label(
        f"没有指标“{found.asked}”。" + (f"相近的有：{near}。" if near else ""),
        f"There is no figure {found.asked!r}." + (f" Close to it: {near}." if near else ""),
    )


@strawberry.type(description=label("无权查看", "Not permitted"))
class MetricDenied:
    of: strawberry.Private[plain.Denied]
    key: str = part("key", "指标键", "Key")
    rule: str = part("rule", "依据的规则", "Rule")
    allowed_grains: list[Grain] = worked("可用粒度", "Grains allowed", lambda it: list(it.of.grains))
    allowed_dimensions: list[str] = worked(
        "可用维度", "Dimensions allowed", lambda it: list(it.of.dimensions)
    )
    message: str = told("说明", "Message", lambda it: it.of.message)


@strawberry.type(description=label("查询中的一处问题", "A problem of a query"))
class QueryProblem:
    of: strawberry.Private[plain.Problem]
    code: str = part("code", "编号", "Code")
    path: str = part("path", "位置", "Path")
    message: str = told("说明", "Message", lambda it: it.of.message)
    allowed: list[str] = worked("可用取值", "What is allowed", lambda it: list(it.of.allowed))


@strawberry.type(description=label("查询有误", "A query that can't be answered"))
class InvalidMetricQuery:
    of: strawberry.Private[plain.Invalid]
    problems: list[QueryProblem] = worked(
        "问题", "Problems", lambda it: [QueryProblem(of=each) for each in it.of.problems]
    )


MetricResult = Annotated[
    MetricTable | AmbiguousMetric | MetricNotFound | MetricDenied | InvalidMetricQuery,
    strawberry.union(
        "MetricResult", description=label("指标查询的结果", "What a question about a figure gives")
    ),
]


def result(found: plain.Answer, ask: plain.Ask, known: Governed) -> Any:  # a member of MetricResult
    """Show an answer as the type it is."""
    match found:
        case plain.Table():
            return MetricTable(of=found, known=known, ask=ask)
        case plain.Ambiguous():
            return AmbiguousMetric(of=found, candidates=variants(found, known))
        case plain.NotFound():
            return MetricNotFound(of=found)
        case plain.Denied():
            return MetricDenied(of=found)
        case plain.Invalid():
            return InvalidMetricQuery(of=found)


def variants(found: plain.Ambiguous, known: Governed) -> list[FamilyVariant]:
    return [
        FamilyVariant(of=metric, known=known, told=cell, unlike=Label(metric.formula, metric.formula))
        for metric, cell in found.candidates
    ]
