"""Which dimensions a source can be split by: through the person's assignment, the agent's, or columns of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from server.metrics.definitions import Dictionary, Source

BY_ASSIGNMENT = frozenset({"department", "manager", "position", "job_family", "grade", "location"})
BY_PERSON = frozenset({"gender"})
BY_STAY = frozenset({"employment_type", "legal_entity", "age_band", "tenure_band"})
OF_PEOPLE = frozenset({"spell", "event", "before", "agent"})
"""Anchors whose rows find a person, that person's assignment and employment on the day."""
SYNONYMS = {"dept": "department", "employee": "person"}
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def canonical(name: str, dictionary: Dictionary | None = None) -> str | None:
    """Return the one name of a dimension, from any spelling (`jobFamily`, `job_family`, `dept`); None if unknown.

    Without a dictionary only the dimensions every dictionary has, those of people, are known.
    """
    snake = CAMEL.sub("_", name.strip()).replace("-", "_").lower()
    asked = SYNONYMS.get(snake, snake)
    if dictionary is None:
        return asked if asked in BY_ASSIGNMENT | BY_PERSON | BY_STAY | {"person", "agent"} else None
    if asked in dictionary.dimensions:
        return asked
    return next((key for key, each in dictionary.dimensions.items() if asked in each.synonyms), None)


def reachable(source: Source, dimension: str) -> bool:
    """Whether rows of a source can be split by a dimension (by its one name).

    What hangs on nobody has only its own columns; an organization-wide source has none at all. The anonymous never
    have a person.
    """
    if source.anchor == "org":
        return False
    if dimension == "person":
        return bool(source.person) and source.anchor != "stamped"
    if dimension == "agent":
        return "agent_id" in source.columns
    if dimension == "department" and source.department:
        return True
    return has_own(source, dimension) or dimension in borrowed(source)


def has_own(source: Source, dimension: str) -> bool:
    """Whether the source keeps the dimension in a column of its own that is not sealed."""
    column = source.columns.get(dimension)
    return column is not None and not column.sealed


def borrowed(source: Source) -> frozenset[str]:
    """Return the dimensions a row has through the person it belongs to."""
    if source.anchor in OF_PEOPLE:
        return BY_ASSIGNMENT | BY_PERSON | BY_STAY
    return BY_ASSIGNMENT | BY_PERSON if source.anchor == "self" else frozenset()


def common(sources: Iterable[Source], dictionary: Dictionary) -> tuple[str, ...]:
    """Return the dimensions that every one of the sources can be split by."""
    all_of = tuple(sources)
    return tuple(
        name for name in dictionary.dimensions if all_of and all(reachable(each, name) for each in all_of)
    )
