"""Ratings entered many at once: each cell by itself, conflicts told with who and when, nobody's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.kernel.errors import Denied, InvalidInput
from server.performance.models import ScoreLine
from server.performance.reviews.entry_rules import CellOutcome as C
from server.performance.reviews.operations.scores import set_scores
from tests.people.town import one, refused, rows
from tests.performance.scored import SERVICE, anyone, card_of, rate, ready
from tests.plan.world import context, uid


@pytest.fixture
async def cards(town):
    await ready(town)
    return {person: (await card_of(town, person)).id for person in ("E1", "E2", "E3", "E6")}


@pytest.fixture
def manager(town):
    return context(town, "department_manager")


def cell(card, value, version=None, code="SERVICE"):
    return {"scorecard_id": card, "component_code": code, "value": value, "version": version}


async def line(store, card, column):
    """Return a column of a card's line for service."""
    text = f"select {column} from score_line where component_id='{SERVICE}' and scorecard_id='{card}'"
    return await one(store, text)


async def test_a_rating_is_kept_and_its_card_scored_anew(town, cards, manager):
    told = await set_scores(manager, cells=[cell(cards["E3"], "90")])

    assert [(each["outcome"], each["value"], each["version"], each["score"]) for each in told] == [
        (C.SAVED, "90", 2, 8600)  # 90 * 0.6 + 80 * 0.4
    ]
    card = await card_of(town, "E3")
    assert (card.score, card.rating) == (8600, "B")


async def test_what_cannot_be_kept_leaves_the_others_alone(town, cards, manager):
    told = await set_scores(
        manager,
        cells=[
            cell(cards["E3"], "101"),
            cell(cards["E3"], "0.9", code="CSAT"),
            cell(cards["E3"], "88"),
            cell(cards["E3"], "1", code="NONE"),
            cell(uid("Z9"), "1"),
        ],
    )

    assert [each["outcome"] for each in told] == [
        C.OUT_OF_RANGE,
        C.NOT_ENTERED,
        C.SAVED,
        C.UNKNOWN,
        C.UNKNOWN,
    ]
    assert told[0]["zh"] == "请填 0–100 之间的数。"
    assert (
        await one(
            town,
            f"select value from score_line where component_id='{SERVICE}' and scorecard_id='{cards['E3']}'",
        )
        == "88"
    )


async def test_two_who_write_the_same_cell_are_told_of_each_other(town, cards, manager):
    seen = await town.write(lambda: ScoreLine.get(scorecard_id=cards["E3"], component_id=SERVICE))
    hr = context(town, "hr_manager")
    await set_scores(hr, cells=[cell(cards["E3"], "85.7", seen.version)])
    later = replace(manager, now=manager.now + timedelta(minutes=2))

    (told,) = await set_scores(later, cells=[cell(cards["E3"], "87.5", seen.version)])
    assert (told["outcome"], told["typed"], told["value"]) == (C.CONFLICT, "87.5", "85.7")
    assert (told["entered_by"], told["entered_at"]) == ("王芳", "2025-06-30T08:00:00.000Z")
    (kept,) = await set_scores(later, cells=[cell(cards["E3"], "87.5", told["version"])])

    assert (kept["outcome"], kept["value"], kept["entered_by"]) == (C.SAVED, "87.5", "李娜")


async def test_the_same_value_twice_is_no_conflict(town, cards, manager):
    (first,) = await set_scores(manager, cells=[cell(cards["E3"], "90.0")])
    (again,) = await set_scores(context(town, "hr_manager"), cells=[cell(cards["E3"], "90", 1)])

    assert (first["outcome"], again["outcome"]) == (C.SAVED, C.UNCHANGED)


async def test_an_empty_text_takes_the_rating_away(town, cards, manager):
    await set_scores(manager, cells=[cell(cards["E3"], "90")])

    (told,) = await set_scores(manager, cells=[cell(cards["E3"], "")])

    assert (told["outcome"], told["value"], told["score"]) == (C.SAVED, None, 8000)
    assert await line(town, cards["E3"], "reason") == "NOT_RATED"


async def test_nobody_scores_themselves_and_others_only_their_team(town, cards):
    e2, e1 = cards["E2"], cards["E1"]
    own = await set_scores(context(town, "department_manager"), cells=[cell(e2, "100")])
    theirs = await set_scores(context(town, "department_manager"), cells=[cell(cards["E1"], "1")])
    hr_own = await set_scores(context(town, "hr_manager"), cells=[cell(e1, "100")])

    assert [(each["outcome"], each["value"], each["score"]) for each in (*own, *theirs, *hr_own)] == [
        (C.OWN_RESULT, None, None),
        (C.UNKNOWN, None, None),
        (C.OWN_RESULT, None, None),
    ]
    assert await rows(town, "select value from score_line where is_entered and value is not null") == []


@pytest.mark.parametrize("role", ["employee", "hr_specialist", "payroll_specialist", "auditor"])
async def test_who_may_score_nobody_is_refused_before_anything_is_looked_up(town, cards, role):
    await refused(town, lambda: set_scores(context(town, role), cells=[cell(cards["E3"], "1")]), Denied)


async def test_a_card_that_was_handed_in_is_locked(town, cards, manager):
    await rate(town, "E3", "70")

    (told,) = await set_scores(manager, cells=[cell(cards["E3"], "71")])

    assert (told["outcome"], told["value"]) == (C.LOCKED, "70")


async def test_a_request_sent_again_writes_nothing_and_tells_how_it_stands(town, cards, manager):
    cells = [cell(cards["E3"], "90", 1)]
    first = await set_scores(manager, cells=cells, idempotency_key="k1")
    again = await set_scores(manager, cells=cells, idempotency_key="k1")

    assert [first[0]["outcome"], again[0]["outcome"]] == [C.SAVED, C.UNCHANGED]
    assert await one(town, "select count(*) from audit_entry where action='performance.set_scores'") == 1


async def test_the_log_names_the_components_but_never_the_ratings(town, cards, manager):
    await set_scores(manager, cells=[cell(cards["E3"], "91.23")])

    (text,) = (await rows(town, "select changes from audit_entry where action='performance.set_scores'"))[0]
    assert "SERVICE" in text
    assert "91.23" not in text


@pytest.mark.parametrize("number", [0, 501])
async def test_a_batch_has_one_to_five_hundred_cells(town, cards, manager, number):
    cells = [cell(cards["E3"], "1")] * number

    trouble = await refused(town, lambda: set_scores(manager, cells=cells), InvalidInput)

    assert trouble.path == ("input", "cells")


async def test_another_who_sees_the_card_but_does_not_rate_is_told_so(town, cards):
    (told,) = await set_scores(
        anyone(town, "E6", "department_manager", ("D4",)), cells=[cell(cards["E3"], "1")]
    )

    assert told["outcome"] is C.UNKNOWN
