from __future__ import annotations

import pytest

from server.metrics.lang.parse import parse_predicate, parse_row
from server.metrics.lang.row_types import columns_in, row_problems, type_of
from tests.metrics.dictionary.small import small

SOURCES = small().sources


@pytest.mark.parametrize(
    "text",
    [
        "exit_type = 'voluntary'",
        "exit_type in ('voluntary', 'involuntary')",
        "'voluntary' = exit_type",
        "is_core = true and note = '店'",
        "start_date <= '2025-01-31' and end_date >= add_months(start_date, 3)",
        "months_between(start_date, anchor()) >= 12",
        "days_between(period_start(), period_end()) * 2 + fte > 1.5",
        "end_date is null or not (fte < 0.5)",
    ],
)
def test_sound_conditions_pass(text):
    assert row_problems(parse_predicate(text), SOURCES["employment"]) == []


@pytest.mark.parametrize(
    ("text", "code", "at", "suggestions"),
    [
        ("colour = 'red'", "E_COLUMN", 0, ()),
        ("is_cor = true", "E_COLUMN", 0, ("is_core",)),
        ("fte > 1 and strat_date is null", "E_COLUMN", 12, ("start_date",)),
        ("exit_type = 'resigned'", "E_ENUM", 0, ("voluntary", "involuntary")),
        ("exit_type in ('voluntary', 'volunatry')", "E_ENUM", 0, ("voluntary", "involuntary")),
        ("'resigned' = exit_type", "E_ENUM", 0, ("voluntary", "involuntary")),
        ("start_date > 3", "E_TYPE", 0, ()),
        ("start_date = '2025-02-30'", "E_TYPE", 0, ()),
        ("start_date = '20250228'", "E_TYPE", 0, ()),
        ("is_core = 1", "E_TYPE", 0, ()),
        ("is_core > true", "E_TYPE", 0, ("=", "!=")),
        ("exit_type < 'voluntary'", "E_TYPE", 0, ("=", "!=")),
        ("note < 'x'", "E_TYPE", 0, ("=", "!=")),
        ("end_date - start_date > 3", "E_TYPE", 0, ("days_between(…, …)",)),
        ("hours_between(start_date, end_date) > 3", "E_TYPE", 14, ()),
        ("add_months(start_date, 1.5) > end_date", "E_TYPE", 23, ()),
        ("add_months(start_date, 99999) > end_date", "E_TYPE", 23, ()),
        ("add_months(start_date, fte) > end_date", "E_TYPE", 23, ()),
    ],
)
def test_what_cannot_be_meant_is_named(text, code, at, suggestions):
    first = row_problems(parse_predicate(text), SOURCES["employment"])[0]

    assert (first.code, first.at, first.suggestions) == (code, at, suggestions)


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("paid_at >= '2025-01-01'", True),
        ("paid_at >= '2025-01-01T08:00:00+08:00'", True),
        ("paid_at >= '2025-01-01T08:00:00'", False),
        ("paid_at >= 'today'", False),
        ("seconds_between(paid_at, answered_at) <= 20", True),
        ("paid_at = start", False),
    ],
)
def test_a_moment_is_compared_with_a_day_or_a_moment_of_known_offset(text, fine):
    assert (row_problems(parse_predicate(text), SOURCES["sale"]) == []) is fine


def test_length_covers_the_comparison():
    (problem,) = row_problems(parse_predicate("exit_type = 'resigned'"), SOURCES["employment"])

    assert problem.length == len("exit_type = 'resigned'")


def test_types_and_columns_of_expressions():
    assert type_of(parse_row("fte * 2"), SOURCES["employment"]) == "number"
    assert type_of(parse_row("anchor()"), SOURCES["employment"]) == "date"
    assert type_of(parse_row("nothing"), SOURCES["employment"]) == "unknown"
    assert columns_in(parse_predicate("a = b and days_between(c, a) > 1")) == ("a", "b", "c")
    assert columns_in(None) == ()
