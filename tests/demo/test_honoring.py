"""Honors of the samples: nobody is honored before they came, no more than there are places, the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest

from server.attendance.models import AbsenceBalance, AbsenceEntry
from server.demo.bulk import Bulk
from server.demo.honoring import Honoring
from server.demo.thanks import HONORS
from server.imports.logical import models
from server.incentives.models import Award, Honor
from tests.demo.some_lives import by_id, ledger_of, read, some_lives


class Made:
    """Everything that was written."""

    def __init__(self, secrets: Any) -> None:
        self.ledger, self.bulk = ledger_of(secrets), Bulk("sqlite")
        Honoring(self.ledger, some_lives(), self.bulk).write()

    def rows(self, model: Any) -> list[dict[str, Any]]:
        return read(self.bulk, model)


@pytest.fixture
def made(secrets):
    models()
    return Made(secrets)


def test_whoever_is_honored_had_been_there_for_three_months_and_heads_nothing(made):
    people, honors = by_id(some_lives()), {row["id"]: row["code"] for row in made.rows(Honor)}
    units = {honor.code: honor.units for honor in HONORS}
    awards = made.rows(Award)

    assert awards
    for row in awards:
        life = people[row["employee_id"]]
        assert (date.fromisoformat(row["awarded_on"]) - life.hired_on).days >= 90
        assert life.left_on is None or row["awarded_on"] <= f"{life.left_on:%Y-%m-%d}"
        assert life.unit.code.startswith(units[honors[row["honor_id"]]])
        assert not life.is_head
    assert max(row["awarded_on"] for row in awards) <= "2025-04-05"
    number = Counter((row["honor_id"], row["period"]) for row in awards)
    places = {honor.code: honor.places for honor in HONORS}
    assert all(count <= places[honors[honor]] for (honor, _), count in number.items())


def test_paid_hours_off_are_entered_for_this_year_only(made):
    entries, balances = made.rows(AbsenceEntry), made.rows(AbsenceBalance)

    assert {(row["year"], row["hours"]) for row in entries} == {(2025, 1600)}
    assert {row["employee_id"] for row in balances} == {row["employee_id"] for row in entries}


def test_what_is_written_is_the_same_each_time(made, secrets):
    again = Made(secrets)

    def known(one: Made) -> list[Any]:
        return [row for model in one.bulk.rows for row in one.rows(model)]

    assert known(again) == known(made)
