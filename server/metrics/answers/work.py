"""Works questions out together: one fetch for all that are cut alike, then figures, then what must stay hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from server.kernel.context import Context
from server.metrics.asked import DimValue
from server.metrics.components import Fetched, Frame, Group, Wanted
from server.metrics.guard.guarding import is_odd, refuse
from server.metrics.guard.shown import DEPARTMENT, Hidden, hidden
from server.metrics.kept.prepared import fetch
from server.metrics.live.labels import labels
from server.metrics.live.tree import Tree, read_tree
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.question import TOTAL, Figures, Mark, Question
from server.metrics.words import Compare

MOST_CELLS = 50_000
"""Windows times groups times components: what one question may cost."""


@dataclass
class Worked:
    """A question with its figures; `is_too_large` where it was given up."""

    question: Question
    tree: Tree | None
    groups: tuple[Group, ...] = ()
    figures: Figures = field(default_factory=dict)
    hidden: Hidden = field(default_factory=dict)
    beside: Mapping[Compare, Mapping[Mark, Value]] = field(default_factory=dict)
    named: Mapping[tuple[str, str | None], DimValue] = field(default_factory=dict)
    from_rollup: bool = False
    is_too_large: bool = False


async def work(ctx: Context, questions: Sequence[Question]) -> list[Worked]:
    """Answer questions as one batch: a statement or two for each way they are cut, not for each question."""
    feasible = [each for each in questions if len(each.wanted) <= MOST_CELLS]
    demands: dict[Frame, dict[Wanted, None]] = {}
    for question in feasible:
        for frame in frames(question):
            demands.setdefault(frame, {}).update(question.wanted)
    fetched = {
        frame: await fetch(ctx, feasible[0].dictionary, list(wanted), frame)
        for frame, wanted in demands.items()
    }
    trees = await read_trees(ctx, feasible)
    done = [
        await one(ctx, question, fetched, trees.get(question.frame.known_at))
        if len(question.wanted) <= MOST_CELLS
        else Worked(question, None, is_too_large=True)
        for question in questions
    ]
    await name(ctx, done)
    return done


def frames(question: Question) -> list[Frame]:
    """Return every way the question's rows are cut: as asked, as a whole, by department to guard, and beside whom."""
    own = [question.frame, replace(question.frame, by=()), *question.beside.values()]
    return [*own, widened(question).frame] if hangs_on_departments(question) else own


def hangs_on_departments(question: Question) -> bool:
    """Whether a whole is asked for of which the caller might see the departments: it hides what they would betray."""
    return question.reach.is_guarded and not question.frame.by and not is_odd(question)


def widened(question: Question) -> Question:
    return replace(question, frame=replace(question.frame, by=(DEPARTMENT,)))


async def read_trees(ctx: Context, questions: Iterable[Question]) -> dict[object, Tree]:
    """Read the departments once for each moment of knowledge at which they matter."""
    needed = {
        question.frame.known_at: question.frame
        for question in questions
        if DEPARTMENT in question.frame.by
        or question.frame.departments is not None
        or hangs_on_departments(question)
    }
    return {moment: await read_tree(ctx, frame) for moment, frame in needed.items()}


async def one(
    ctx: Context, question: Question, fetched: Mapping[Frame, Fetched], tree: Tree | None
) -> Worked:
    split, total = fetched[question.frame], fetched[replace(question.frame, by=())]
    both: Fetched = {wanted: {**split.get(wanted, {}), **total.get(wanted, {})} for wanted in question.wanted}
    groups = [group for group in question.groups(both) if is_inside(question, group, tree)]
    if len(question.wanted) * len(groups) > MOST_CELLS:
        return Worked(question, tree, is_too_large=True)
    figures = question.figures(both, dict.fromkeys(groups))
    kept = (
        hidden_whole(question, fetched, total, tree)
        if hangs_on_departments(question)
        else hidden(question, figures, both, tree)
    )
    await refuse(ctx, question, figures, kept, tree)
    others = {
        kind: {
            mark: question.column(column, fetched[frame], {TOTAL: None})[TOTAL]
            for mark, column in question.all_columns.items()
        }
        for kind, frame in question.beside.items()
    }
    return Worked(
        question,
        tree,
        tuple(group for group in groups if group != TOTAL),
        figures,
        kept,
        others,
        from_rollup=bool(getattr(split, "from_rollup", False)),
    )


def hidden_whole(
    question: Question, fetched: Mapping[Frame, Fetched], total: Fetched, tree: Tree | None
) -> Hidden:
    """Hide a whole where the table by department would hide it."""
    wide = widened(question)
    both: Fetched = {
        wanted: {**fetched[wide.frame].get(wanted, {}), **total.get(wanted, {})} for wanted in question.wanted
    }
    found = hidden(wide, wide.figures(both, wide.groups(both)), both, tree)
    return {mark: {TOTAL: cells[TOTAL]} if TOTAL in cells else {} for mark, cells in found.items()}


def is_inside(question: Question, group: Group, tree: Tree | None) -> bool:
    """Whether a department's row would hold all of it: one above the caller's scope or filter holds a part only."""
    if tree is None or DEPARTMENT not in question.frame.by or not group:
        return True
    key = group[question.frame.by.index(DEPARTMENT)]
    if key is None:
        return True
    day = question.columns[-1].period.window.last
    if question.frame.departments is not None and key not in question.frame.departments:
        return False
    for each in question.frame.where:
        if each.dimension == DEPARTMENT and not each.negated:
            named = {tree.keys[value] for value in each.values if value in tree.keys}
            if key not in (tree.under(each.values, day) if each.under else named):
                return False
    return True


async def name(ctx: Context, done: Iterable[Worked]) -> None:
    """Find what the groups are called, in one go for all questions split alike."""
    asked: dict[Frame, dict[Group, None]] = {}
    for worked in done:
        if worked.groups:
            asked.setdefault(naming(worked.question), {}).update(dict.fromkeys(worked.groups))
    found = {frame: await labels(ctx, frame, groups) for frame, groups in asked.items()}
    for worked in done:
        worked.named = found.get(naming(worked.question), {})


def naming(question: Question) -> Frame:
    """Return the frame under which groups are named: who asks and what is filtered makes no difference."""
    return replace(question.frame, where=(), departments=None, person=None)
