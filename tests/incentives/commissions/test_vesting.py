"""A commission vests month by month, and what had not vested when a deal ends is not paid, or is taken back."""

from __future__ import annotations

from datetime import date
from random import Random

from server.incentives.commissions.vesting import Part, Terms, claw_back, month_end, plan, retained, vested
from server.incentives.scheme_models import LineKind, LineState
from server.kernel.period import add_months

JANUARY = date(2026, 1, 1)
DEAL = Terms(12_000_000, JANUARY, 12)


def test_a_deal_of_120_000_over_12_months_that_ends_after_5_has_vested_50_000():
    assert vested(DEAL, date(2026, 5, 31)) == 5_000_000
    assert vested(DEAL, date(2026, 5, 30)) == 4_000_000
    assert vested(DEAL, date(2026, 12, 31)) == 12_000_000


def test_the_parts_vest_on_the_last_day_of_each_month():
    parts = plan(DEAL)

    assert [part.due_on for part in parts[:3]] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
    assert {part.amount for part in parts} == {1_000_000}
    assert {part.kind for part in parts} == {LineKind.VESTING}


def test_cents_that_do_not_divide_come_first():
    assert [part.amount for part in plan(Terms(100, JANUARY, 3))] == [34, 33, 33]


def test_what_is_kept_back_vests_with_the_last_month_and_only_then():
    terms = Terms(12_000_000, JANUARY, 12, retained_share=1000)

    assert retained(terms) == 1_200_000
    assert plan(terms)[-1] == Part(LineKind.RETENTION, date(2026, 12, 31), 1_200_000)
    assert vested(terms, date(2026, 11, 30)) == 9_900_000
    assert vested(terms, date(2026, 12, 31)) == 12_000_000


def test_an_advance_is_taken_back_for_the_months_that_never_came():
    terms = Terms(12_000_000, JANUARY, 12, is_advanced=True)
    (advance,) = plan(terms)
    paid = [Part(advance.kind, advance.due_on, advance.amount, LineState.DUE)]

    assert (advance.kind, advance.due_on, advance.amount) == (LineKind.ADVANCE, JANUARY, 12_000_000)
    assert claw_back(terms, paid, date(2026, 5, 31)) == -7_000_000
    assert claw_back(terms, paid, date(2026, 12, 31)) == 0


def test_months_paid_after_the_end_that_was_heard_of_late_are_taken_back():
    due = [Part(part.kind, part.due_on, part.amount, LineState.DUE) for part in plan(DEAL)[:7]]

    assert claw_back(DEAL, due, date(2026, 5, 31)) == -2_000_000
    assert claw_back(DEAL, due[:5], date(2026, 5, 31)) == 0


def test_a_month_begun_on_the_31st_ends_with_the_months_own_end():
    assert month_end(Terms(100, date(2026, 1, 31), 2), 1) == date(2026, 2, 27)


def test_lines_always_add_up_and_whatever_was_paid_ends_as_what_had_vested():
    chance = Random(3)
    for _ in range(400):
        terms = Terms(
            chance.randint(1, 10**9), add_months(JANUARY, chance.randint(0, 30)), chance.randint(1, 48),
            chance.choice((0, 0, 500, 3333)), chance.random() < 0.3,
        )  # fmt: skip
        parts = plan(terms)
        assert sum(part.amount for part in parts) == terms.amount
        last = add_months(terms.starts_on, chance.randint(0, terms.months + 2))
        lived = [
            Part(
                part.kind,
                part.due_on,
                part.amount,
                LineState.DUE if part.due_on <= last else LineState.LAPSED,
            )
            for part in parts
        ]
        due = sum(part.amount for part in lived if part.state is LineState.DUE)
        assert due + claw_back(terms, lived, last) == vested(terms, last) if terms.is_advanced else True
        assert 0 <= vested(terms, last) <= terms.amount
