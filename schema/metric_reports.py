"""What is kept of figures: frozen reports and their drift, dashboards, and figures replayed from their receipts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.call import call
from schema.figures import part, told, worked
from schema.metric_definitions import MetricDefinition
from schema.metrics import DimValue, MetricCell, MetricRow, PeriodColumn
from server.kernel.labels import label
from server.metrics import asked
from server.metrics import format as spelling
from server.metrics.agreed.governed import Governed
from server.metrics.answers.receipts import ReceiptFacts as Facts
from server.metrics.answers.replay import Replay as Replayed
from server.metrics.definitions import Metric
from server.metrics.governance import boards
from server.metrics.reporting import reports
from server.metrics.reporting.drift import Drifted, drift
from server.metrics.reporting.frozen import FrozenTable


def frozen_row(it: ReportTable, row: asked.Row) -> MetricRow:
    unit = spelling.unit_of(it.known.dictionary.units, it.metric.unit)
    keys = tuple(each.key for each in row.group)
    return MetricRow(
        group=[DimValue(of=each) for each in row.group],
        cells=[
            MetricCell(
                of=cell, unit=unit, metric=it.metric.key, ask=None, group=keys, period=column.period.name
            )
            for column, cell in zip(it.of.columns, row.cells, strict=True)
        ],
    )


def frozen_rows(it: ReportTable) -> list[MetricRow]:
    total = [it.of.total] if it.of.total and it.of.dimensions else []
    return [frozen_row(it, row) for row in (*it.of.rows, *total)]


@strawberry.type(description=label("报表中的一张表", "One table of a report"))
class ReportTable:
    of: strawberry.Private[FrozenTable]
    metric: strawberry.Private[Metric]
    known: strawberry.Private[Governed]
    definition: MetricDefinition = worked(
        "口径", "Definition", lambda it: MetricDefinition(of=it.metric, known=it.known)
    )
    columns: list[PeriodColumn] = worked(
        "期间列", "Columns", lambda it: [PeriodColumn(of=each) for each in it.of.columns]
    )
    rows: list[MetricRow] = worked("行", "Rows", frozen_rows)


@strawberry.type(description=label("与固化值的差异", "How far a figure has drifted"))
class Drift:
    of: strawberry.Private[Drifted]
    key: str = part("key", "指标键", "Key")
    period: str = part("period", "期间", "Period")
    group: str | None = worked("分组", "Group", lambda it: it.of.group or None)
    frozen: Decimal | None = part("frozen", "固化值", "Frozen")
    now: Decimal | None = part("now", "现值", "Now")
    by_data: Decimal | None = part("by_data", "因数据变动", "By data")
    by_definition: Decimal | None = part("by_definition", "因口径变动", "By definition")


def tables_of(it: Report) -> list[ReportTable]:
    known = it.known.dictionary.metrics
    return [ReportTable(of=each, metric=known[each.key], known=it.known) for each in it.of.tables]


@strawberry.type(description=label("固化的报表", "A frozen report"))
class Report:
    of: strawberry.Private[reports.Report]
    known: strawberry.Private[Governed]
    id: strawberry.ID = part("id", "编号", "Id")
    name: str = part("name", "名称", "Name")
    keys: list[str] = worked("指标", "Figures", lambda it: list(it.of.keys))
    frozen_at: datetime = part("frozen_at", "固化时间", "Frozen at")
    frozen_by: str = part("frozen_by", "固化人", "Frozen by")
    hash: str = part("hash", "内容散列", "Hash of the content")
    is_scheduled: bool = worked("定期生成", "Made regularly", lambda it: it.of.schedule is not None)
    schedule: str | None = part("schedule", "周期", "Schedule")
    tables: list[ReportTable] = worked("数据", "Tables", tables_of)

    @strawberry.field(description=label("与现值的差异", "How far the present has drifted"))
    async def drift(self, info: strawberry.Info) -> list[Drift]:
        here = call(info)
        found = await drift(here.ctx, here.figures.registry, self.of)
        return [Drift(of=each) for each in found]


@strawberry.type(description=label("看板图块", "Tile of a dashboard"))
class BoardTile:
    of: strawberry.Private[boards.Tile]
    key: str = part("key", "指标键", "Key")
    period: str = part("period", "期间", "Period")
    by: str | None = part("by", "拆分维度", "Split by")
    view: str = part("view", "图形", "View")


@strawberry.type(description=label("看板", "Dashboard"))
class MetricBoard:
    of: strawberry.Private[boards.Board]
    id: strawberry.ID = part("id", "编号", "Id")
    name: str = part("name", "名称", "Name")
    is_pinned: bool = part("is_pinned", "置顶到首页", "Pinned to the home page")
    tiles: list[BoardTile] = worked("图块", "Tiles", lambda it: [BoardTile(of=each) for each in it.of.tiles])
    version: int = part("version", "版本", "Version")


@strawberry.type(description=label("凭证内容", "What a receipt says"))
class ReceiptFacts:
    of: strawberry.Private[Facts]
    metric: str = part("metric", "指标", "Figure")
    version: int = part("version", "口径版本", "Version")
    formula: str = part("formula", "公式", "Formula")
    hash: str = part("hash", "口径散列", "Hash of the meaning")
    period: str = part("period", "期间", "Period")
    group: list[str] = worked("分组", "Group", lambda it: list(it.of.group))
    n: int | None = part("n", "人数", "People")
    as_of: date = part("as_of", "截至日", "As of")
    watermark: datetime = part("watermark", "数据截至", "Watermark")
    policy_version: str = part("policy_version", "权限版本", "Policy version")


@strawberry.type(description=label("凭证复算", "A figure replayed"))
class Replay:
    of: strawberry.Private[Replayed]
    is_same: bool = part("is_same", "数值相同", "The same figure")
    receipt: ReceiptFacts = worked("凭证", "Receipt", lambda it: ReceiptFacts(of=it.of.receipt))
    then: Decimal | None = part("then", "当时", "Then")
    now: Decimal | None = part("now", "现在", "Now")
    by_data: Decimal | None = part("by_data", "因数据变动", "By data")
    by_definition: Decimal | None = part("by_definition", "因口径变动", "By definition")
    sentence: str = told("一句话", "In one sentence", lambda it: it.of.sentence)
