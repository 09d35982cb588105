"""Suggestions: with a name at once, without one only when enough people are behind them."""

from __future__ import annotations

import pytest

from server.engagement.models import SuggestionState
from server.engagement.operations.suggestions import (
    POOL,
    answer_suggestion,
    send_anonymous_suggestion,
    send_suggestion,
)
from server.kernel.errors import Denied, InvalidInput, InvalidState, NotFound
from tests.people.town import rows
from tests.performance.judged import caller
from tests.plan.world import uid


async def test_a_named_suggestion_reaches_the_head_and_its_answer_the_author(staff, boss, hr, town):
    made = await send_suggestion(staff, text="晨会改到九点半", department_code="D4")
    with pytest.raises(Denied):
        await answer_suggestion(boss, id=made, state=SuggestionState.ACCEPTED, answer="采纳")
    with pytest.raises(InvalidInput):
        await answer_suggestion(hr, id=made, state=SuggestionState.ACCEPTED, answer="好")
    await answer_suggestion(hr, id=made, state=SuggestionState.ACCEPTED, answer="下月起试行")
    await answer_suggestion(hr, id=made, state=SuggestionState.DONE, answer="已经改了")

    assert await rows(town, "select employee_id from notice order by key") == [
        (uid("E6"),), (uid("E3"),), (uid("E3"),),
    ]  # fmt: skip
    with pytest.raises(InvalidState):
        await answer_suggestion(hr, id=made, state=SuggestionState.DECLINED, answer="又不改了")


async def test_without_a_name_nothing_shows_until_five_people_sent_one_and_then_nothing_leads_back(hr, town):
    send = [caller(town, code, "employee") for code in ("E1", "E2", "E3", "E4")]
    for who in (*send, send[0]):
        assert await send_anonymous_suggestion(who, text=f"{who.principal.name}：多休一天") == POOL
    await send_anonymous_suggestion(send[0], text="E1：多休一天")
    held = "select count(*) from suggestion where is_shown"
    assert await rows(town, held) == [("0",)]
    waiting = await rows(town, "select id from suggestion limit 1")
    with pytest.raises(NotFound):
        await answer_suggestion(hr, id=waiting[0][0], state=SuggestionState.DONE, answer="还看不到")

    await send_anonymous_suggestion(caller(town, "E6", "employee"), text="E6：多休一天")

    shown = "select count(*) from suggestion where is_shown and ticket is null and author_id is null"
    assert await rows(town, shown) == [("5",)]
    assert await rows(town, "select distinct created_at,created_by,given_on from suggestion") == [
        ("2025-06-30T00:00:00.000Z", None, "2025-06-30")
    ]
    spoken = await rows(town, "select changes from audit_entry where action='suggestion.send'")
    assert not any("多休" in str(changes) for (changes,) in spoken)
    assert await rows(town, "select count(*) from idempotency_key") == [("0",)]
