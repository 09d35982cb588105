"""Input of recruiting is cleaned or refused with the field it belongs to; nothing has happened in the future."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from server.kernel.errors import InvalidInput
from server.recruiting.operations.ground import budget_of, day_of, number_of, pay_of, text_of


def test_what_fits_is_taken(hr):
    assert text_of("  夜班  ", "note", 10) == "夜班"
    assert number_of(0, "experienceMonths", 0, 720) == 0
    assert (day_of(hr, None, "appliedOn"), day_of(hr, date(2025, 6, 1), "appliedOn")) == (
        hr.today,
        date(2025, 6, 1),
    )
    assert (pay_of(Decimal("5800.5"), "expectedPay"), budget_of(Decimal("5800.50"))) == ("5800.50", 580050)


def test_what_does_not_fit_names_its_field(hr):
    for refuse, field in (
        (lambda: text_of("长" * 11, "note", 10), "note"),
        (lambda: text_of("", "evidence", 10, 2), "evidence"),
        (lambda: number_of(-1, "wanted", 1, 500), "wanted"),
        (lambda: day_of(hr, date(2025, 7, 1), "takenOn"), "takenOn"),
        (lambda: pay_of(Decimal("0.001"), "expectedPay"), "expectedPay"),
        (lambda: budget_of(Decimal(-1)), "budget"),
    ):
        with pytest.raises(InvalidInput) as caught:
            refuse()
        assert caught.value.path == ("input", field)
