"""The moment of a page: read from the address, handed to every root field, kept in every link."""

from __future__ import annotations

import pytest

from tests.ui.stage import OTHER, PERSON, open_stage
from ui.people.moment import Moment, before


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ({}, Moment()),
        ({"asOf": "2025-03-01"}, Moment("2025-03-01")),
        ({"knownAt": "2025-03-01T10:30"}, Moment("", "2025-03-01T10:30")),
        ({"asOf": "1 March", "knownAt": "soon"}, Moment()),
        ({"knownAt": "2025-03-01T10:30+08:00"}, Moment()),
    ],
)
def test_an_address_names_a_moment(given, moment):
    assert Moment.read(given, "UTC") == moment


def test_a_local_minute_becomes_an_instant():
    moment = Moment.read({"knownAt": "2025-03-01T10:30"}, "Asia/Shanghai")

    assert moment.variables == {"asOf": None, "asKnownAt": "2025-03-01T02:30:00.000Z"}
    assert moment.link == "?knownAt=2025-03-01T10%3A30"
    assert not Moment()
    assert Moment().link == ""


def test_the_minute_before_an_instant_is_local():
    assert before("2025-03-01T02:30:10.000Z", "Asia/Shanghai") == "2025-03-01T10:29"


def test_every_tab_keeps_the_moment_and_says_so():
    browser, api = open_stage("hr_manager", lines={"PersonOverview": {"employee": {"id": OTHER}}})

    text = browser.get(f"/people/{OTHER}?asOf=2025-03-01&knownAt=2025-04-01T10:00").text

    assert api.variables("PersonHeader") == {
        "id": OTHER, "asOf": "2025-03-01", "asKnownAt": "2025-04-01T02:00:00.000Z"
    }  # fmt: skip
    assert f'href="/people/{OTHER}/pay?asOf=2025-03-01&amp;knownAt=2025-04-01T10%3A00"' in text
    assert "2025-04-01 10:00" in text
    assert f'href="/people/{OTHER}">' in text


def test_who_was_not_there_yet_is_said_to_be_so():
    browser, _ = open_stage("hr_manager", lines={"PersonHeader": {"employee": None}})

    answer = browser.get(f"/people/{OTHER}?asOf=1999-01-01")

    assert answer.status_code == 404
    assert "那个时刻" in answer.text
    assert PERSON["name"] not in answer.text
