"""Kinds of files whose rows are entered one by one, each by the operation of its domain that a form would call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from server.imports.entered.candidates import CANDIDATES
from server.imports.entered.courses import COURSES
from server.imports.entered.deals import DEALS
from server.imports.entered.entry import Entry
from server.imports.entered.goals import GOALS

ENTERED: Final[Mapping[str, Entry]] = {
    "courses": COURSES,
    "goals": GOALS,
    "deals": DEALS,
    "candidates": CANDIDATES,
}
TABLES: Final[Mapping[str, Entry]] = {str(each.model._meta.db_table): each for each in ENTERED.values()}
