"""Stops deductions across questions: a figure split or narrowed freely is weighed against all the caller was shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from server.kernel.context import Context
from server.metrics.components import Group, Wanted
from server.metrics.guard.always import Universe, known_sets, universe
from server.metrics.guard.differencing import Rows
from server.metrics.guard.disclosure import guard, universe_of
from server.metrics.guard.shown import Hidden, is_plain
from server.metrics.live.fetch import row_sets
from server.metrics.live.tree import Tree
from server.metrics.reckoning.question import Figures, Mark, Question
from server.metrics.words import CellStatus, OrgView

Name = tuple[Mark, Group, Wanted]


def is_odd(question: Question) -> bool:
    """Whether the caller chose whom to count, or as known when: tables by department as they are now are known to
    everyone who sees totals."""
    frame = question.frame
    free = bool(frame.where) or frame.by not in ((), ("department",))
    other = frame.known_at is not None or frame.org_view is not OrgView.AS_WAS
    return (free or other) and question.reach.is_guarded and not question.ask.is_replay


async def refuse(
    ctx: Context, question: Question, figures: Figures, hidden: Hidden, tree: Tree | None
) -> None:
    """Hide, in `hidden`, the cells that together with figures seen before would give away a few people."""
    if not is_odd(question):
        return
    sets = await row_sets(ctx, question.dictionary, list(question.wanted), question.frame)
    known = await known_sets(ctx, question)
    asked: dict[Universe, dict[Name, Rows]] = defaultdict(dict)
    for mark, values in figures.items():
        for group in values:
            if group in hidden[mark] or is_plain(question, group, mark, tree):
                continue
            for each in question.leaves[mark]:
                rows = sets.get(each, {}).get(group) or whole(sets.get(each, {}), group)
                asked[universe(each)][mark, group, each] = rows
    for where, cells in asked.items():
        refused = await guard(ctx, universe_of(*where), cells, known.get(where, ()), question.reach.k)
        for mark, group, _ in refused:
            hidden[mark][group] = CellStatus.SUPPRESSED_DIFFERENCING


def whole(groups: Mapping[Group, Rows], group: Group) -> Rows:
    """The total of a split question is the union of its groups."""
    if group:
        return {}
    return {row: person for rows in groups.values() for row, person in rows.items()}
