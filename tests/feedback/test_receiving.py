"""A customer's word comes in once, counts or is set aside with the reason, and stands as a fact and a ticket."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from server.feedback.models import FeedbackInvalidReason, FeedbackSentiment
from server.feedback.operations.receiving import create_customer_feedback, feeling_of, judge_customer_feedback
from server.feedback.texts import Sentiment
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.feedback.ticketing import member, town
from tests.people.town import rows
from tests.plan.world import NOW, context, uid

FACTS = "select score,case when is_valid then 1 else 0 end from customer_feedback where superseded_at is null"
TICKETS = "select customer_ref,order_ref,state,invalid_reason from feedback_ticket order by 1,2,3"


@pytest.mark.parametrize(
    ("score", "said", "feeling"),
    [
        (1, Sentiment.POSITIVE, FeedbackSentiment.NEGATIVE),
        (5, Sentiment.NEGATIVE, FeedbackSentiment.NEGATIVE),
        (4, None, FeedbackSentiment.POSITIVE),
        (3, None, FeedbackSentiment.NEUTRAL),
        (None, Sentiment.NEUTRAL, FeedbackSentiment.NEUTRAL),
        (None, None, None),
    ],
)
def test_a_bad_rating_beats_kind_words(score, said, feeling):
    assert feeling_of(score, said) is feeling


async def test_what_is_said_is_kept_once_and_counts_once(store):
    hr = await town(store)
    said = {"customer_ref": "c7", "order_ref": "A1", "agent_code": "E3"}

    first = await create_customer_feedback(hr, score=2, text="发错货，没人处理", external_id="x1", **said)
    again = await create_customer_feedback(hr, score=2, text="发错货，没人处理", external_id="x1", **said)
    doubled = await create_customer_feedback(hr, score=1, **said)
    await create_customer_feedback(hr, score=4, customer_ref="c7", order_ref="A2", agent_code="E3")
    await create_customer_feedback(hr, text="测试", customer_ref="c8")

    assert again == first
    assert sorted(await rows(store, FACTS), key=str) == [("1", "0"), ("2", "1"), ("4", "1"), (None, "0")]
    assert [row[2:] for row in await rows(store, TICKETS) if row[3]] == [
        ("INVALID", "DUPLICATE"), ("INVALID", "TEST"),
    ]  # fmt: skip

    with pytest.raises(InvalidState):
        await judge_customer_feedback(hr, id=first, is_valid=True, note="已经计入")
    for none in (None, FeedbackInvalidReason.WITHDRAWN):  # the latter is said by undoing its file alone
        with pytest.raises(InvalidInput):
            await judge_customer_feedback(hr, id=first, is_valid=False, reason=none, note="没有原因")
    await judge_customer_feedback(hr, id=doubled, is_valid=True, note="两次通话，并非重复")
    reason = FeedbackInvalidReason.TEST
    await judge_customer_feedback(hr, id=first, is_valid=False, reason=reason, note="门店自己试的")
    counting = await rows(
        store, "select score from customer_feedback where superseded_at is null and is_valid order by score"
    )
    assert counting == [("1",), ("4",)]
    own = "('feedback.receive','feedback.judge')"
    logged = await rows(store, f"select action from audit_entry where action in {own} order by seq")
    assert logged == [("feedback.receive",)] * 4 + [("feedback.judge",)] * 2
    told = await rows(store, "select count(*) from metric_touch where source='customer_feedback'")
    assert told == [("6",)]


async def test_each_writes_down_what_they_may(store):
    await town(store)
    agent, head = member(store, "E3"), context(store, "department_manager")
    nobody, auditor = context(store, "payroll_specialist"), context(store, "auditor")

    await create_customer_feedback(agent, score=5)
    await create_customer_feedback(agent, score=5, agent_code="E3")
    await create_customer_feedback(head, score=5, agent_code="E3")
    given: dict[str, Any]
    for who, given in (
        (agent, {"agent_code": "E4"}),
        (head, {"agent_code": "E6"}),
        (auditor, {}),
        (nobody, {"agent_code": "E3"}),
    ):
        with pytest.raises((Denied, NotFound)):
            await create_customer_feedback(who, score=1, **given)
    for who in (agent, head, nobody):
        with pytest.raises(Denied):
            await judge_customer_feedback(
                who, id=uid("X9"), is_valid=False, reason=FeedbackInvalidReason.TEST, note="不算"
            )
    for given, path in (
        ({}, "text"),
        ({"score": 6}, "score"),
        ({"text": "好" * 2001}, "text"),
        ({"score": 5, "received_at": NOW + timedelta(seconds=1)}, "receivedAt"),
        ({"score": 5, "received_at": NOW - timedelta(days=61)}, "receivedAt"),
    ):
        with pytest.raises(InvalidInput) as caught:
            await create_customer_feedback(agent, **given)
        assert caught.value.path[-1] == path

    assert await rows(store, "select count(*) from feedback_ticket") == [("3",)]


async def test_two_at_once_are_one_valid_answer(store):
    hr = await town(store)

    await asyncio.gather(
        *(create_customer_feedback(hr, score=5, customer_ref="c7", order_ref="A1") for _ in range(6))
    )

    found = await rows(store, "select invalid_reason,count(*) from feedback_ticket group by 1 order by 2")
    assert found == [(None, "1"), ("DUPLICATE", "5")]
