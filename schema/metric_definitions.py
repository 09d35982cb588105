"""The definition of a figure: its text and formula, who agreed to it, where it comes from, what the caller may do."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from schema.call import call
from schema.figures import part, renamed, spelled, told, worked
from server.kernel.labels import label
from server.metrics import format as spelling
from server.metrics.agreed.governed import Governed
from server.metrics.definitions import Dictionary, Label, Measure, Metric, Target
from server.metrics.definitions import EdgeRule as Rule
from server.metrics.dictionary import lineage as lines
from server.metrics.governance import about
from server.metrics.governance.usage import Used
from server.metrics.lang.parts import fraction
from server.metrics.lang.read import readable
from server.metrics.lang.unparse import unparse, unparse_predicate, unparse_row
from server.metrics.words import SMALLEST_GROUP, Decision, Direction, Grain, MetricStatus, Side


@strawberry.type(description=label("维度", "Dimension"))
class DimensionInfo:
    name: str = strawberry.field(description=label("名称", "Name"))
    of: strawberry.Private[Any]
    label: str = told("标签", "Label", lambda it: it.of)


@strawberry.type(description=label("边界规则", "Edge rule"))
class EdgeRule:
    of: strawberry.Private[Rule]
    code: str = part("code", "编号", "Code")
    text: str = told("规则", "Rule", lambda it: it.of.label)


@strawberry.type(description=label("口径责任方", "Owner of a definition"))
class MetricOwner:
    of: strawberry.Private[about.Owner]
    side: Side = part("side", "方面", "Side")
    role: str = part("role", "角色", "Role")
    name: str = told("名称", "Name", lambda it: it.of.name)


@strawberry.type(description=label("签署", "Signature"))
class Signature:
    of: strawberry.Private[about.Word]
    side: Side = part("signed.side", "方面", "Side")
    person: str = part("signed.person", "签署人", "Signer")
    decision: Decision = part("signed.decision", "决定", "Decision")
    at: datetime = part("signed.at", "时间", "At")
    note: str | None = part("signed.note", "意见", "Note")
    hash: str = part("signed.hash", "签署时的散列", "Hash signed")
    is_valid: bool = part("is_valid", "仍然有效", "Still stands")


@strawberry.type(description=label("版本变更", "Change of a definition"))
class VersionDiff:
    of: strawberry.Private[about.Revision]
    version: int = part("version", "版本", "Version")
    status: MetricStatus = part("status", "状态", "Status")
    at: datetime | None = part("at", "时间", "At")
    by: str = part("by", "起草人", "Author")
    summary: str = told("摘要", "Summary", lambda it: it.of.summary)
    formula_before: str | None = part("formula_before", "原公式", "Formula before")
    formula_after: str = part("formula_after", "现公式", "Formula after")
    effective_from: date | None = part("effective_from", "生效日", "First day in force")
    effective_to: date | None = part("effective_to", "失效日（含）", "Last day in force")


@strawberry.type(description=label("使用情况", "Use of a figure"))
class MetricUsage:
    of: strawberry.Private[Used]
    queries30d: int = part("queries", "近30天查询次数", "Queries in 30 days")
    boards: int = part("boards", "看板数", "Dashboards")
    exports30d: int = part("exports", "近30天导出次数", "Exports in 30 days")
    reports: int = part("reports", "报表数", "Reports")
    last_used: datetime | None = part("last_used", "最近使用", "Last used")


@strawberry.type(description=label("算例结果", "Outcome of a worked example"))
class MetricExample:
    of: strawberry.Private[about.Tried]
    name: str = told("名称", "Name", lambda it: it.of.name)
    passed: bool = part("passed", "通过", "Passed")
    message: str | None = told("说明", "Message", lambda it: it.of.message)


@strawberry.type(description=label("目标", "Target"))
class MetricTarget:
    id: strawberry.ID = strawberry.field(description=label("编号", "Id"))
    of: strawberry.Private[Target]
    unit: strawberry.Private[Any]
    op: str = part("op", "比较", "Comparison")
    value: Decimal = part("value", "目标值", "Value")
    display: str = spelled(
        "显示", "Shown as", lambda it, lang: f"{it.of.op} {spelling.display(it.of.value, it.unit, lang)}"
    )
    grain: Grain = part("grain", "粒度", "Grain")
    scope: list[str] = worked("适用范围", "Scope", lambda it: list(it.of.scope))
    applies_to: str | None = worked(
        "针对变化时为其名称，如 pct_change",
        "What it judges if not the value itself, as pct_change",
        lambda it: it.of.applies_to or None,
    )
    first: date | None = renamed("from", "first", "起始日", "From")
    to: date | None = part("last", "截止日（含）", "To, that day included")
    near: Decimal | None = part("near", "接近值", "Near")
    source: str | None = worked("来源", "Source", lambda it: it.of.source or None)


@strawberry.type(description=label("度量的列", "Column of a measure"))
class MeasureColumn:
    name: str = strawberry.field(description=label("名称", "Name"))
    type: str = strawberry.field(description=label("类型", "Type"))
    values: list[str] = strawberry.field(description=label("取值", "Values"))


@strawberry.type(description=label("度量", "Measure"))
class MeasureInfo:
    of: strawberry.Private[Measure]
    name: str = part("name", "名称", "Name")
    label: str = told("标签", "Label", lambda it: it.of.label)
    kind: str = part("kind", "种类", "Kind")
    unit: str = part("unit", "单位", "Unit")
    source: str = part("source.name", "数据源", "Source")
    source_label: str = told("数据源名称", "Name of the source", lambda it: it.of.source.label)
    expression: str = worked(
        "表达式", "Expression", lambda it: f"{it.of.aggregate}({unparse_row(it.of.expression)})"
    )
    where: str | None = worked(
        "过滤条件", "Filter", lambda it: unparse_predicate(it.of.where) if it.of.where else None
    )
    columns: list[MeasureColumn] = worked("可用列", "Columns", lambda it: columns_of(it.of))


def columns_of(measure: Measure) -> list[MeasureColumn]:
    return [
        MeasureColumn(name=name, type=column.type, values=list(column.values))
        for name, column in measure.source.columns.items()
    ]


@strawberry.type(description=label("血缘：指标、度量与列", "Lineage: figures, measures and columns"))
class Lineage:
    metric: str = strawberry.field(description=label("指标", "Figure"))
    metrics: list[str] = strawberry.field(description=label("引用的指标", "Figures it is made of"))
    measures: list[MeasureInfo] = strawberry.field(description=label("度量", "Measures"))
    columns: list[str] = strawberry.field(description=label("列", "Columns"))
    used_by: list[str] = strawberry.field(description=label("被引用于", "Figures made of it"))


def lineage_of(metric: Metric, known: Dictionary) -> Lineage:
    return traced(lines.lineage(metric, known), metric.key, known)


def traced(found: lines.Lineage, key: str, known: Dictionary) -> Lineage:
    """Show where a formula comes from; `key` is the metric it belongs to, "" for none yet."""
    return Lineage(
        metric=key,
        metrics=list(found.metrics),
        measures=[MeasureInfo(of=known.measures[name]) for name in found.measures],
        columns=list(found.columns),
        used_by=list(lines.used_by(key, known)) if key else [],
    )


@strawberry.type(description=label("当前可做的操作", "What the caller may do now"))
class MetricActs:
    of: strawberry.Private[about.Acts]
    edit: bool = part("edit", "修改或起草新版", "Edit, or draft a new version")
    submit: bool = part("submit", "提交评审", "Hand in for review")
    sign_hr: bool = part("sign_hr", "代表人力签署", "Sign for HR")
    sign_business: bool = part("sign_business", "代表业务签署", "Sign for the business")
    publish: bool = part("publish", "发布", "Publish")
    retire: bool = part("retire", "停用", "Retire")
    set_target: bool = part("set_target", "设定目标", "Set targets")


def unit_of(it: MetricDefinition) -> Any:  # a Unit
    return spelling.unit_of(it.known.dictionary.units, it.of.unit)


def dimensions_of(it: MetricDefinition) -> list[DimensionInfo]:
    known = it.known.dictionary.dimensions
    return [
        DimensionInfo(name=name, of=known[name].label if name in known else Label(name, name))
        for name in it.of.dimensions
    ]


def edge_rules_of(it: MetricDefinition) -> list[EdgeRule]:
    known = it.known.dictionary.edge_rules
    return [EdgeRule(of=known[code]) for code in it.of.edge_rules if code in known]


def targets_of(it: MetricDefinition) -> list[MetricTarget]:
    return [
        MetricTarget(id=strawberry.ID(row_id), of=each, unit=unit_of(it))
        for row_id, each in about.targets(it.of, it.known)
    ]


@strawberry.type(description=label("指标口径", "Definition of a figure"))
class MetricDefinition:
    of: strawberry.Private[Metric]
    known: strawberry.Private[Governed]

    key: str = part("key", "指标键", "Key")
    version: int = part("version", "口径版本", "Version of the definition")
    status: MetricStatus = part("status", "状态", "Status")
    name: str = told("名称", "Name", lambda it: it.of.name)
    definition: str = told("口径", "Definition", lambda it: it.of.definition)
    formula: str = part("formula", "公式", "Formula")
    readable: str = spelled(
        "公式的读法", "The formula in words", lambda it, lang: readable(it.of.tree, it.known.dictionary, lang)
    )
    numerator: str | None = worked("分子", "Numerator", lambda it: half(it.of, 0))
    denominator: str | None = worked("分母", "Denominator", lambda it: half(it.of, 1))
    unit: str = part("unit", "单位", "Unit")
    unit_label: str = told("单位名称", "Name of the unit", lambda it: unit_of(it).label)
    direction: Direction = part("direction", "向好方向", "Which way is better")
    additivity: str = worked("可加性", "Additivity", lambda it: about.additivity(it.of, it.known.dictionary))
    grains: list[Grain] = worked("时间粒度", "Grains", lambda it: list(it.of.grains))
    dimensions: list[DimensionInfo] = worked("维度", "Dimensions", dimensions_of)
    sensitivity: str = worked("敏感级别", "Sensitivity", lambda it: str(it.of.sensitivity))
    smallest_group: int = worked(
        "单元格最少人数", "Fewest people in a cell", lambda it: SMALLEST_GROUP[it.of.sensitivity]
    )
    standards: list[str] = worked("来源标准", "Standards", lambda it: list(it.of.standards))
    edge_rules: list[EdgeRule] = worked("边界规则", "Edge rules", edge_rules_of)
    family: str | None = worked("口径族", "Family", lambda it: it.of.family or None)
    is_default: bool = part("is_default", "口径族的默认", "Default of its family")
    domain: str = part("domain", "领域", "Domain")
    is_builtin: bool = part("is_builtin", "内置", "Built in")
    is_core: bool = part("is_core", "推荐", "Recommended")
    is_core12: bool = part("is_core12", "十二项核心指标之一", "One of the twelve core figures")
    hash: str = part("hash", "口径散列", "Hash of the meaning")
    synonyms: list[str] = worked("同义词", "Synonyms", lambda it: list(it.of.synonyms))
    notes: str | None = told("备注", "Notes", lambda it: it.of.notes)
    effective_from: date | None = part("effective_from", "生效日", "First day in force")
    effective_to: date | None = part("effective_to", "失效日（含）", "Last day in force")
    signatures: list[Signature] = worked(
        "签署", "Signatures", lambda it: [Signature(of=each) for each in about.words_on(it.of, it.known)]
    )
    is_certified: bool = worked("已认证", "Certified", lambda it: about.is_certified(it.of, it.known))
    certified_note: str = told(
        "认证说明", "Why certified or not", lambda it: about.certified_note(it.of, it.known)
    )
    targets: list[MetricTarget] = worked("目标", "Targets", targets_of)
    history: list[VersionDiff] = worked(
        "版本历史",
        "History",
        lambda it: [VersionDiff(of=each) for each in about.history(it.of.key, it.known)],
    )
    lineage: Lineage = worked("血缘", "Lineage", lambda it: lineage_of(it.of, it.known.dictionary))
    successor: str | None = worked("接替指标", "Successor", lambda it: row(it, "successor"))
    author: str | None = worked("起草人", "Author", lambda it: row(it, "author_name") or None)

    @strawberry.field(description=label("责任方", "Owners"))
    def owners(self, info: strawberry.Info) -> list[MetricOwner]:
        return [MetricOwner(of=each) for each in about.owners(call(info).ctx)]

    @strawberry.field(description=label("使用情况", "Use"))
    async def usage(self, info: strawberry.Info) -> MetricUsage:
        return MetricUsage(of=(await call(info).usage()).get(self.of.key, Used()))

    @strawberry.field(description=label("自带算例", "Own worked examples"))
    def examples(self, info: strawberry.Info) -> list[MetricExample]:
        found = about.examples(call(info).ctx, self.of, self.known.dictionary)
        return [MetricExample(of=each) for each in found]

    @strawberry.field(description=label("已有数据", "Has data"))
    async def has_data(self, info: strawberry.Info) -> bool:
        return about.has_data(self.of, self.known.dictionary, await call(info).filled_sources())

    @strawberry.field(description=label("当前可做的操作", "What the caller may do now"))
    def allowed(self, info: strawberry.Info) -> MetricActs:
        return MetricActs(of=about.acts(call(info).ctx, self.of, self.known))


def half(metric: Metric, place: int) -> str | None:
    found = fraction(metric.tree)[place]
    return None if found is None else unparse(found)


def row(it: MetricDefinition, name: str) -> Any:  # a column of the version's row
    found = about.row_of(it.of, it.known)
    return getattr(found, name) if found else None


TYPES = (MetricDefinition, Lineage, MetricTarget)
