"""Reads the rows of an answer's list."""

from __future__ import annotations

from typing import Any


def nodes(answer: Any, name: str) -> list[Any]:
    """Return the rows of a list; none where the list itself may not be seen."""
    return list((answer[name] or {}).get("nodes") or ())
