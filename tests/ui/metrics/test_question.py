"""The address of a page is the variables of its document, there and back."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from starlette.datastructures import QueryParams

from ui.metrics.question import Narrowing, Question, read_period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("12", {"last": {"count": 12, "complete": True}}),
        ("last:6", {"last": {"count": 6, "complete": True}}),
        ("12+", {"last": {"count": 12, "complete": False}}),
        ("2026-01-01..2026-03-31", {"between": {"from": "2026-01-01", "to": "2026-03-31"}}),
        ("2026-Q1, 2026-Q2", {"named": ["2026-Q1", "2026-Q2"]}),
        ("", {"last": {"count": 12, "complete": True}}),
    ],
)
def test_a_period_is_spelled_shortly(text, period):
    assert read_period(text) == period


def test_an_address_says_all_and_is_said_again():
    spelled = (
        "key=csat&key=nps&period=24&grain=MONTH&by=department&under=department:R&is=location:A,B"
        "&compare=PRIOR_YEAR&org=AS_IS&version=LATEST&known=2026-03-01&open=R1"
    )
    asked = Question.read(QueryParams(spelled))

    assert asked.variables() == {
        "keys": ["csat", "nps"],
        "period": {"last": {"count": 24, "complete": True}},
        "grain": "MONTH",
        "by": ["department"],
        "where": [{"dimension": "location", "in": ["A", "B"]}, {"dimension": "department", "under": "R"}],
        "compare": ["PRIOR_YEAR"],
        "orgView": "AS_IS",
        "version": {"rule": "LATEST"},
        "asKnownAt": "2026-03-01T23:59:59Z",
        "first": 200,
        "after": None,
    }
    assert Question.read(QueryParams(parse_qsl(asked.link().partition("?")[2]))) == asked


def test_what_is_spelled_wrong_falls_back_to_the_usual():
    asked = Question.read(
        QueryParams("grain=EON&org=LATER&after=x&under=nothing&version=%CE%BB&from=soon&to=late")
    )

    assert asked == Question()


def test_two_days_make_a_period():
    assert Question.read(QueryParams("from=2026-01-01&to=2026-02-15")).period == "2026-01-01..2026-02-15"


def test_links_open_close_narrow_and_widen():
    asked = Question(keys=("csat",), by=("department",), opened=("R",))

    assert "open=" not in asked.turned("R")
    assert "open=R&open=E" in asked.turned("E")
    narrowed = asked.narrowed("department", "R", under=True)
    assert narrowed.where == (Narrowing("department", ("R",), under=True),)
    assert "under" not in narrowed.without("department")


def test_a_file_is_asked_for_with_the_same_words():
    asked = Question(keys=("csat", "nps"), by=("department",), known="2026-03-01")

    assert asked.exported("csv") == (
        "/metrics/export?keys=csat%2Cnps&format=csv&period=12&known=2026-03-01T23%3A59%3A59Z&by=department"
    )
