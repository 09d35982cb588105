"""What was masked in an answer, found by the path of a value: `masks.at("employees", "nodes", 3, "phone")`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

MARKS = ("*", "•")


class Masks:
    """Entries name a path without row numbers, because a rule hides a column of one relation, not a cell."""

    def __init__(self, entries: Iterable[Mapping[str, Any]]) -> None:
        self._entries = {str(entry["path"]): entry for entry in entries}

    def at(self, *path: str | int) -> Mapping[str, Any] | None:
        return self._entries.get(".".join(step for step in path if isinstance(step, str)))

    def over(self, value: object, *path: str | int) -> Mapping[str, Any] | None:
        """Return the mask that covers this very value, if one does."""
        mask = self.at(*path)
        return mask if mask and covers(value) else None


def covers(value: object) -> bool:
    """Tell whether a value under a masked path is hidden or cut; one's own row in the same list is plain."""
    return value is None or value == "" or any(mark in str(value) for mark in MARKS)
