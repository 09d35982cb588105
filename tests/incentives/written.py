"""What the tests of rules share: rules from text, people with figures, and the result in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from server.incentives.reckoning.judging import Figure, Figures, Person, Wanted
from server.incentives.reckoning.rewards import Terms, reckon
from server.incentives.reckoning.worked import Changes, Worked
from server.incentives.rules.form import read_rules
from server.incentives.rules.tree import Baseline, Rule, Subject

UNITS = {
    "csat": "percent",
    "repeat_customer_rate": "percent",
    "qa_score_avg": "number",
    "valid_feedback_count": "count",
    "spend_per_buyer": "money",
}
PLENTY = Terms(budget=10**12)


def rules_of(*lines: str) -> tuple[Rule, ...]:
    """Read rules that must be readable."""
    rules, problems = read_rules("\n".join(lines))
    assert problems == ()
    return rules


def person(code: str, **given: object) -> Person:
    return Person(id=f"id-{code}", code=code, **given)  # type: ignore[arg-type] # the person's own fields


def figures(
    given: Mapping[str, Mapping[str, str]],
    *,
    before: Mapping[str, Mapping[str, str]] | None = None,
    teams: Mapping[str, Mapping[str, str]] | None = None,
) -> Figures:
    """Return figures by name and employee code (of teams by team); `before` are those of a year before."""
    values: dict[Wanted, Mapping[str, Figure]] = {
        (Subject(name), None): {f"id-{code}": known(text) for code, text in each.items()}
        for name, each in given.items()
    }
    values |= {
        (Subject(name), Baseline.LAST_YEAR): {f"id-{code}": known(text) for code, text in each.items()}
        for name, each in (before or {}).items()
    }
    values |= {
        (Subject(name, is_team=True), None): {team: known(text) for team, text in each.items()}
        for name, each in (teams or {}).items()
    }
    return Figures(values, UNITS)


def known(text: str) -> Figure:
    return Figure(Fraction(text) if text else None, "OK" if text else "NO_DATA")


def worked(
    people: list[Person],
    known_figures: Figures,
    *lines: str,
    terms: Terms = PLENTY,
    changes: Changes | None = None,
) -> list[Worked]:
    return reckon(rules_of(*lines), people, known_figures, terms, {}, changes)


def amounts(found: list[Worked]) -> dict[str, int]:
    """Return the amounts in cents, by code."""
    return {each.employee_id.removeprefix("id-"): each.amount for each in found}
