"""Words of the samples' recognition: honors with their periods, values that exist, units that exist."""

from __future__ import annotations

from datetime import date

import pytest

from server.demo.thanks import ACTIVITIES, HONORS, WORDS
from server.demo.world import UNITS
from server.incentives.models import KudosValue
from server.incentives.payouts.rules import clean_code
from server.metrics.dictionary.load import load_builtin

CODES = [unit.code for unit in UNITS]


@pytest.mark.parametrize(
    ("end", "periods"),
    [
        (date(2025, 2, 28), ["2025-02", "2025-02", None, None]),
        (date(2025, 3, 31), ["2025-03", "2025-03", "2025-Q1", None]),
        (date(2024, 12, 31), ["2024-12", "2024-12", "2024-Q4", "2024"]),
    ],
)
def test_an_honor_is_given_for_the_period_that_ends_with_the_month(end, periods):
    assert [honor.period(end) for honor in HONORS] == periods


def test_honors_have_codes_of_their_own_and_name_figures_of_the_dictionary():
    assert [clean_code(honor.code) for honor in HONORS] == ["STAR", "CHAMP", "GROWTH", "BEST"]
    assert {honor.metric for honor in HONORS if honor.metric} <= set(load_builtin().metrics)
    assert all(honor.places > 0 and honor.reasons for honor in HONORS)


def test_every_prefix_of_a_unit_is_that_of_one():
    prefixes = [*(honor.units for honor in HONORS), *(each[6] for each in ACTIVITIES)]

    assert [unit for units in prefixes for unit in units if not any(c.startswith(unit) for c in CODES)] == []


def test_thanks_are_of_every_value_there_is_and_activities_are_told_apart():
    assert {KudosValue(value) for value, _ in WORDS} == set(KudosValue)
    assert len({code for code, *_ in ACTIVITIES}) == len(ACTIVITIES)
    assert [each[0] for each in ACTIVITIES if each[7] < 0] == ["AUTUMN_CUP"]
