from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse
from server.metrics.lang.unparse import unparse
from server.metrics.periods import named
from server.metrics.reckoning.versions import breaks, chooser, version_for
from server.metrics.words import MetricStatus, VersionRule

KEY = "csat"
FIRST = replace(
    load_builtin().metrics[KEY],
    is_builtin=False,
    status=MetricStatus.RETIRED,
    effective_from=date(2025, 1, 1),
    effective_to=date(2025, 3, 31),
)
SECOND = replace(
    FIRST, version=2, status=MetricStatus.PUBLISHED, effective_from=date(2025, 4, 1), effective_to=None,
    formula="csat_points / csat_answers", tree=parse("csat_points / csat_answers"),
)  # fmt: skip
DRAFT = replace(SECOND, version=3, status=MetricStatus.DRAFT, effective_from=None)
AS_OF = VersionRule.AS_OF_PERIOD


def answering(*given) -> Any:
    return version_for(*given)


def dictionary(*versions) -> Dictionary:
    builtin = load_builtin()
    return replace(builtin, metrics={**builtin.metrics, KEY: SECOND}, versions={KEY: versions})


@pytest.mark.parametrize(
    ("rule", "day", "version"),
    [
        (AS_OF, date(2025, 3, 31), 1),
        (AS_OF, date(2025, 4, 1), 2),
        (AS_OF, date(2024, 6, 30), 1),
        (AS_OF, date(2030, 1, 1), 2),
        (VersionRule.LATEST, date(2025, 1, 31), 2),
        (1, date(2025, 6, 30), 1),
        (3, date(2025, 1, 31), 3),
    ],
)
def test_a_period_is_answered_by_the_version_of_its_last_day(rule, day, version):
    assert answering(dictionary(FIRST, SECOND, DRAFT), KEY, rule, day).version == version


def test_a_number_that_does_not_exist_is_none():
    assert answering(dictionary(FIRST, SECOND), KEY, 9, date(2025, 1, 31)) is None


def test_in_a_gap_the_version_before_goes_on():
    gap = replace(SECOND, effective_from=date(2025, 6, 1))

    assert answering(dictionary(FIRST, gap), KEY, AS_OF, date(2025, 5, 31)).version == 1


def test_before_anything_was_agreed_the_built_in_definition_answers():
    builtin = load_builtin().metrics[KEY]

    assert answering(dictionary(builtin, SECOND), KEY, AS_OF, date(2024, 1, 31)).is_builtin
    assert answering(load_builtin(), KEY, AS_OF, date(2024, 1, 31)).version == 1


def test_other_metrics_are_chosen_by_the_same_rule():
    known = dictionary(FIRST, SECOND)

    assert (
        unparse(chooser(known, AS_OF, date(2025, 3, 31))(KEY, None))
        == "csat_answers[score >= 4] / csat_answers"
    )
    assert unparse(chooser(known, 7, date(2025, 4, 30))(KEY, None)) == "csat_points / csat_answers"
    assert (
        unparse(chooser(known, AS_OF, date(2025, 4, 30))(KEY, 1)) == "csat_answers[score >= 4] / csat_answers"
    )


def test_a_series_says_where_its_meaning_changes():
    periods = [named("2025-02"), named("2025-03"), named("2025-04")]

    (found,) = breaks(periods, [FIRST, FIRST, SECOND])

    assert (found.before_period, found.from_version, found.to_version) == ("2025-04", 1, 2)
    assert found.note.en.endswith("csat_answers[score >= 4] / csat_answers → csat_points / csat_answers")
    assert "same" in breaks(periods[1:], [FIRST, replace(FIRST, version=2)])[0].note.en
