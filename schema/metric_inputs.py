"""What is handed in about figures: periods, filters, drafts, targets, reports, dashboards; each made a plain value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import strawberry

from schema.inputs import Once, needed, optional
from server.kernel.errors import InvalidInput
from server.kernel.labels import label
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.definitions import Label
from server.metrics.governance.boards import Tile
from server.metrics.governance.drafting import Draft
from server.metrics.models import Schedule
from server.metrics.reporting.reports import ReportAsk
from server.metrics.words import CellStatus, Compare, Decision, Direction, Grain, OrgView, Side, VersionRule

MOST_ROWS = 1000


@strawberry.input(description=label("最近若干期", "The last so many periods"))
class LastInput:
    count: int = needed("期数", "How many")
    complete: bool = strawberry.field(
        default=True, description=label("只取已结束的期间", "Only periods that are over")
    )
    through: date | None = optional("截至日，默认今天", "Through this day, today by default")


@strawberry.input(description=label("起止日期", "From one day to another"))
class BetweenInput:
    first: date = strawberry.field(name="from", description=label("起", "From"))
    to: date = needed("止（含）", "To, that day included")


@strawberry.input(one_of=True, description=label("期间：三者择一", "Periods: one of three ways"))
class PeriodInput:
    last: strawberry.Maybe[LastInput] = strawberry.field(description=label("最近若干期", "The last so many"))
    between: strawberry.Maybe[BetweenInput] = strawberry.field(description=label("起止", "Between two days"))
    named: strawberry.Maybe[list[str]] = strawberry.field(
        description=label("按名称，如 2025-03、2025-Q1、FY2025", "By name, as in 2025-03, 2025-Q1, FY2025")
    )

    def asked(self) -> PeriodAsk:
        if self.last:
            given = self.last.value
            through = given.through if given.through is not strawberry.UNSET else None
            return PeriodAsk(last=given.count, complete=given.complete, through=through)
        if self.between:
            return PeriodAsk(between=(self.between.value.first, self.between.value.to))
        return PeriodAsk(named=tuple(self.named.value) if self.named else ())


@strawberry.input(name="DimFilter", description=label("维度筛选", "Filter on a dimension"))
class MetricFilter:
    dimension: str = needed("维度", "Dimension")
    eq: str | None = optional("等于", "Equals")
    among: list[str] | None = strawberry.field(
        name="in", default=strawberry.UNSET, description=label("属于", "Is one of")
    )
    under: str | None = optional("在其之下（含自身）", "It or anything below it")
    negated: bool = strawberry.field(name="not", default=False, description=label("取反", "Turn it round"))

    def asked(self) -> DimFilter:
        """Exactly one of the three ways is used."""
        ways = [
            each
            for each in (self.eq, self.among, self.under)
            if each is not None and each is not strawberry.UNSET
        ]
        if len(ways) != 1:
            raise InvalidInput(
                "每个筛选须且只须给出 eq、in、under 之一。",
                "A filter takes exactly one of eq, in and under.",
                path=("where", self.dimension),
            )
        values = ways[0] if isinstance(ways[0], list) else [ways[0]]
        return DimFilter(self.dimension, tuple(values), self.under in values, self.negated)


@strawberry.input(one_of=True, description=label("口径版本：按规则或编号", "Version: by rule or number"))
class VersionInput:
    rule: strawberry.Maybe[VersionRule] = strawberry.field(description=label("规则", "Rule"))
    number: strawberry.Maybe[int] = strawberry.field(description=label("编号", "Number"))

    def asked(self) -> VersionRule | int:
        if self.number:
            return self.number.value
        return self.rule.value if self.rule else VersionRule.AS_OF_PERIOD


def ask_of(
    key: str,
    period: PeriodInput,
    *,
    grain: Grain | None = None,
    by: Sequence[str] = (),
    where: Sequence[MetricFilter] = (),
    compare: Sequence[Compare] = (),
    org_view: OrgView = OrgView.AS_WAS,
    version: VersionInput | None = None,
    as_known_at: datetime | None = None,
    first: int = 200,
    after: str | None = None,
) -> Ask:
    """Make the question of a query's arguments."""
    if not 1 <= first <= MOST_ROWS:
        raise InvalidInput(
            f"每页 1 至 {MOST_ROWS} 行。", f"A page holds 1 to {MOST_ROWS} rows.", path=("first",)
        )
    if after is not None and not after.isdecimal():
        raise InvalidInput(
            "位置无法识别，请从头读取。", "The cursor can't be read; start anew.", path=("after",)
        )
    return Ask(
        key=key,
        period=period.asked(),
        grain=grain,
        by=tuple(by),
        where=tuple(each.asked() for each in where),
        compare=tuple(compare),
        org_view=org_view,
        version=version.asked() if version else VersionRule.AS_OF_PERIOD,
        as_known_at=as_known_at,
        first=first,
        after=int(after or 0),
    )


# --- Definitions ---


@strawberry.input(description=label("算例", "Worked example"))
class MetricExampleInput:
    given: strawberry.scalars.JSON = needed("数据：数据源到行", "Rows by source")
    period: str = needed("期间", "Period")
    value: str | None = optional("期望值", "What it should come to")
    reason: CellStatus | None = optional("期望的空值原因", "Or why there should be no value")
    as_of: date | None = optional(
        "截至日，默认所有观察期已满", "As of this day; by default all time has passed"
    )

    def plain(self) -> dict[str, Any]:
        found: dict[str, Any] = {"given": self.given, "period": self.period}
        given = {"value": self.value, "reason": self.reason, "asOf": self.as_of}
        return found | {
            name: str(each)
            for name, each in given.items()
            if each is not None and each is not strawberry.UNSET
        }


@strawberry.input(description=label("口径草案", "Draft of a definition"))
class MetricDraftInput(Once):
    key: str = needed("指标键", "Key")
    name_zh: str = needed("中文名", "Name in Chinese")
    name_en: str = needed("英文名", "Name in English")
    definition_zh: str = needed("中文口径", "Definition in Chinese")
    definition_en: str = needed("英文口径", "Definition in English")
    formula: str = needed("公式", "Formula")
    unit: str = needed("单位", "Unit")
    direction: Direction = needed("向好方向", "Which way is better")
    grains: list[Grain] = needed("时间粒度", "Grains")
    dimensions: list[str] = needed("维度", "Dimensions")
    sensitivity: str = needed("敏感级别", "Sensitivity")
    family: str | None = optional("口径族", "Family")
    synonyms: list[str] | None = optional("同义词", "Synonyms")
    notes_zh: str | None = optional("中文备注", "Notes in Chinese")
    notes_en: str | None = optional("英文备注", "Notes in English")
    examples: list[MetricExampleInput] | None = optional("算例", "Worked examples")
    version: int | None = optional(
        "所见记录版本，已被修改时拒绝", "The record's version seen; refused if it has changed"
    )

    def draft(self) -> Draft:
        notes = (given(self.notes_zh) or "", given(self.notes_en) or "")
        return Draft(
            key=self.key.strip(),
            name=Label(self.name_zh.strip(), self.name_en.strip()),
            definition=Label(self.definition_zh.strip(), self.definition_en.strip()),
            formula=self.formula.strip(),
            unit=self.unit,
            direction=self.direction,
            grains=tuple(self.grains),
            dimensions=tuple(self.dimensions),
            sensitivity=self.sensitivity,
            family=(given(self.family) or "").strip(),
            synonyms=tuple(given(self.synonyms) or ()),
            notes=Label(*notes) if any(notes) else None,
            examples=tuple(each.plain() for each in given(self.examples) or ()),
        )


def given(value: Any) -> Any:  # whatever was sent; what was not sent is None
    return None if value is strawberry.UNSET else value


@strawberry.input(description=label("提交评审", "Handing in for review"))
class SubmitMetricInput(Once):
    key: str = needed("指标键", "Key")
    version: int = needed("口径版本", "Version of the definition")
    note: str | None = optional("说明", "Note")


@strawberry.input(description=label("签署", "Signing"))
class SignMetricInput(SubmitMetricInput):
    side: Side = needed("代表哪一方", "For which side")
    decision: Decision = needed("决定", "Decision")


@strawberry.input(description=label("发布", "Publication"))
class PublishMetricInput(Once):
    key: str = needed("指标键", "Key")
    version: int = needed("口径版本", "Version of the definition")
    effective_from: date = needed("生效日", "First day in force")


@strawberry.input(description=label("停用", "Retirement"))
class RetireMetricInput(Once):
    key: str = needed("指标键", "Key")
    version: int = needed("口径版本", "Version of the definition")
    effective_to: date = needed("失效日（含）", "Last day in force")
    successor: str | None = optional("接替指标", "Successor")


@strawberry.input(description=label("签署十二项核心指标", "Signing the twelve core figures"))
class SignCoreMetricsInput(Once):
    side: Side = needed("代表哪一方", "For which side")


@strawberry.input(description=label("设定目标", "Setting a target"))
class SetTargetInput(Once):
    key: str = needed("指标键", "Key")
    op: str = needed("比较：< <= = >= >", "Comparison: < <= = >= >")
    value: Decimal = needed("目标值", "Value")
    grain: Grain = needed("粒度", "Grain")
    where: list[MetricFilter] | None = optional("适用范围", "Scope")
    first: date | None = strawberry.field(
        name="from", default=strawberry.UNSET, description=label("起始日", "From")
    )
    to: date | None = optional("截止日（含）", "To, that day included")
    near: Decimal | None = optional("接近值", "Near")

    def scope(self) -> tuple[str, ...]:
        """Return the scope as `dimension=value`; a target speaks of one value of a dimension."""
        found = [each.asked() for each in given(self.where) or ()]
        if any(each.negated or len(each.values) != 1 for each in found):
            raise InvalidInput(
                "目标的适用范围须逐个维度给出一个值。",
                "A target's scope names one value of each dimension.",
                path=("input", "where"),
            )
        return tuple(f"{each.dimension}={each.values[0]}" for each in found)


@strawberry.input(description=label("删除目标", "Removing a target"))
class RemoveTargetInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("设定口径族的默认", "Choosing a family's default"))
class SetFamilyDefaultInput(Once):
    family: str = needed("口径族", "Family")
    key: str = needed("默认指标", "Default figure")


# --- Reports and dashboards ---


@strawberry.input(description=label("固化报表", "Freezing a report"))
class FreezeReportInput(Once):
    name: str = needed("名称", "Name")
    keys: list[str] = needed("指标", "Figures")
    period: PeriodInput = needed("期间", "Periods")
    grain: Grain | None = optional("时间粒度", "Grain")
    by: list[str] | None = optional("拆分维度", "Split by")
    schedule: Schedule | None = optional("定期生成", "Make it again regularly")

    def asked(self) -> ReportAsk:
        return ReportAsk(
            name=self.name,
            keys=tuple(self.keys),
            period=self.period.asked(),
            grain=given(self.grain),
            by=tuple(given(self.by) or ()),
            schedule=given(self.schedule),
        )


@strawberry.input(description=label("删除", "Deletion"))
class DeleteReportInput(Once):
    id: strawberry.ID = needed("编号", "Id")


@strawberry.input(description=label("看板图块", "Tile of a dashboard"))
class BoardTileInput:
    key: str = needed("指标键", "Key")
    period: str = needed("期间，如 2025-03 或 last:12", "Period, as in 2025-03 or last:12")
    by: str | None = optional("拆分维度", "Split by")
    view: str = strawberry.field(
        default="number", description=label("图形：number line bar table", "View: number line bar table")
    )

    def tile(self) -> Tile:
        return Tile(self.key, self.period, given(self.by), self.view)


@strawberry.input(description=label("保存看板", "Saving a dashboard"))
class SaveBoardInput(Once):
    id: strawberry.ID | None = optional("编号，空为新建", "Id; none makes a new one")
    name: str = needed("名称", "Name")
    is_pinned: bool = strawberry.field(
        default=False, description=label("置顶到首页", "Pin it to the home page")
    )
    tiles: list[BoardTileInput] = needed("图块", "Tiles")
    version: int | None = optional("所见版本", "The version seen")


@strawberry.input(description=label("删除看板", "Deleting a dashboard"))
class DeleteBoardInput(Once):
    id: strawberry.ID = needed("编号", "Id")
