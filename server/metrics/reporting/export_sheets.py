"""What stands on the sheets of an exported file: the data, the definitions 指标说明, versions and breaks, the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.metrics import format as spelling
from server.metrics.agreed.governed import Governed
from server.metrics.asked import Cell, PeriodColumn, Row, Table
from server.metrics.definitions import Dictionary, Label, Metric, Target
from server.metrics.dictionary.lineage import lineage
from server.metrics.lang.parts import fraction
from server.metrics.lang.unparse import unparse, unparse_predicate
from server.metrics.reporting.sheets import Sheet, Value, hash_of
from server.metrics.words import SMALLEST_GROUP, CellStatus, Decision, Sensitivity, Side

SHEETS = {
    "data": Label("数据", "Data"),
    "definitions": Label("指标说明", "Definitions"),
    "versions": Label("版本与断点", "Versions and breaks"),
    "file": Label("文件说明", "About this file"),
}
DATA = {
    "key": Label("指标键", "Key"),
    "name": Label("指标", "Figure"),
    "version": Label("版本", "Version"),
    "period": Label("期间", "Period"),
    "from": Label("起", "From"),
    "to": Label("止", "To"),
    "group": Label("分组", "Group"),
    "groupKey": Label("分组编码", "Group key"),
    "value": Label("数值", "Value"),
    "display": Label("显示", "Shown as"),
    "numerator": Label("分子", "Numerator"),
    "denominator": Label("分母", "Denominator"),
    "pending": Label("待观察", "Pending"),
    "people": Label("人数", "People"),
    "target": Label("目标", "Target"),
    "receipt": Label("凭证", "Receipt"),
}
DEFINITIONS = {
    "key": Label("指标键", "Key"),
    "nameZh": Label("名称", "Name in Chinese"),
    "nameEn": Label("英文名", "Name in English"),
    "definition": Label("口径定义", "Definition"),
    "formula": Label("公式", "Formula"),
    "numerator": Label("分子", "Numerator"),
    "denominator": Label("分母", "Denominator"),
    "filters": Label("过滤条件", "Filters"),
    "unit": Label("单位", "Unit"),
    "time": Label("时间归属字段", "Placed in time by"),
    "grain": Label("粒度", "Grain"),
    "version": Label("版本", "Version"),
    "effective": Label("生效期", "In force"),
    "signedHr": Label("人力签署", "Signed for HR"),
    "signedBusiness": Label("业务签署", "Signed for the business"),
    "standards": Label("来源标准", "Standards"),
    "edgeRules": Label("边界规则", "Edge rules"),
    "targets": Label("目标", "Targets"),
    "suppression": Label("抑制规则", "Suppression"),
    "dataThrough": Label("数据截至", "Data through"),
    "hash": Label("哈希", "Hash"),
}
VERSIONS = {
    "key": Label("指标键", "Key"),
    "version": Label("版本", "Version"),
    "status": Label("状态", "Status"),
    "from": Label("生效日", "From"),
    "to": Label("失效日", "To"),
    "formula": Label("公式", "Formula"),
    "hash": Label("哈希", "Hash"),
    "breaks": Label("断点", "Breaks"),
}
FACTS = {
    "viewer": Label("导出人", "Taken by"),
    "roles": Label("角色", "Roles"),
    "scope": Label("范围", "Scope"),
    "at": Label("导出时间", "Taken at"),
    "policyVersion": Label("权限版本", "Policy version"),
    "request": Label("请求编号", "Request"),
    "suppressed": Label("隐去的单元格", "Hidden cells"),
    "hash": Label("内容散列", "Hash of the content"),
}
FACT_HEAD = {"fact": Label("项目", "Fact"), "value": Label("内容", "Content")}
Heads = Mapping[str, Label]


def sheets_of(ctx: Context, found: Sequence[Table], known: Governed) -> list[Sheet]:
    """Return the four sheets; the last one carries the hash of the other three and of its own facts."""
    sheets = [
        data_sheet(ctx, found, known.dictionary),
        listed(ctx, "definitions", DEFINITIONS, [definition(ctx, table, known) for table in found]),
        listed(ctx, "versions", VERSIONS, [row for table in found for row in versions(ctx, table, known)]),
    ]
    facts = file_facts(ctx, found)
    about = listed(
        ctx, "file", FACT_HEAD, [{"fact": ctx.say(*FACTS[name]), "value": facts[name]} for name in facts]
    )
    about.rows.append([ctx.say(*FACTS["hash"]), hash_of([*sheets, about])])
    return [*sheets, about]


def listed(ctx: Context, name: str, head: Heads, rows: Sequence[Mapping[str, Value]]) -> Sheet:
    return Sheet(
        ctx.say(*SHEETS[name]),
        [ctx.say(*label) for label in head.values()],
        [[row[column] for column in head] for row in rows],
    )


# --- The data ---


def data_sheet(ctx: Context, found: Sequence[Table], dictionary: Dictionary) -> Sheet:
    """One line a cell; where there is no figure the reason stands in its place."""
    rows: list[dict[str, Value]] = []
    formats: dict[tuple[int, int], str] = {}
    place = list(DATA).index("value")
    for table in found:
        unit = spelling.unit_of(dictionary.units, table.metric.unit)
        for row in every_row(table):
            for column, cell in zip(table.columns, row.cells, strict=True):
                formats[(len(rows), place)] = number_format(unit.name, unit.places)
                rows.append(data_row(ctx, table, row, column, cell, dictionary))
    sheet = listed(ctx, "data", DATA, rows)
    sheet.formats = formats
    return sheet


def every_row(table: Table) -> list[Row]:
    return [*([table.total] if table.total and table.dimensions else []), *table.rows]


def data_row(
    ctx: Context, table: Table, row: Row, column: PeriodColumn, cell: Cell, dictionary: Dictionary
) -> dict[str, Value]:
    metric, window = table.metric, column.period.window
    unit = spelling.unit_of(dictionary.units, metric.unit)
    has_value = cell.status is CellStatus.OK and cell.value is not None
    reason = spelling.reason(cell.status, ctx.language) or str(cell.status)
    whole = ctx.say("合计", "Total") if table.dimensions else ""
    return {
        "key": metric.key,
        "name": ctx.say(*metric.name),
        "version": column.version,
        "period": column.period.name,
        "from": window.first.isoformat(),
        "to": window.last.isoformat(),
        "group": " / ".join(ctx.say(*each.label) for each in row.group) or whole,
        "groupKey": " / ".join(each.key for each in row.group),
        "value": cell.value if has_value else reason,
        "display": spelling.display(cell.value, unit, ctx.language) if has_value else "",
        "numerator": cell.numerator,
        "denominator": cell.denominator,
        "pending": cell.pending,
        "people": cell.people,
        "target": ctx.say(*spelling.TARGET_WORDS[cell.target]) if cell.target else "",
        "receipt": cell.receipt,
    }


def number_format(unit: str, places: int) -> str:
    decimals = f".{'0' * places}" if places else ""
    return f"0{decimals}%" if unit in spelling.SHARES else f"#,##0{decimals}"


# --- The definitions ---


def definition(ctx: Context, table: Table, known: Governed) -> dict[str, Value]:
    metric, dictionary = table.metric, known.dictionary
    above, below = fraction(metric.tree)
    measures = [dictionary.measures[name] for name in lineage(metric, dictionary).measures]
    row = known.standing.version(metric.key, metric.version)
    words = known.standing.words_on(row)

    def signed(side: Side) -> str:
        found = words.get(side)
        if row is None or found is None or found.decision is not Decision.AGREE:
            return ctx.say("未签署", "Not signed")
        lapsed = "" if found.holds(row, metric.hash) else ctx.say("（已失效）", " (lapsed)")
        return f"{found.person} {found.at.date().isoformat()}{lapsed}"

    return {
        "key": metric.key,
        "nameZh": metric.name.zh,
        "nameEn": metric.name.en,
        "definition": ctx.say(*metric.definition),
        "formula": metric.formula,
        "numerator": unparse(above) if above else "",
        "denominator": unparse(below) if below else "",
        "filters": "; ".join(
            f"{each.name}: {unparse_predicate(each.where)}" for each in measures if each.where
        ),
        "unit": ctx.say(*spelling.unit_of(dictionary.units, metric.unit).label),
        "time": "; ".join(f"{each.name}: {placed_by(each.time, each.source.active)}" for each in measures),
        "grain": str(table.grain),
        "version": metric.version,
        "effective": in_force(metric),
        "signedHr": signed(Side.HR),
        "signedBusiness": signed(Side.BUSINESS),
        "standards": "; ".join(metric.standards),
        "edgeRules": "; ".join(
            f"{code} {ctx.say(*dictionary.edge_rules[code].label)}"
            for code in metric.edge_rules
            if code in dictionary.edge_rules
        ),
        "targets": "; ".join(target_text(each) for each in metric.targets),
        "suppression": suppression(ctx, metric.sensitivity),
        "dataThrough": spell_instant(table.data_through) if table.data_through else "",
        "hash": metric.hash,
    }


def placed_by(time: str, active: tuple[str, str] | None) -> str:
    return time or "–".join(active or ())


def in_force(metric: Metric) -> str:
    since = metric.effective_from.isoformat() if metric.effective_from else "…"
    until = metric.effective_to.isoformat() if metric.effective_to else "…"
    return f"{since} – {until}"


def target_text(target: Target) -> str:
    scope = f" {' '.join(target.scope)}" if target.scope else ""
    return f"{target.op} {target.value} {target.grain}{scope}"


def suppression(ctx: Context, sensitivity: Sensitivity) -> str:
    least = SMALLEST_GROUP[sensitivity]
    if sensitivity is Sensitivity.PERSONAL:
        return ctx.say("仅限本人与获授权者", "For the person and those granted it")
    if not least:
        return ctx.say("不隐去", "Nothing is hidden")
    return ctx.say(f"少于 {least} 人的单元格隐去", f"Cells of fewer than {least} people are hidden")


def versions(ctx: Context, table: Table, known: Governed) -> list[dict[str, Value]]:
    """One line for each version a column used, with the breaks before it."""
    used = {column.version for column in table.columns} | {table.metric.version}
    every = known.dictionary.versions.get(table.metric.key, (table.metric,))
    return [
        {
            "key": metric.key,
            "version": metric.version,
            "status": str(metric.status),
            "from": metric.effective_from.isoformat() if metric.effective_from else "",
            "to": metric.effective_to.isoformat() if metric.effective_to else "",
            "formula": metric.formula,
            "hash": metric.hash,
            "breaks": "; ".join(
                f"{each.before_period}: {ctx.say(*each.note)}"
                for each in table.breaks
                if each.to_version == metric.version
            ),
        }
        for metric in every
        if metric.version in used
    ]


def file_facts(ctx: Context, found: Sequence[Table]) -> dict[str, Value]:
    scopes = [
        f"{grant.role}({len(grant.team)})" if grant.team else grant.role for grant in ctx.principal.grants
    ]
    return {
        "viewer": f"{ctx.principal.name} ({ctx.principal.username})",
        "roles": " ".join(ctx.principal.roles),
        "scope": " ".join(scopes),
        "at": spell_instant(ctx.now),
        "policyVersion": ctx.policy.version,
        "request": ctx.request_id,
        "suppressed": sum(table.suppressed for table in found),
    }
