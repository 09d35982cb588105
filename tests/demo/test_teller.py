"""Days and moments of the samples' facts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from server.demo.bulk import Bulk
from server.demo.rows import Ledger
from server.demo.teller import Teller
from server.imports.logical import models
from server.store.vault import Vault

TODAY = date(2025, 4, 5)


@pytest.fixture
def teller(secrets):
    models()
    return Teller(Ledger(Vault(secrets), TODAY, datetime(2025, 4, 5, 4, tzinfo=UTC)), [], Bulk("sqlite"))


def test_the_months_are_the_two_years_before_this_one(teller):
    assert (teller.months[0], teller.months[-1]) == (date(2023, 4, 1), date(2025, 3, 1))


def test_quarters_end_before_today(teller):
    assert teller.quarter_ends()[-2:] == [date(2024, 12, 31), date(2025, 3, 31)]


def test_a_moment_lies_in_the_office_hours_of_the_local_day(teller):
    for _ in range(50):
        assert (
            datetime(2025, 3, 1, 1, tzinfo=UTC)
            <= teller.moment(date(2025, 3, 1))
            <= datetime(2025, 3, 1, 12, tzinfo=UTC)
        )


def test_a_day_in_a_month_is_one_of_its_days(teller):
    assert {teller.day_in(date(2025, 2, 1)).month for _ in range(50)} == {2}
