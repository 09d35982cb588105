"""Where feedback goes, by when an answer is due, and who hears of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from server.feedback.models import FeedbackInvalidReason, Segment
from server.feedback.operations.accounts import save_customer_account
from server.feedback.operations.routing import invalidate_ticket, revive_ticket
from server.feedback.operations.teams import preview, save_feedback_team, save_routing_rule
from server.people.operations.access import link
from tests.feedback.ticketing import AT, came, later, ticket, town
from tests.people.town import rows
from tests.plan.world import NOW, context, uid

TOLD = "select employee_id from notice where key like 'feedback:%' order by employee_id"
CLOCK = "select payload from outbox_message where topic='feedback.clock'"


async def test_each_piece_finds_its_way(store):
    """By a rule, by the department, to the team that takes the rest; to the lead where somebody is unhappy."""
    hr = await town(store)
    await save_routing_rule(hr, place=1, name="门店", location_code="L1", team_code="REST")
    await save_routing_rule(hr, place=1, name="钥匙客户", account="K1", employee_code="E6")
    pieces: dict[str, dict[str, Any]] = {
        "N1": {"agent_id": uid("E3"), "score": 5},
        "N2": {"agent_id": uid("E3"), "score": 1},
        "N3": {"text": "不好用"},
        "N4": {"agent_id": uid("E4"), "location_id": uid("L1"), "account": "K1"},
        "N5": {"agent_id": uid("E4"), "location_id": uid("L1")},
    }
    teams = dict(await rows(store, "select id,code from feedback_team"))
    found = {}
    for code, given in pieces.items():
        row = await ticket(store, await came(store, code, **given))
        people = {uid(each): each for each in ("E3", "E6")}
        found[code] = (
            teams.get(link(row, "team_id")),
            people.get(link(row, "assignee_id")),
            row.state,
            row.due_at and row.due_at - AT,
        )

    day = timedelta(hours=24)
    assert found == {
        "N1": ("CARE", "E3", "ROUTED", day),
        "N2": ("CARE", None, "ROUTED", day),
        "N3": ("REST", None, "ROUTED", day),
        "N4": (None, "E6", "ROUTED", day),
        "N5": ("REST", None, "ROUTED", day),
    }
    told = await rows(
        store, "select n.key,e.code from notice n join employee e on e.id=n.employee_id order by n.key,e.code"
    )
    assert [code for _, code in told] == ["E3", "E2", "E3", "E6", "E4", "E6", "E4", "E6"]
    assert len(await rows(store, CLOCK)) == 5


async def test_what_does_not_count_is_kept_and_asks_nobody(store):
    await town(store)
    found = await came(store, "N1", agent_id=uid("E3"), invalid_reason=FeedbackInvalidReason.TEST)
    row = await ticket(store, found)
    assert (row.state, row.due_at, link(row, "team_id")) == ("INVALID", None, "")
    assert (await rows(store, TOLD), await rows(store, CLOCK)) == ([], [])

    ctx = context(store, "hr_manager")
    await store.write(lambda: revive_ticket(ctx, found))
    row = await ticket(store, found)
    assert (row.state, row.due_at) == ("ROUTED", AT + timedelta(hours=24))
    assert len(await rows(store, TOLD)) == 1
    valid = "select is_valid from customer_feedback where superseded_at is null"
    assert await rows(store, valid) in ([("1",)], [("True",)])

    await store.write(lambda: invalidate_ticket(ctx, found, FeedbackInvalidReason.DUPLICATE))
    row = await ticket(store, found)
    assert (row.state, row.invalid_reason, row.due_at) == ("INVALID", "DUPLICATE", None)
    assert (
        await rows(store, "select done_at from notice where key like 'feedback:%' and done_at is null") == []
    )


async def test_an_old_file_is_late_and_calls_nobody(store):
    await town(store)
    old, answered = datetime(2025, 5, 1, tzinfo=UTC), datetime(2025, 5, 1, 20, tzinfo=UTC)

    late = await ticket(store, await came(store, "N1", old, agent_id=uid("E3")))
    good = await ticket(store, await came(store, "N2", old, agent_id=uid("E3"), first_response_at=answered))

    assert (late.state, late.is_breached, good.state, good.is_breached) == (
        "ROUTED",
        True,
        "RESPONDED",
        False,
    )
    assert (await rows(store, TOLD), await rows(store, CLOCK)) == ([], [])


async def test_a_team_with_hours_has_its_own_due(store):
    """NOW is a Monday at 16:00 in Shanghai; the team is there from nine to six on workdays."""
    hr = await town(store)
    await save_feedback_team(
        hr, code="CARE", name="售后组", department_code="D2", opens_at=540, closes_at=1080, workdays="12345"
    )
    row = await ticket(store, await came(store, "N1", NOW, agent_id=uid("E3")))

    assert row.due_at == datetime(2025, 7, 3, 5, 0, tzinfo=UTC)


async def test_a_rule_of_key_customers_catches_by_the_segment_of_that_day_and_the_ticket_tells_why(store):
    hr = await town(store)
    for code, segment in (("K-1", "KEY"), ("K-2", "SMALL")):
        await save_customer_account(
            hr, code=code, name=code, customer_ref=f"ref-{code}", segment=Segment(segment), started_on=AT.date(),
            agent_code="E3",
        )  # fmt: skip
    await save_routing_rule(hr, place=1, name="大客户", segment=Segment.KEY, max_score=3, team_code="REST")
    given: dict[str, dict[str, Any]] = {
        "N1": {"customer_ref": "ref-K-1", "score": 3},
        "N2": {"customer_ref": "ref-K-2", "score": 3},
        "N3": {"account": "K-1", "score": 2},
        "N4": {"account": "K-1", "score": 5, "agent_id": uid("E3")},
        "N5": {"score": 1},
    }
    for code, told in given.items():
        await came(store, code, **told)
    await save_customer_account(
        later(hr, days=2), code="K-1", name="K-1", customer_ref="ref-K-1", segment=Segment.SMALL,
        started_on=AT.date(), agent_code="E3",
    )  # fmt: skip
    await came(store, "N6", at=AT + timedelta(days=3), account="K-1", score=1)

    found = await rows(
        store, "select segment,routed_by,routed_rule,routed_for from feedback_ticket order by answer_key"
    )
    assert found == [
        ("KEY", "RULE", "1. 大客户", "SEGMENT SCORE"),
        ("SMALL", "FALLBACK", "", ""),
        ("KEY", "RULE", "1. 大客户", "SEGMENT SCORE"),
        ("KEY", "DEPARTMENT", "", ""),
        (None, "FALLBACK", "", ""),
        ("SMALL", "FALLBACK", "", ""),
    ]
    seen = await preview(hr, account="K-1", score=1)
    assert (seen.by, seen.rule_name) == ("RULE", "1. 大客户")
    assert (await preview(hr, segment=Segment.SMALL, score=1)).by == "FALLBACK"
