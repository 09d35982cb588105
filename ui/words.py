"""The words for enum values, roles, relations and verbs: (中文, English)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ui.vocabulary.delivery import DELIVERY
from ui.vocabulary.effect import EFFECTS
from ui.vocabulary.engagement import ENGAGEMENT
from ui.vocabulary.enrolling import ENROLLING
from ui.vocabulary.feedback import FEEDBACK
from ui.vocabulary.figures import FIGURES
from ui.vocabulary.goals import GOALS
from ui.vocabulary.incentives import SCHEMES
from ui.vocabulary.intake import INTAKE
from ui.vocabulary.judged import JUDGED
from ui.vocabulary.learning import LEARNING
from ui.vocabulary.library import LIBRARY
from ui.vocabulary.payouts import PAYOUTS
from ui.vocabulary.people import PEOPLE
from ui.vocabulary.performance import PERFORMANCE
from ui.vocabulary.plans import PLANS
from ui.vocabulary.recruiting import RECRUITING
from ui.vocabulary.rights import RIGHTS
from ui.vocabulary.trail import TRAIL
from ui.vocabulary.work import WORK

WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    **PEOPLE,
    **WORK,
    **RIGHTS,
    **FIGURES,
    **EFFECTS,
    **GOALS,
    **TRAIL,
    **DELIVERY,
    **INTAKE,
    **FEEDBACK,
    **JUDGED,
    **ENGAGEMENT,
    **RECRUITING,
    **LIBRARY,
    **LEARNING,
    **ENROLLING,
    **PERFORMANCE,
    **SCHEMES,
    **PLANS,
    **PAYOUTS,
}
