"""What of a question's figures the caller may see: what is plain, too small, or would give away what is too small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from server.metrics.components import Fetched, Group, Part, Wanted
from server.metrics.guard.suppress import Facts, hide
from server.metrics.live.tree import Tree
from server.metrics.reckoning.evaluate import Value
from server.metrics.reckoning.nested import inner_months, remainder, slides, unfiltered
from server.metrics.reckoning.question import TOTAL, Figures, Mark, Question
from server.metrics.words import CellStatus, Sensitivity

DEPARTMENT = "department"
SMALL = CellStatus.SUPPRESSED_SMALL_GROUP
Hidden = dict[Mark, dict[Group, CellStatus]]


def hidden(question: Question, figures: Figures, fetched: Fetched, tree: Tree | None) -> Hidden:
    """Return the cells to hide and why, period by period.

    Each component is weighed by itself, and a cell is hidden if one of its components is: which departments show a
    head count then does not depend on the figure that it is a part of. `fetched` holds, beside the figures' own
    components, those that show whom a figure would give away.
    """
    if question.reach.is_unguarded:
        return {mark: {} for mark in figures}
    return {mark: hidden_in(question, mark, values, fetched, tree) for mark, values in figures.items()}


def hidden_in(
    question: Question, mark: Mark, values: Mapping[Group, Value], fetched: Fetched, tree: Tree | None
) -> dict[Group, CellStatus]:
    """Return the cells to hide in one period."""
    delicate = question.metric.sensitivity is Sensitivity.SENSITIVE
    above = parents(question, values, mark, tree)
    plain = {group for group in values if is_plain(question, group, mark, tree)}
    leaves = question.leaves[mark]
    shares = {group: largest(leaves, value) if delicate else None for group, value in values.items()}
    k = question.reach.k
    behind = {
        group: tuple(count for wanted in leaves for count in counts(wanted, group, fetched))
        for group in values
    }
    also = {group for group in values if any(betrays_months(wanted, group, fetched, k) for wanted in leaves)}
    found: dict[Group, CellStatus] = {}
    for at in range(max(map(len, behind.values()), default=0)):
        bare = {group: Facts((people[at],)) for group, people in behind.items()}
        cells = {group: Facts((people[at],), shares[group]) for group, people in behind.items()}
        found = hide(cells, above, k, dominance=delicate, plain=plain, also=also) | found
        found |= hide(
            bare, above, k, plain=plain
        )  # whatever else is hidden, what every figure hides stays hidden
    return {group: SMALL if is_small(behind[group], k) else why for group, why in found.items()}


def is_small(people: Iterable[int], k: int) -> bool:
    return any(0 < count < k for count in people)


def largest(leaves: Iterable[Wanted], value: Value) -> Fraction | None:
    """Return the greatest share that one person has in any sum of the cell."""
    parts = [value.parts.get(wanted) for wanted in leaves]
    return max(
        (part.largest for part in parts if part is not None and part.largest is not None), default=None
    )


def counts(wanted: Wanted, group: Group, fetched: Fetched) -> Iterator[int]:
    """Count the distinct people behind a component, and those its condition leaves out.

    A component that knows no people cannot give any away.
    """
    own = people(fetched.get(wanted, {}).get(group))
    yield own
    if (whole := unfiltered(wanted)) is not None:
        yield max(0, people(fetched.get(whole, {}).get(group)) - own)


def betrays_months(wanted: Wanted, group: Group, fetched: Fetched, k: int) -> bool:
    """Whether a longer period, less the months shown inside it, leaves a few people."""
    months = inner_months(wanted)
    inside = {each[1].first: people(fetched.get(each, {}).get(group)) for each in months}
    if inside and slides(sorted(inside)):
        return is_small(inside.values(), k)
    return 0 < remainder(inside, k) < k


def people(part: Part | None) -> int:
    return (part.people or 0) if part is not None else 0


def parents(
    question: Question, groups: Iterable[Group], mark: Mark, tree: Tree | None
) -> Mapping[Group, Group]:
    """Return which shown cell holds the sum of each cell: the department above, at the top the total."""
    found: dict[Group, Group] = {}
    known = set(groups)
    for group in known - {TOTAL}:
        found[group] = above(question, group, mark, tree, known) or TOTAL
    return found


def above(question: Question, group: Group, mark: Mark, tree: Tree | None, known: set[Group]) -> Group | None:
    if DEPARTMENT not in question.frame.by or tree is None:
        return None
    at = question.frame.by.index(DEPARTMENT)
    key = group[at]
    if key is None:
        return None
    for parent in tree.ancestors(key, mark[0].window.last)[1:]:
        candidate = (*group[:at], parent, *group[at + 1 :])
        if candidate in known:
            return candidate
    return None


def is_plain(question: Question, group: Group, mark: Mark, tree: Tree | None) -> bool:
    """Whether the caller may read every person of the cell, and so is spared nothing."""
    if not question.reach.totals:
        return True  # the question was clamped to what is plain
    named = dict(zip(question.frame.by, group, strict=False))
    return question.reach.plain.holds(
        departments(question, named.get(DEPARTMENT), mark, tree), question.frame.person
    )


def departments(question: Question, key: str | None, mark: Mark, tree: Tree | None) -> frozenset[str] | None:
    """Return the departments whose people are in a cell, None for those of everywhere."""
    if key is None or tree is None:
        return question.frame.departments
    inside = tree.under([key], mark[0].window.last)
    return inside if question.frame.departments is None else inside & question.frame.departments
