"""What authors and keepers of definitions ask: is this a formula, what may it be made of, what contradicts what."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import strawberry

from schema.figures import part, renamed, told, worked
from schema.metric_definitions import DimensionInfo, Lineage, MeasureInfo, traced
from schema.metrics import FamilyVariant
from server.kernel.labels import label
from server.metrics.agreed.governed import Governed
from server.metrics.answers import bridge as bridges
from server.metrics.definitions import Dictionary
from server.metrics.dictionary import lineage as lines
from server.metrics.governance import drafts, vocabulary
from server.metrics.governance.conflicts import Conflict
from server.metrics.lang.problems import FormulaProblem as Problem
from server.metrics.words import ConflictKind, Sensitivity


@strawberry.type(description=label("公式中的一处错误", "A mistake in a formula"))
class FormulaProblem:
    of: strawberry.Private[Problem]
    code: str = part("code", "编号", "Code")
    position: int = part("at", "位置（从 0 起）", "Position, from 0")
    length: int = part("length", "长度", "Length")
    message: str = told("说明", "Message", lambda it: it.of.message)
    suggestions: list[str] = worked("建议", "Suggestions", lambda it: list(it.of.suggestions))


def lineage_of(it: FormulaReport) -> Lineage | None:
    if it.of.tree is None:
        return None
    return traced(lines.lineage_of(it.of.tree, it.known), "", it.known)


@strawberry.type(description=label("公式检查结果", "What a check of a formula found"))
class FormulaReport:
    of: strawberry.Private[drafts.Report]
    known: strawberry.Private[Dictionary]
    is_ok: bool = worked("正确", "Correct", lambda it: not it.of.problems)
    errors: list[FormulaProblem] = worked(
        "错误", "Mistakes", lambda it: [FormulaProblem(of=each) for each in it.of.problems]
    )
    numerator: str | None = part("numerator", "分子", "Numerator")
    denominator: str | None = part("denominator", "分母", "Denominator")
    unit: str | None = part("unit", "单位", "Unit")
    hash: str | None = part("hash", "口径散列", "Hash of the meaning")
    duplicates: list[str] = worked(
        "口径相同的指标", "Figures that mean the same", lambda it: list(it.of.duplicates)
    )
    same_family: list[str] = worked(
        "分子相同的指标", "Figures with the same numerator", lambda it: list(it.of.same_family)
    )
    lineage: Lineage | None = worked("血缘", "Lineage", lineage_of)
    readable: str | None = told("公式的读法", "The formula in words", lambda it: it.of.readable)


@strawberry.type(description=label("公式函数", "Function of the formula language"))
class FunctionInfo:
    of: strawberry.Private[vocabulary.Function]
    name: str = part("name", "名称", "Name")
    syntax: str = part("syntax", "写法", "Syntax")
    help: str = told("说明", "Help", lambda it: it.of.help)


@strawberry.type(description=label("单位", "Unit"))
class UnitInfo:
    name: str = strawberry.field(description=label("名称", "Name"))
    of: strawberry.Private[Any]
    label: str = told("标签", "Label", lambda it: it.of)


@strawberry.type(description=label("领域", "Domain"))
class DomainInfo:
    name: str = strawberry.field(description=label("名称", "Name"))
    of: strawberry.Private[Any]
    label: str = told("标签", "Label", lambda it: it.of)


@strawberry.type(description=label("公式可用的词汇", "What a formula may be made of"))
class MetricVocabulary:
    of: strawberry.Private[Dictionary]
    measures: list[MeasureInfo] = worked(
        "度量", "Measures", lambda it: [MeasureInfo(of=each) for each in it.of.measures.values()]
    )
    functions: list[FunctionInfo] = worked(
        "函数", "Functions", lambda _: [FunctionInfo(of=each) for each in vocabulary.FUNCTIONS]
    )
    dimensions: list[DimensionInfo] = worked(
        "维度",
        "Dimensions",
        lambda it: [DimensionInfo(name=name, of=each.label) for name, each in it.of.dimensions.items()],
    )
    units: list[UnitInfo] = worked(
        "单位", "Units", lambda it: [UnitInfo(name=name, of=each.label) for name, each in it.of.units.items()]
    )
    families: list[str] = worked("口径族", "Families", lambda it: list(it.of.families))
    domains: list[DomainInfo] = worked("领域", "Domains", lambda it: domains_of(it.of))
    sensitivities: list[str] = worked(
        "敏感级别", "Sensitivities", lambda _: [str(each) for each in Sensitivity]
    )


def domains_of(known: Dictionary) -> list[DomainInfo]:
    used = dict.fromkeys(metric.domain for metric in known.metrics.values())
    return [DomainInfo(name=name, of=vocabulary.domain_label(name)) for name in used]


@strawberry.type(description=label("口径冲突", "Conflict of definitions"))
class MetricConflict:
    of: strawberry.Private[Conflict]
    kind: ConflictKind = part("kind", "种类", "Kind")
    keys: list[str] = worked("涉及指标", "Figures", lambda it: list(it.of.keys))
    detail: str = told("说明", "Detail", lambda it: it.of.detail)
    severity: str = part("severity", "严重程度", "Severity")
    suggestion: str | None = told("建议", "Suggestion", lambda it: it.of.suggestion)


@strawberry.type(description=label("口径之间的一步", "A step from one definition to another"))
class BridgeStep:
    of: strawberry.Private[bridges.BridgeStep]
    start: str = renamed("from", "start", "自", "From")
    label: str = told("说明", "Label", lambda it: it.of.label)
    to: str = part("end", "至", "To")
    numerator: Decimal | None = part("numerator", "分子", "Numerator")
    denominator: Decimal | None = part("denominator", "分母", "Denominator")
    value: Decimal | None = part("value", "数值", "Value")
    effect: Decimal | None = part("effect", "影响", "Effect")


@strawberry.type(description=label("口径对比", "Definitions side by side"))
class DefinitionComparison:
    of: strawberry.Private[bridges.DefinitionComparison]
    known: strawberry.Private[Governed]
    variants: list[FamilyVariant] = worked(
        "口径", "Variants", lambda it: [variant(it, each) for each in it.of.variants]
    )
    bridge: list[BridgeStep] = worked(
        "差异分解", "Bridge", lambda it: [BridgeStep(of=each) for each in it.of.bridge]
    )
    sentence: str = told("一句话", "In one sentence", lambda it: it.of.sentence)


def variant(it: DefinitionComparison, found: bridges.Variant) -> FamilyVariant:
    return FamilyVariant(of=found.metric, known=it.known, told=found.cell, unlike=found.difference)
