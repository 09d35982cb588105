"""Thanks and activities of the samples: among people who were there, of one company, the same each time."""

from __future__ import annotations

import pytest

from server.demo.bulk import Bulk
from server.demo.gathering import MOST_INVITED, THANKS, Gathering
from server.demo.thanks import ACTIVITIES
from server.imports.logical import models
from server.incentives.models import Contest, ContestEntry, Kudos
from tests.demo.some_lives import by_id, ledger_of, read, some_lives, was_there


@pytest.fixture
def written(secrets):
    models()
    return gathered(secrets)


def gathered(secrets):
    bulk = Bulk("sqlite")
    Gathering(ledger_of(secrets), some_lives(), bulk).write()
    return bulk


def test_who_thanks_and_who_is_thanked_were_there_and_are_of_one_company(written):
    people, kudos = by_id(some_lives()), read(written, Kudos)

    assert len(kudos) > THANKS // 2, "some have nobody near"
    for row in kudos:
        giver, to = people[row["sender_id"]], people[row["employee_id"]]
        assert giver is not to
        assert giver.unit.code[:2] == to.unit.code[:2]
        assert was_there(giver, row["given_on"]), (giver.code, row["given_on"])
        assert was_there(to, row["given_on"]), (to.code, row["given_on"])
    days = [row["given_on"] for row in kudos]
    assert days == sorted(days)
    assert "2023-04-05" <= days[0] <= days[-1] < "2025-04-05"


def test_an_activity_has_a_list_of_who_was_there(written):
    people = by_id(some_lives())
    contests = {row["id"]: row for row in read(written, Contest)}
    entries = read(written, ContestEntry)

    assert [row["code"] for row in contests.values()] == [code for code, *_ in ACTIVITIES]
    units = {code: prefix for code, *_, prefix, _ in ACTIVITIES}
    for row in entries:
        life, contest = people[row["employee_id"]], contests[row["contest_id"]]
        assert life.unit.code.startswith(units[contest["code"]])
        assert life.hired_on.isoformat() < contest["starts_on"] == row["held_on"]
        assert life.left_on is None or life.left_on.isoformat() > contest["starts_on"]
    assert len({(row["contest_id"], row["employee_id"]) for row in entries}) == len(entries)
    assert max(sum(row["contest_id"] == each for row in entries) for each in contests) <= MOST_INVITED


def test_only_of_what_is_over_is_it_known_who_came(written):
    contests = {row["id"]: row for row in read(written, Contest)}

    states = {row["code"]: (row["state"], row["starts_on"]) for row in contests.values()}
    assert states["AUTUMN_CUP"] == ("OPEN", "2025-05-18")
    assert states["PATIENT_VOICE"] == ("DONE", "2025-03-18")
    known = {
        (contests[row["contest_id"]]["state"], row["attended"] is None, row["marked_at"] is None)
        for row in read(written, ContestEntry)
    }
    assert known == {("DONE", False, False), ("OPEN", True, True)}


def test_what_is_written_is_the_same_each_time(written, secrets):
    assert gathered(secrets).rows == written.rows
