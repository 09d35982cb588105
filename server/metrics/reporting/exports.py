"""Files of figures: the data, the definitions 指标说明, versions and breaks, and who took them under which policy."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from server import audit
from server.kernel.clock import spell_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.metrics.agreed.registry import Registry
from server.metrics.answers.asking import tables
from server.metrics.answers.receipts import ReceiptFacts, read_receipt, signing_key
from server.metrics.answers.replay import replay
from server.metrics.asked import Ask, Table
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.governance.record import allow
from server.metrics.reporting.export_sheets import DATA, DEFINITIONS, FACTS, VERSIONS, Heads, sheets_of
from server.metrics.reporting.frozen import FrozenTable
from server.metrics.reporting.reports import Report, report_by_id
from server.metrics.reporting.sheets import MEDIA, Kind, Sheet, UnreadableFile, Value, hash_of, read, write


@dataclass(frozen=True)
class Exported:
    """A file ready to be sent."""

    name: str
    media: str
    content: bytes
    rows: int
    keys: tuple[str, ...]


async def export(ctx: Context, registry: Registry, asks: Sequence[Ask], kind: Kind) -> Exported:
    """Make a file of the figures as the caller may see them, and note in the access log who took it."""
    allow(ctx, "metric_export", "export")
    return await made(ctx, registry, await tables(ctx, registry, asks), kind)


async def export_report(ctx: Context, registry: Registry, report_id: str, kind: Kind) -> Exported:
    """Make a file of a frozen report, as far as the caller may still see it."""
    allow(ctx, "metric_export", "export")
    found = await report_by_id(ctx, registry, report_id)
    if found is None:
        raise not_found()
    known = (await registry.current(ctx)).metrics
    return await made(ctx, registry, [as_table(each, known[each.key], found) for each in found.tables], kind)


def as_table(kept: FrozenTable, metric: Metric, report: Report) -> Table:
    """Return a frozen table as the answer it was, under the definition it had then."""
    rows = kept.rows
    hidden = sum(cell.status.name.startswith("SUPPRESSED") for row in rows for cell in row.cells)
    return Table(
        metric=replace(metric, version=kept.version, formula=kept.formula, hash=kept.hash),
        grain=kept.grain,
        dimensions=kept.dimensions,
        columns=kept.columns,
        rows=rows,
        total=kept.total,
        suppressed=hidden,
        breaks=(),
        notes=(),
        data_through=report.known_at,
        computed_at=report.frozen_at,
        from_rollup=False,
        row_count=len(rows),
    )


async def made(ctx: Context, registry: Registry, found: Sequence[Table], kind: Kind) -> Exported:
    known = await registry.governed(ctx)
    sheets = sheets_of(ctx, found, known)
    mark = f"{ctx.principal.name} · {spell_instant(ctx.now)} · {ctx.request_id}"
    content = await asyncio.to_thread(write, sheets, kind, mark)
    keys = tuple(table.metric.key for table in found)
    rows = len(sheets[0].rows)
    seen = audit.look(
        ctx, subject_type="Metric", subject_id=None, field_group="metric_export", rule="metric_export",
        document=f"export:{' '.join(keys)}"[:100], rows=rows,
    )  # fmt: skip
    await ctx.store.write(lambda: audit.log_access([seen]))
    name = f"{ctx.say('指标', 'figures')}-{ctx.today.isoformat()}.{kind}"
    return Exported(name, MEDIA[kind], content, rows, keys)


# --- Checking a file ---


@dataclass(frozen=True)
class Verified:
    """What a check found: `problems` in both languages, and how many definitions and figures were looked at."""

    problems: tuple[Label, ...]
    definitions: int
    figures: int
    replayed: int

    @property
    def ok(self) -> bool:
        return not self.problems


async def verify_file(
    path: Path, dictionary: Dictionary, *, ctx: Context | None = None, registry: Registry | None = None
) -> Verified:
    """Check a file of ours: its hash, its definitions against the dictionary, and with a database its figures.

    Figures are replayed by their receipts, so that a change of data since is told apart from a change of the file.
    """
    try:
        data, definitions, used, about = await asyncio.to_thread(read, path)
    except (UnreadableFile, ValueError):
        return Verified((Label("不是指标导出文件。", "It is not an export of figures."),), 0, 0, 0)
    problems = [*check_hash([data, definitions, used, about]), *check_versions(used, dictionary)]
    problems += check_definitions(definitions, dictionary)
    replayed = 0
    if ctx is not None and registry is not None:
        for row in columns(data, DATA):
            if row.get("receipt"):
                wrong, was_replayed = await check_figure(ctx, registry, row)
                problems += wrong
                replayed += was_replayed
    return Verified(tuple(problems), len(definitions.rows), len(data.rows), replayed)


def check_hash(sheets: Sequence[Sheet]) -> list[Label]:
    """Compare the hash the file names with that of its content."""
    about = sheets[-1]
    if not about.rows or about.rows[-1][0] not in FACTS["hash"]:
        return [Label("文件缺少内容散列。", "The file names no hash of its content.")]
    told = about.rows[-1][1]
    bare = Sheet(about.name, about.head, about.rows[:-1])
    if hash_of([*sheets[:-1], bare]) != told:
        return [
            Label(
                "内容与散列不符：文件已被修改。", "The content doesn't match its hash: the file was changed."
            )
        ]
    return []


def columns(sheet: Sheet, head: Heads) -> list[dict[str, Value]]:
    """Read rows by the names of their columns, in whichever language the file is."""
    names = {text: name for name, label in head.items() for text in label}
    order = [names.get(text, text) for text in sheet.head]
    return [dict(zip(order, row, strict=False)) for row in sheet.rows]


def check_definitions(sheet: Sheet, dictionary: Dictionary) -> list[Label]:
    unknown = [row["key"] for row in columns(sheet, DEFINITIONS) if row["key"] not in dictionary.metrics]
    return [Label(f"字典中没有指标 {key}。", f"The dictionary has no figure {key}.") for key in unknown]


def check_versions(sheet: Sheet, dictionary: Dictionary) -> list[Label]:
    """Compare the meaning of each version named with what the dictionary holds under that number."""
    found = []
    for row in columns(sheet, VERSIONS):
        key, number = str(row["key"]), int(Decimal(str(row["version"])))
        metric = next((each for each in every_version(dictionary, key) if each.version == number), None)
        if metric is None:
            found.append(
                Label(f"字典中没有 {key} 版本 {number}。", f"The dictionary has no {key} version {number}.")
            )
        elif metric.hash != row["hash"]:
            found.append(
                Label(
                    f"{key} 版本 {number} 的口径与字典不同。",
                    f"{key} version {number} means something else in the dictionary.",
                )
            )
    return found


def every_version(dictionary: Dictionary, key: str) -> Sequence[Metric]:
    """Return the versions of a figure; the files' own dictionary knows but one."""
    present = dictionary.metrics.get(key)
    return dictionary.versions.get(key) or ((present,) if present else ())


async def check_figure(
    ctx: Context, registry: Registry, row: Mapping[str, Value]
) -> tuple[list[Label], bool]:
    """Compare one figure with what its receipt says, and with the same question asked again.

    A receipt given to somebody who sees a part of the company is not asked again: who checks sees another part.
    """
    where = f"{row['key']} {row['period']} {row['group'] or ''}".strip()
    try:
        facts = read_receipt(signing_key(ctx.store.secrets), str(row["receipt"]))
    except InvalidInput:
        return [Label(f"{where}：凭证无效。", f"{where}: the receipt is not valid.")], False
    value = number(row["value"])
    if not speaks_of(facts, row) or value != facts.value:
        return [
            Label(f"{where}：数值与凭证不符。", f"{where}: the value is not the one of the receipt.")
        ], False
    if facts.scope or value is None:
        return [], False
    told = await replay(ctx, registry, str(row["receipt"]))
    if value == (told.then or 0):  # a group of no rows is not there when its period is asked for alone
        return [], True
    return [
        Label(
            f"{where}：重算为 {told.then}，文件中为 {value}。",
            f"{where}: worked out again it is {told.then}, in the file {value}.",
        )
    ], True


def speaks_of(facts: ReceiptFacts, row: Mapping[str, Value]) -> bool:
    keys = " / ".join(each.partition("=")[2] for each in facts.group)
    return (facts.metric, facts.period, keys) == (row["key"], row["period"], row["groupKey"] or "")


def number(value: Value) -> Decimal | None:
    """Return the number of a cell, None where a reason stands in its place."""
    try:
        return Decimal(str(value))
    except ArithmeticError:
        return None
