"""Accidents, grievances and accounts of the samples: few, believable, the same each time."""

from __future__ import annotations

from datetime import date

from server.demo.lives import Author
from server.demo.rare import Rare
from server.demo.rows import sample_id
from server.kernel.period import add_months

TODAY = date(2025, 4, 5)
MONTHS = [add_months(date(2025, 4, 1), -back) for back in range(24, 0, -1)]


def written():
    rows = []
    lives = Author(TODAY).write()

    def add(model, day, **values):
        rows.append((model.__name__, day, values))
        return ""

    Rare(add, lives, MONTHS, TODAY).write()
    return lives, rows


def of(rows, name):
    return [values for kind, _, values in rows if kind == name]


def test_all_happens_while_people_are_here():
    lives, rows = written()
    stays = {sample_id("Employee", life.code): (life.hired_on, life.last_day(TODAY)) for life in lives}
    found = [(v["employee_id"], v["occurred_on"]) for v in of(rows, "Incident")]
    found += [(v["employee_id"], v["filed_on"]) for v in of(rows, "Grievance")]
    found += [(v["agent_id"], v["started_on"]) for v in of(rows, "CustomerAccount")]
    assert all(stays[person][0] <= day <= stays[person][1] for person, day in found)
    assert all(day <= TODAY for _, day, _ in rows)


def test_near_misses_cost_no_days_and_injuries_some():
    incidents = of(written()[1], "Incident")
    assert {each["kind"] for each in incidents} == {"NEAR_MISS", "INJURY"}
    assert all((each["lost_days"] == 0) == (each["kind"] == "NEAR_MISS") for each in incidents)
    assert of(written()[1], "Grievance")


def test_most_accounts_stay_and_none_is_lost_before_it_began():
    accounts = of(written()[1], "CustomerAccount")
    lost = [each for each in accounts if each["ended_on"] is not None]
    assert 0 < len(lost) < len(accounts) / 2
    assert all(each["started_on"] < each["ended_on"] < TODAY for each in lost)


def test_it_is_the_same_each_time():
    assert written() == written()
