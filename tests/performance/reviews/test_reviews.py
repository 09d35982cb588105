"""What is written about a card: drafts of one's own, reviews of a manager, and a card taken back in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.kernel.errors import Conflict, Denied, InvalidInput, InvalidState, NotFound
from server.performance.cycles.operations import card_steps
from server.performance.reviews.operations.reviews import recall_scorecard, save_review, save_self_review
from tests.people.town import one, refused, rows
from tests.performance.scored import card_of, ready
from tests.plan.world import context

KEPT = "select kind,state,version from review order by kind"


@pytest.fixture
async def card(town):
    await ready(town)
    return (await card_of(town, "E3")).id


@pytest.fixture
def staff(town):
    return context(town, "employee")


@pytest.fixture
def manager(town):
    return context(town, "department_manager")


async def test_a_draft_goes_on_until_it_is_handed_in(town, card, staff):
    first = await save_self_review(staff, scorecard_id=card, text="开头", version=0)
    again = await save_self_review(
        staff, scorecard_id=card, text="写完了", strengths="回复快", submit=True, version=1
    )

    assert first == again
    assert await rows(town, KEPT) == [("SELF", "SUBMITTED", "2")]
    assert await one(town, "select count(*) from audit_entry where action='performance.review'") == 1


async def test_what_is_written_lies_sealed(town, card, manager):
    await save_review(manager, scorecard_id=card, text="沟通耐心", growth="跟进记录")

    ((text, strengths),) = await rows(town, "select text,strengths from review")
    assert "沟通" not in text
    assert strengths is None


async def test_another_window_is_not_overwritten(town, card, manager):
    await save_review(manager, scorecard_id=card, text="第一稿", version=0)

    await refused(town, lambda: save_review(manager, scorecard_id=card, text="另一稿", version=0), Conflict)


async def test_nothing_and_too_much_are_refused(town, card, manager):
    empty = await refused(town, lambda: save_review(manager, scorecard_id=card, submit=True), InvalidInput)
    long = await refused(
        town, lambda: save_review(manager, scorecard_id=card, growth="长" * 2001), InvalidInput
    )

    assert (empty.path, long.path) == (("input", "text"), ("input", "growth"))


async def test_each_writes_what_is_theirs(town, card, staff, manager):
    await refused(town, lambda: save_self_review(manager, scorecard_id=card, text="替写"), Denied)
    await refused(town, lambda: save_review(staff, scorecard_id=card, text="自夸"), Denied)
    own = (await card_of(town, "E2")).id
    await refused(town, lambda: save_review(manager, scorecard_id=own, text="自夸"), Denied)
    above = (await card_of(town, "E1")).id
    await refused(town, lambda: save_review(manager, scorecard_id=above, text="越级"), NotFound)


async def test_a_card_handed_in_is_written_about_no_more(town, card, staff, manager):
    await card_steps.save_self_assessment(staff, scorecard_id=card, submit=True)
    await refused(town, lambda: save_self_review(staff, scorecard_id=card, text="补写"), InvalidState)
    await save_review(manager, scorecard_id=card, text="可以")
    await card_steps.submit_scorecard(manager, id=card, accept_missing=True)

    await refused(town, lambda: save_review(manager, scorecard_id=card, text="改口"), InvalidState)


async def test_a_card_is_taken_back_for_a_quarter_of_an_hour(town, card, staff, manager):
    await card_steps.save_self_assessment(staff, scorecard_id=card, submit=True)
    await card_steps.submit_scorecard(manager, id=card, accept_missing=True)
    late = replace(manager, now=manager.now + timedelta(minutes=15, seconds=1))

    await refused(town, lambda: recall_scorecard(late, id=card), InvalidState)
    await refused(town, lambda: recall_scorecard(staff, id=card), Denied)
    await recall_scorecard(manager, id=card)

    assert (await card_of(town, "E3")).state == "MANAGER"
    await refused(town, lambda: recall_scorecard(manager, id=card), InvalidState)
