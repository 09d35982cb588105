"""The heading of a table as people draw it: over two lines, with merged cells, or with the same name twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from server.imports.values import Cell, text_of

FIRST = 10
"""How many lines are looked at for the heading."""
Known = Callable[[str], bool]
Grid = Sequence[Sequence[Cell]]


def heading(grid: Grid, is_known: Known) -> tuple[tuple[str, ...], int] | None:
    """Return the headers, each with a name of its own, and how many lines lie above the rows; None without a line."""
    first = range(min(FIRST, len(grid)))
    at = max(first, key=lambda number: known_in(grid[number], is_known), default=None)
    if at is None:
        return None
    headers = [text_of(cell) for cell in grid[at]]
    if at + 1 < len(grid) and is_lower_half(headers, grid[at + 1], is_known):
        return unique(joined(grid[at], grid[at + 1])), at + 2
    if at and known_in(grid[at - 1], is_known) and "" in headers:
        return unique(joined(grid[at - 1], grid[at])), at + 1
    return unique(headers), at + 1


def known_in(row: Sequence[Cell], is_known: Known) -> int:
    return sum(is_known(text_of(cell)) for cell in row)


def is_lower_half(above: Sequence[str], row: Sequence[Cell], is_known: Known) -> bool:
    """Tell whether the line below the best one is of the heading too: it names fields and fills gaps of it."""
    below = [text_of(cell) for cell in row]
    pairs = list(zip(above, below, strict=False))
    is_gapped = any(upper and not lower for upper, lower in pairs)
    return is_gapped and any(lower and not upper for upper, lower in pairs) and known_in(row, is_known) > 0


def joined(above: Sequence[Cell], below: Sequence[Cell]) -> list[str]:
    """Read two lines of a heading: the lower one names a column, unless it is empty under a merged cell."""
    wide = max(len(above), len(below))
    upper = [text_of(above[at]) if at < len(above) else "" for at in range(wide)]
    lower = [text_of(below[at]) if at < len(below) else "" for at in range(wide)]
    return [under or over for over, under in zip(upper, lower, strict=True)]


def unique(headers: Sequence[str]) -> tuple[str, ...]:
    """Number the second and later of the same name, so that each can be mapped by itself."""
    taken: set[str] = set()
    out = []
    for header in headers:
        name, number = header, 1
        while name and name in taken:
            number += 1
            name = f"{header} {number}"
        taken.add(name)
        out.append(name)
    return tuple(out)
