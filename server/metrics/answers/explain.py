"""Where a figure comes from: in a sentence, step by step, as SQL, and down to the rows for those who may read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from server.kernel.context import Context
from server.metrics.agreed.registry import Registry
from server.metrics.answers.cells import HIDING, cell_of, dim_value
from server.metrics.answers.planning import prepare
from server.metrics.answers.sentence import hidden_sentence, sentence
from server.metrics.answers.steps import Step, filter_text, retrace
from server.metrics.answers.work import Worked, work
from server.metrics.asked import Ask, Cell, DimFilter
from server.metrics.components import Frame, Group, Wanted
from server.metrics.definitions import EdgeRule, Label, Measure
from server.metrics.dictionary.lineage import Lineage, lineage
from server.metrics.guard.shown import is_plain
from server.metrics.live.fetch import person_rows, statements
from server.metrics.live.labels import labels
from server.metrics.reckoning.access import reach
from server.metrics.reckoning.component_text import component_text
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import TOTAL, Column, Question
from server.metrics.words import CellStatus, Grain

DAY = timedelta(days=1)
MOST_ROWS = 500
PERSON = "person"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SHORT = frozenset({Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.FISCAL_MONTH})


@dataclass(frozen=True)
class SqlText:
    """A statement as it is run, the components it answers, and what is bound to it."""

    component: str
    sql: str
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """A cell and all that led to it; of a hidden cell only the sentence, the lineage and the rules."""

    cell: Cell
    sentence: Label
    steps: tuple[Step, ...]
    sql: tuple[SqlText, ...]
    edge_rules: tuple[EdgeRule, ...]
    lineage: Lineage
    components: tuple[str, ...]


@dataclass(frozen=True)
class ExplainRows:
    """Rows behind one component; people are 员工A, 员工B where their names are not the caller's to read."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    total: int
    is_masked: bool


@dataclass(frozen=True)
class Found:
    """The one figure asked about."""

    worked: Worked
    column: Column
    group: Group

    @property
    def question(self) -> Question:
        return self.worked.question

    @property
    def value(self) -> Value:
        return self.worked.figures[self.column.mark][self.group]

    @property
    def hidden(self) -> CellStatus | None:
        return self.worked.hidden.get(self.column.mark, {}).get(self.group)


async def explain(
    ctx: Context, registry: Registry, ask: Ask, group: Sequence[str], period: str
) -> Explanation | None:
    """Explain the cell of a group (its keys as answered; () for the total) and period; None if there is none."""
    found = await find(ctx, registry, ask, group, period)
    if found is None:
        return None
    cell = cell_of(ctx, found.worked, found.group, found.column)
    metric, scope = found.column.metric, scope_of(found)
    traced = lineage(metric, found.question.dictionary)
    rules = fired(found, cell)
    if cell.status in HIDING:
        told = hidden_sentence(metric, found.column.period, cell.status, scope)
        return Explanation(cell, told, (), (), rules, traced, ())
    noticed, steps = retrace(found.question, found.column, found.value)
    return Explanation(
        cell,
        sentence(
            metric,
            found.question.dictionary,
            found.column.period,
            found.value,
            noticed,
            scope,
            found.question.fiscal_start,
        ),
        steps,
        await sql_of(ctx, found),
        rules,
        traced,
        tuple(component_text(each, found.column.period) for each in found.question.leaves[found.column.mark]),
    )


async def explain_rows(
    ctx: Context,
    registry: Registry,
    ask: Ask,
    group: Sequence[str],
    period: str,
    *,
    component: int = 0,
    first: int = 50,
) -> ExplainRows | None:
    """Return the rows behind one component of a cell; None where the caller may not read every person in it."""
    found = await find(ctx, registry, ask, group, period)
    if found is None or found.hidden is not None:
        return None
    leaves = found.question.leaves[found.column.mark]
    if not 0 <= component < len(leaves) or not may_list(ctx, found, ()):
        return None
    wanted, window = leaves[component]
    columns, rows, total = await person_rows(
        ctx, found.question.dictionary, wanted, window, narrowed(found), max(1, min(first, MOST_ROWS))
    )
    is_masked = not may_list(ctx, found, ("name", "code"))
    shown = await with_people(ctx, found, wanted.measure, columns, rows, is_masked=is_masked)
    return ExplainRows(columns, shown, total, is_masked)


# --- Finding the cell ---


async def find(ctx: Context, registry: Registry, ask: Ask, group: Sequence[str], period: str) -> Found | None:
    prepared = prepare(ctx, await registry.governed(ctx), ask)
    if not isinstance(prepared, Question):
        return None
    (worked,) = await work(ctx, [prepared])
    column = next((each for each in prepared.columns if each.period.name == period), None)
    if worked.is_too_large or column is None:
        return None
    return next(
        (
            Found(worked, column, each)
            for each in (TOTAL, *worked.groups)
            if keys_of(worked, each) == tuple(group)
        ),
        None,
    )


def keys_of(worked: Worked, group: Group) -> tuple[str, ...]:
    by = worked.question.frame.by if group else ()
    return tuple(dim_value(worked, dimension, key).key for dimension, key in zip(by, group, strict=True))


def scope_of(found: Found) -> Label:
    """Name the group and what was filtered."""
    by = found.question.frame.by if found.group else ()
    named = [dim_value(found.worked, name, key).label for name, key in zip(by, found.group, strict=True)]
    filters = [filter_text(each) for each in found.question.frame.where]
    return Label(
        "、".join([*(each.zh for each in named), *filters]),
        ", ".join([*(each.en for each in named), *filters]),
    )


# --- What it was made of ---


async def sql_of(ctx: Context, found: Found) -> tuple[SqlText, ...]:
    leaves: list[Wanted] = list(found.question.leaves[found.column.mark])
    frame = replace(found.question.frame, by=found.question.frame.by if found.group else ())
    texts = {
        component: component_text((component, window), found.column.period) for component, window in leaves
    }
    return tuple(
        SqlText(
            ", ".join(dict.fromkeys(texts[component] for component in each.components)),
            each.sql,
            tuple(map(str, each.parameters)),
        )
        for each in await statements(ctx, found.question.dictionary, leaves, frame)
    )


def fired(found: Found, cell: Cell) -> tuple[EdgeRule, ...]:
    """Name the edge rules that made a difference to this very figure."""
    columns = found.question.columns
    at = columns.index(found.column)
    is_recut = bool(found.group) or found.column.period.grain not in SHORT
    happened = {
        "E01": cell.status is CellStatus.EMPTY_DENOMINATOR,
        "E07": bool(cell.pending) or cell.status is CellStatus.IMMATURE,
        "E10": cell.denominator is not None and is_recut,
        "E14": cell.status in HIDING or bool(found.worked.hidden.get(found.column.mark)),
        "E19": at > 0 and columns[at - 1].metric.version != found.column.metric.version,
    }
    rules = found.question.dictionary.edge_rules
    return tuple(rules[code] for code, did in happened.items() if did and code in rules)


# --- Rows ---


def may_list(ctx: Context, found: Found, more: Sequence[str]) -> bool:
    """Whether the caller may read every person of the cell, on all the figure is made of and on `more` classes."""
    question = found.question
    classes = {*lineage(found.column.metric, question.dictionary).classes, *more}
    used = (*question.frame.by, *(each.dimension for each in question.frame.where), PERSON)
    may = reach(ctx, found.column.metric, classes, used)
    asked = replace(question, reach=replace(may, totals=replace(may.totals, everywhere=True)))
    return bool(may.plain) and is_plain(asked, found.group, found.column.mark, found.worked.tree)


def narrowed(found: Found) -> Frame:
    """Return the frame of the group alone, unsplit."""
    frame = found.question.frame
    by = frame.by if found.group else ()
    own = tuple(
        DimFilter(name, (key,) if key is not None else (), under=name == "department")
        for name, key in zip(by, found.group, strict=True)
    )
    return replace(frame, by=(), where=(*frame.where, *own))


async def with_people(
    ctx: Context,
    found: Found,
    measure: Measure,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
    *,
    is_masked: bool,
) -> tuple[tuple[str | None, ...], ...]:
    """Spell the rows, with people by number and name, or by a letter each, and without the rows' own ids."""
    source = measure.source
    hidden = {source.key} if source.key in columns else set()
    person = source.person
    ids = {str(row[columns.index(person)]) for row in rows if person in columns}
    if is_masked or not ids:
        names = {key: masked(at) for at, key in enumerate(sorted(ids))}
    else:
        frame = replace(found.question.frame, by=(PERSON,))
        named = await labels(ctx, frame, [(key,) for key in ids])
        names = {key: f"{named[PERSON, key].key} {named[PERSON, key].label.zh}" for key in ids}
    return tuple(
        tuple(
            None
            if name in hidden or cell is None
            else names.get(str(cell), str(cell))
            if name == person
            else str(cell)
            for name, cell in zip(columns, row, strict=True)
        )
        for row in rows
    )


def masked(number: int) -> str:
    """Name a person by letters: 员工A, 员工B, …, 员工AA."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, len(LETTERS))
        text = LETTERS[rest] + text
    return f"员工{text}"
