"""A definition's own examples are worked out in memory, exactly, with every kind of component."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from server.metrics.dictionary.load import load_builtin
from server.metrics.governance.trial import BadExample, try_example
from server.metrics.lang.parse import parse
from server.metrics.words import CellStatus

KNOWN = load_builtin()
OLD = {"repeat": 8, "start_date": "2020-01-01"}


def tried(formula: str, rows: dict[str, Any], **expected: Any):
    metric = replace(KNOWN.metrics["headcount_closing"], formula=formula, tree=parse(formula))
    example = {"given": rows, "period": "2024-02", **expected}
    return try_example(metric, KNOWN, example, zone="Asia/Shanghai")


@pytest.mark.parametrize(
    ("formula", "rows", "value"),
    [
        # 8 stay, one leaves on the last day (out of the closing, in the opening), one joins that day.
        ("closing(headcount)", [OLD, {"start_date": "2020-01-01", "end_date": "2024-02-29"}], "8"),
        ("opening(headcount)", [OLD, {"start_date": "2020-01-01", "end_date": "2024-02-29"}], "9"),
        ("closing(headcount)", [OLD, {"start_date": "2024-02-29"}], "9"),
        ("leavers", [{"start_date": "2024-02-10", "end_date": "2024-02-10"}], "1"),
        (
            "hires",
            [{"start_date": "2024-02-10", "end_date": "2024-02-10"}, {"start_date": "2024-03-01"}],
            "1",
        ),
        # 29 days of one person and 10 of another: 39 / 29.
        (
            "avg_daily(headcount)",
            [{"start_date": "2020-01-01"}, {"start_date": "2020-01-01", "end_date": "2024-02-10"}],
            "1.344828",
        ),
        ("leavers[exit_type = 'voluntary']", [{"start_date": "2020-01-01", "end_date": "2024-02-01"}], "0"),
    ],
)
def test_people_come_and_go(formula, rows, value):
    found = tried(formula, {"employment": rows}, value=value)

    assert (found.value, found.passed) == (Decimal(value), True)


def test_a_cohort_ripens_with_the_day():
    rows = {
        "employment": [
            {"start_date": "2024-02-10"},
            {"start_date": "2024-02-20", "end_date": "2024-05-19"},
            {"start_date": "2024-02-20", "end_date": "2024-05-20"},
        ]
    }
    formula = "kept(new_hires, 3 months) / matured(new_hires, 3 months)"

    assert tried(formula, rows, value="0.666667").passed
    assert tried(formula, rows, value="1", asOf="2024-05-19").passed
    assert tried(formula, rows, reason="IMMATURE", asOf="2024-03-31").passed


def test_what_was_done_in_time_counts():
    task = {"course_type": "onboarding_base", "assigned_on": "2024-02-29"}
    rows = {"training_task": [{**task, "completed_on": "2024-04-29"}, {**task, "completed_on": "2024-04-30"}]}

    assert tried(
        "done(onboarding_due, completed_on, 2 months) / matured(onboarding_due, 2 months)", rows, value="0.5"
    ).passed


def test_moments_belong_to_their_local_day():
    late = {"contact": [{"opened_at": "2024-01-31T16:30:00Z"}, {"opened_at": "2024-02-29T16:30:00Z"}]}

    assert tried(
        "contacts", {"contact": [{**row, "is_valid": True} for row in late["contact"]]}, value="1"
    ).passed


def test_nothing_to_divide_by_is_a_reason_not_a_zero():
    found = tried("leavers / opening(headcount)", {"employment": []}, reason="EMPTY_DENOMINATOR")

    assert (found.value, found.status, found.passed) == (None, CellStatus.EMPTY_DENOMINATOR, True)


def test_rows_may_be_repeated_with_numbers_in_their_texts():
    rows = {
        "employment": [
            {"repeat": 3, "spell_id": "s{i}", "person_id": "p{i}", "start_date": "2024-02-{i:02d}"}
        ]
    }

    assert tried("closing(headcount)", rows, value="3").passed


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({"nope": []}, {"value": "1"}),
        ({"employment": [{"nope": 1}]}, {"value": "1"}),
        ({"employment": [{"start_date": "soon"}]}, {"value": "1"}),
        ({"employment": [{"start_date": "2024-01-01", "is_rehire": "yes"}]}, {"value": "1"}),
        ({"employment": []}, {}),
        ({"employment": []}, {"value": "1", "period": "some day"}),
    ],
)
def test_an_example_that_cannot_be_read_says_why(rows, expected):
    with pytest.raises(BadExample) as refused:
        tried("closing(headcount)", rows, **expected)

    assert refused.value.zh
    assert refused.value.en
