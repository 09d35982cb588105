"""Small groups stay hidden: cells under `k` people, and as many others as it takes that no total gives them away.

Pure: it is handed how many distinct people stand behind each component of each cell, and says which cells to hide.
A cell of nobody is shown (a count of 0 is 0).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from server.metrics.components import Group
from server.metrics.words import CellStatus

TOTAL: Group = ()
MOST_OF_ONE = Fraction(1, 2)
"""No single person may make up more than this share of a sensitive sum."""
PAIR = 2


@dataclass(frozen=True)
class Facts:
    """What a cell rests on: distinct people behind each component (the same order in every cell).

    `largest_share` is the greatest share one person has in a sum of the cell, None where that is no question.
    """

    people: tuple[int, ...]
    largest_share: Fraction | None = None

    @property
    def size(self) -> int:
        """The number that orders cells from small to large: the least component that holds anybody."""
        return min((count for count in self.people if count), default=0)


def hide(
    cells: Mapping[Group, Facts],
    parents: Mapping[Group, Group],
    k: int,
    *,
    dominance: bool = False,
    plain: Collection[Group] = frozenset(),
    also: Collection[Group] = frozenset(),
) -> dict[Group, CellStatus]:
    """Return the cells to hide and why; those in `plain` the caller may read person by person, so they stay.

    `also` are cells that have to be hidden for a reason of their own.

    `parents` names the cell that shows the sum of a cell and its siblings (`TOTAL` for the grand total); a cell
    that is not in it has no shown sum. Runs parent by parent from the leaves up, so that a total which would
    betray its only child is hidden as well, and again until nothing changes: a parent that was hidden for its
    siblings' sake must not be had by adding up its children. People who hang directly on a parent count as a
    hidden sibling.
    """
    guarded = {cell: facts for cell, facts in cells.items() if cell not in plain}
    given = {cell: CellStatus.SUPPRESSED_COMPLEMENTARY for cell in also if cell in guarded}
    hidden = given | primary(guarded, k, dominance=dominance)
    families = defaultdict(list)
    for cell, parent in parents.items():
        if cell in cells and parent in cells:
            families[parent].append(cell)
    order, before = bottom_up(families, parents), -1
    while before != len(hidden):
        before = len(hidden)
        for parent in order:
            keep_back = withhold if parent in hidden else protect
            keep_back(parent, families[parent], cells, hidden, k, plain)
    return hidden


def primary(cells: Mapping[Group, Facts], k: int, *, dominance: bool) -> dict[Group, CellStatus]:
    """Hide what is itself too small, or too much one person's."""
    hidden = {}
    for cell, facts in cells.items():
        if any(0 < count < k for count in facts.people):
            hidden[cell] = CellStatus.SUPPRESSED_SMALL_GROUP
        elif dominance and facts.largest_share is not None and facts.largest_share > MOST_OF_ONE:
            hidden[cell] = CellStatus.SUPPRESSED_DOMINANCE
    return hidden


def protect(
    parent: Group,
    children: list[Group],
    cells: Mapping[Group, Facts],
    hidden: dict[Group, CellStatus],
    k: int,
    plain: Collection[Group] = frozenset(),
) -> None:
    """Hide further children until the shown sum gives nothing away; if all of them do not suffice, the sum itself."""
    rest = remainder(cells[parent], [cells[child] for child in children])
    shown = still_shown(children, cells, hidden, plain)
    while not is_safe([cells[child] for child in children if child in hidden], rest, k):
        if not shown:
            if parent in plain:
                return
            hidden[parent] = CellStatus.SUPPRESSED_COMPLEMENTARY
            return
        hidden[shown.pop()] = CellStatus.SUPPRESSED_COMPLEMENTARY


def withhold(
    parent: Group,
    children: list[Group],
    cells: Mapping[Group, Facts],
    hidden: dict[Group, CellStatus],
    _k: int,
    plain: Collection[Group] = frozenset(),
) -> None:
    """Hide the smallest child of a hidden sum whose children would otherwise all be there to be added up."""
    rest = remainder(cells[parent], [cells[child] for child in children])
    shown = still_shown(children, cells, hidden, plain)
    if shown and not any(rest) and not any(child in hidden and cells[child].size for child in children):
        hidden[shown.pop()] = CellStatus.SUPPRESSED_COMPLEMENTARY


def still_shown(
    children: Iterable[Group],
    cells: Mapping[Group, Facts],
    hidden: Collection[Group],
    plain: Collection[Group],
) -> list[Group]:
    """Return the children that could still be hidden, the smallest last."""
    left = [child for child in children if child not in hidden and child not in plain and cells[child].size]
    return sorted(left, key=lambda child: (cells[child].size, spelled(child)), reverse=True)


def remainder(whole: Facts, parts: Iterable[Facts]) -> tuple[int, ...]:
    """Count the people of the whole that no part holds; never below 0, since one person may be in two parts."""
    sums = [sum(column) for column in zip(*(part.people for part in parts), strict=True)]
    sums = sums or [0] * len(whole.people)
    return tuple(max(0, count - part) for count, part in zip(whole.people, sums, strict=True))


def is_safe(hidden: list[Facts], rest: tuple[int, ...], k: int) -> bool:
    """Whether subtracting what is shown from the sum leaves no group of 1 to k-1 people, and no single hidden cell."""
    left = [part.people for part in hidden if part.size]
    if any(rest):
        left.append(rest)
    if not hidden and not any(0 < count < k for count in rest):
        return True
    sums = [sum(column) for column in zip(*left, strict=True)]
    if any(0 < total < k for total in sums):
        return False
    return len(left) >= PAIR or not any(sums)


def bottom_up(families: Iterable[Group], parents: Mapping[Group, Group]) -> list[Group]:
    """Order the parents so that each comes after the parents among its own children."""

    def depth(cell: Group) -> int:
        steps = 0
        while (above := parents.get(cell)) is not None and above != cell:
            cell, steps = above, steps + 1
        return steps

    return sorted(families, key=lambda cell: (-depth(cell), spelled(cell)))


def spelled(cell: Group) -> tuple[str, ...]:
    """Spell a group so that it can be ordered; a missing key comes first."""
    return tuple(key or "" for key in cell)
