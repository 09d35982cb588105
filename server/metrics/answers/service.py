"""Answers questions about figures: authorise, clamp, compute, suppress, and only then put into cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.metrics.agreed.registry import Registry
from server.metrics.answers.cells import cell_of, table_of
from server.metrics.answers.planning import Prepared, Several, prepare
from server.metrics.answers.work import MOST_CELLS, Worked, work
from server.metrics.asked import (
    Ambiguous,
    Answer,
    Ask,
    Cell,
    Denied,
    DimFilter,
    Invalid,
    NotFound,
    PeriodAsk,
    Problem,
)
from server.metrics.components import Group
from server.metrics.definitions import Label
from server.metrics.reckoning.question import TOTAL, Question
from server.metrics.words import CellStatus

NOT_PERMITTED = Cell(None, CellStatus.NOT_PERMITTED)
MOST_ROWS_OF_A_PERSON = 1000


async def answer(ctx: Context, registry: Registry, asks: Sequence[Ask]) -> list[Answer]:
    """Answer several questions in one batch, each by a table or by what stands in its way."""
    governed = await registry.governed(ctx)
    prepared = [prepare(ctx, governed, ask) for ask in asks]
    worked = await worked_out(ctx, prepared)
    return [reply(ctx, each, worked) for each in prepared]


async def worked_out(ctx: Context, prepared: Sequence[Prepared]) -> Mapping[int, Worked]:
    """Work out every question among them; the result is kept by the identity of the question."""
    questions = [question for each in prepared for question in questions_in(each)]
    found = await work(ctx, questions) if questions else []
    return {id(question): worked for question, worked in zip(questions, found, strict=True)}


def questions_in(each: Prepared) -> list[Question]:
    if isinstance(each, Question):
        return [each]
    if isinstance(each, Several):
        return [question for _, question in each.candidates if question is not None]
    return []


def reply(ctx: Context, each: Prepared, worked: Mapping[int, Worked]) -> Answer:
    match each:
        case Question():
            found = worked[id(each)]
            return too_large() if found.is_too_large else table_of(ctx, found)
        case Several():
            return Ambiguous(
                each.asked,
                tuple(
                    (metric, cell_of(ctx, worked[id(question)], TOTAL) if question else None)
                    for metric, question in each.candidates
                ),
            )
    return each


def too_large() -> Invalid:
    return Invalid(
        (
            Problem(
                "E_TOO_LARGE",
                "period",
                Label(
                    f"期间数×分组数×组成项超过 {MOST_CELLS},请缩短期间或减少拆分维度。",
                    f"Periods times groups times components exceed {MOST_CELLS}; ask for fewer of them.",
                ),
            ),
        )
    )


# --- The figures of single departments and employees ---


async def cell(
    ctx: Context,
    registry: Registry,
    key: str,
    period_name: str,
    *,
    department: str | None = None,
    employee: str | None = None,
) -> Cell:
    """Return the figure of one department (its whole subtree) or of one employee, given by id."""
    if department is not None:
        return (await cells(ctx, registry, key, period_name, departments=[department]))[department]
    if employee is not None:
        return (await cells(ctx, registry, key, period_name, employees=[employee]))[employee]
    found = await asked_alone(ctx, registry, Ask(key, PeriodAsk(named=(period_name,))))
    return cell_of(ctx, found, TOTAL) if found else NOT_PERMITTED


async def cells(
    ctx: Context,
    registry: Registry,
    key: str,
    period_name: str,
    *,
    departments: Sequence[str] = (),
    employees: Sequence[str] = (),
) -> dict[str, Cell]:
    """Return the figures of many departments or employees, by id, at the price of one.

    Departments are always worked out together with all the others, so that hiding small ones does not depend on
    which are asked for. What is out of the caller's reach is NOT_PERMITTED. Raises InvalidInput for a key or period
    that means nothing, or several things.
    """
    wanted = [*departments, *employees]
    if not wanted:
        return {}
    ask = Ask(key, PeriodAsk(named=(period_name,)), by=("department",) if departments else ("person",))
    if employees:
        ask = Ask(key, ask.period, by=ask.by, where=(DimFilter("person", tuple(dict.fromkeys(employees))),))
    found = await asked_alone(ctx, registry, ask)
    return {each: one(ctx, found, each, is_person=bool(employees)) for each in wanted}


def one(ctx: Context, worked: Worked | None, key: str, *, is_person: bool) -> Cell:
    """Return the cell of one group; a group without rows has none where the caller could not see them anyway."""
    if worked is None:
        return NOT_PERMITTED
    frame = worked.question.frame
    if (key,) in worked.figures[worked.question.columns[-1].mark]:
        return cell_of(ctx, worked, (key,))
    everywhere = frame.departments is None and frame.person is None
    may = everywhere or (key == frame.person if is_person else key in (frame.departments or ()))
    return empty(ctx, worked, (key,)) if may else NOT_PERMITTED


def empty(ctx: Context, worked: Worked, group: Group) -> Cell:
    """Work out a group of no rows: a count is 0, a mean has no data."""
    column = worked.question.columns[-1]
    worked.figures[column.mark].update(worked.question.column(column, {}, {group: None}))
    return cell_of(ctx, worked, group)


async def asked_alone(ctx: Context, registry: Registry, ask: Ask) -> Worked | None:
    """Work out one question; None if the caller may not ask it."""
    prepared = prepare(ctx, await registry.governed(ctx), ask)
    if isinstance(prepared, Denied):
        return None
    if not isinstance(prepared, Question):
        raise refusal(prepared)
    (found,) = await work(ctx, [prepared])
    if found.is_too_large:
        raise refusal(too_large())
    return found


def refusal(found: Several | NotFound | Invalid) -> InvalidInput:
    if isinstance(found, Several):
        keys = "、".join(metric.key for metric, _ in found.candidates)
        return InvalidInput(
            f"“{found.asked}”有多种口径,请指明其一:{keys}。",
            f"'{found.asked}' has several definitions; name one: {keys}.",
            path=("key",),
        )
    if isinstance(found, NotFound):
        near = "、".join(found.suggestions)
        return InvalidInput(
            f"没有指标“{found.asked}”。{f'相近的有:{near}。' if near else ''}",
            f"There is no metric '{found.asked}'.{f' Close to it: {near}.' if near else ''}",
            path=("key",),
        )
    first = found.problems[0]
    return InvalidInput(first.message.zh, first.message.en, path=(first.path,))
