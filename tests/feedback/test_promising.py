"""A public form promises what the team will keep that answers it."""

from __future__ import annotations

from server.feedback.models import FeedbackLinkKind
from server.feedback.operations.links import save_feedback_link
from server.feedback.operations.promising import Promised, promised_by
from server.feedback.operations.teams import save_feedback_team, save_routing_rule
from tests.feedback.ticketing import town
from tests.people.town import one


async def test_the_promise_is_that_of_the_team_the_link_leads_to(store):
    hr = await town(store)
    kind = FeedbackLinkKind.AGENT
    await save_feedback_link(hr, code="E3", title="陈佳", kind=kind, employee_code="E3", product="锅")
    token = await one(store, "select token from feedback_link")
    assert await promised_by(hr, token) == Promised(24, is_working=False)

    await save_feedback_team(
        hr, code="CARE", name="售后组", department_code="D2", lead_code="E2", answer_hours=4, opens_at=540,
        closes_at=1080,
    )  # fmt: skip
    assert await promised_by(hr, token) == Promised(4, is_working=True)
    await save_feedback_team(hr, code="REST", name="兜底组", is_fallback=True, answer_hours=48)
    await save_routing_rule(hr, place=1, name="锅", product="锅", team_code="REST")
    assert await promised_by(hr, token) == Promised(48, is_working=False)
    assert await promised_by(hr, "none") is None
