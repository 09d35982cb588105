"""Severance by kind of leaving: worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.people.exit_models import SeveranceBasis
from server.people.models import LeaveGround, LeaveKind
from server.people.severance import Caps, Severance, months_owed, severance

PAYS = [Decimal("9000.50")] * 6 + [Decimal("9500.50")] * 6


def worked(
    kind: LeaveKind, ground: LeaveGround | None = None, caps: Caps | None = None, pays=PAYS
) -> Severance:
    return severance(
        kind=kind, ground=ground, hired_on=date(2022, 9, 1), last_day=date(2026, 6, 30), monthly_pays=pays,
        caps=caps or Caps(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("_case", "hired", "last", "months"),
    [
        ("three full years to the day", date(2022, 7, 1), date(2025, 6, 30), "3"),
        ("a day more is half a month more", date(2022, 7, 1), date(2025, 7, 1), "3.5"),
        ("a day short of six months is half a month", date(2025, 1, 1), date(2025, 6, 29), "0.5"),
        ("six full months are a month", date(2025, 1, 1), date(2025, 6, 30), "1"),
        ("three years and ten months are four", date(2022, 9, 1), date(2026, 6, 30), "4"),
        ("the last of February ends a year begun on the 29th", date(2024, 2, 29), date(2025, 2, 27), "1"),
        ("one day", date(2025, 6, 30), date(2025, 6, 30), "0.5"),
    ],
)
def test_months_by_service(_case, hired, last, months):
    assert months_owed(hired, last) == Decimal(months)


def test_who_resigns_or_retires_is_owed_nothing():
    assert worked(LeaveKind.VOLUNTARY) == Severance(SeveranceBasis.VOLUNTARY_NONE)
    assert worked(LeaveKind.VOLUNTARY).amount == Decimal("0.00")
    assert worked(LeaveKind.RETIREMENT).basis is SeveranceBasis.RETIREMENT_NONE
    assert worked(LeaveKind.OTHER, LeaveGround.DEATH).amount == Decimal("0.00")


@pytest.mark.parametrize(
    "leaving", [(LeaveKind.INVOLUNTARY, None), (LeaveKind.OTHER, LeaveGround.CONTRACT_END)]
)
def test_who_is_let_go_is_owed_a_month_a_year(leaving):
    """(6 x 9000.50 + 6 x 9500.50) / 12 = 9250.50; 3 years and 10 months are 4 months; 4 x 9250.50 = 37002.00."""
    assert worked(*leaving) == Severance(
        SeveranceBasis.BY_SERVICE, Decimal(4), Decimal("9250.50"), Decimal("37002.00")
    )


def test_pay_above_the_cap_counts_as_the_cap_and_then_months_are_capped_too():
    """9250.50 lies above 8000: 3 months at most x 8000.00 = 24000.00; below the cap the months have no limit."""
    capped = worked(LeaveKind.INVOLUNTARY, caps=Caps(3, Decimal(8000)))
    below = worked(LeaveKind.INVOLUNTARY, caps=Caps(3, Decimal(10000)))

    assert (capped.months, capped.monthly_pay, capped.amount) == (
        Decimal(3),
        Decimal("8000.00"),
        Decimal("24000.00"),
    )
    assert (below.months, below.amount) == (Decimal(4), Decimal("37002.00"))


def test_without_any_pay_the_amount_is_unknown_and_not_zero():
    assert worked(LeaveKind.INVOLUNTARY, pays=[]) == Severance(
        SeveranceBasis.NO_PAY_KNOWN, Decimal(4), None, None
    )
