"""The words for enum values, roles, relations and verbs: (中文, English)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ui.vocabulary.figures import FIGURES
from ui.vocabulary.people import PEOPLE
from ui.vocabulary.rights import RIGHTS
from ui.vocabulary.trail import TRAIL
from ui.vocabulary.work import WORK

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {**PEOPLE, **WORK, **RIGHTS, **FIGURES, **TRAIL}
