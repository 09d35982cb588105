"""What a quality check comes to: its score, how far two raters agree, and which contacts are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256

from server.kernel.errors import InvalidInput
from server.performance.quality.models import QualityAnswer

WHOLE = 10000
"""All weights of a sheet, in ten-thousandths."""
FULL = 10000
"""A hundred points, in hundredths."""
SHARES = {
    QualityAnswer.YES: Fraction(1),
    QualityAnswer.PARTLY: Fraction(1, 2),
    QualityAnswer.NO: Fraction(0),
}


def half_up(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


class SheetWeights(InvalidInput):
    """The weights of a sheet do not add up to exactly 100."""

    code = "SHEET_WEIGHTS_NOT_100"


@dataclass(frozen=True)
class Question:
    """A question as the rules need to know it; weights are ten-thousandths."""

    id: str
    weight: int
    is_critical: bool = False


@dataclass(frozen=True)
class Outcome:
    """Score in hundredths of a point; `has_failed_critical` tells why it is nothing."""

    score: int
    has_failed_critical: bool


def score_of(questions: Sequence[Question], answers: Mapping[str, QualityAnswer]) -> Outcome:
    """Weigh the answers; what does not apply leaves its weight to the others, and a failed critical counts 0.

    At least one question with weight must apply.
    """
    if any(each.is_critical and answers[each.id] is QualityAnswer.NO for each in questions):
        return Outcome(0, has_failed_critical=True)
    told = [(each.weight, SHARES[answers[each.id]]) for each in questions if answers[each.id] in SHARES]
    weight = sum(part for part, _ in told)
    if not weight:
        raise InvalidInput(
            "至少有一个计分的问题适用于这次服务。",
            "At least one question with weight must apply.",
            path=("input", "answers"),
        )
    return Outcome(
        half_up(sum((part * share for part, share in told), Fraction(0)) * FULL / weight),
        has_failed_critical=False,
    )


def agreement_of(one: Mapping[str, QualityAnswer], other: Mapping[str, QualityAnswer]) -> int:
    """Return the share of questions that two raters answered alike, in hundredths of a percent point."""
    same = sum(one[key] is other[key] for key in one)
    return half_up(Fraction(same * FULL, len(one)))


def mean_of(scores: Sequence[int]) -> int:
    return half_up(Fraction(sum(scores), len(scores)))


def check_weights(weights: Sequence[int]) -> None:
    """Refuse a sheet whose weights are not exactly 100 %."""
    if any(weight < 0 for weight in weights) or sum(weights) != WHOLE:
        total = f"{Decimal(sum(weights)) / 100:f}"
        raise SheetWeights(
            f"权重合计为 {total}%，须正好为 100%。",
            f"The weights add up to {total} %; they must be exactly 100 %.",
            path=("input", "questions"),
        )


# --- Drawing ---


@dataclass(frozen=True)
class Drawable:
    """A contact that may be drawn."""

    ref: str
    agent_id: str
    day: date
    channel: str = ""


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def draw(contacts: Sequence[Drawable], week: date, each: int, *, seed: str) -> list[Drawable]:
    """Draw at most `each` contacts of every agent, the same ones each time for a week and seed.

    Contacts are put in the order of SHA-256(seed|week|contact) and the first ones are taken: nobody can choose them,
    and anybody who knows the seed can check them.
    """
    found: dict[str, list[Drawable]] = {}
    for contact in contacts:
        found.setdefault(contact.agent_id, []).append(contact)
    drawn: list[Drawable] = []
    for agent in sorted(found):
        drawn += sorted(found[agent], key=lambda one: lot(seed, week, one.ref))[:each]
    return drawn


def lot(seed: str, week: date, ref: str) -> str:
    return sha256(f"{seed}|{week.isoformat()}|{ref}".encode()).hexdigest()


def is_double(seed: str, ref: str, percent: int) -> bool:
    """Tell whether a drawn contact is rated by two people: so many in a hundred, by lot."""
    return int(sha256(f"two|{seed}|{ref}".encode()).hexdigest()[:8], 16) % 100 < percent
