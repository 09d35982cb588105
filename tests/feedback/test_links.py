"""Links are made, changed and renewed by who may, and always name whom they ask about."""

from __future__ import annotations

import pytest

from server.feedback.models import FeedbackChannel, FeedbackLinkKind
from server.feedback.operations.links import (
    LinkNeedsItsSubject,
    remove_agent_nickname,
    renew_feedback_link,
    save_agent_nickname,
    save_feedback_link,
)
from server.kernel.errors import Conflict, Denied, InvalidInput, NotFound
from tests.feedback.ticketing import member, town
from tests.people.town import rows
from tests.plan.world import context, uid

KEPT = "select code,title,channel,languages,case when is_active then 1 else 0 end,version from feedback_link order by 1"


async def test_a_link_is_kept_by_its_code_and_keeps_its_address(store):
    hr = await town(store)
    made = await save_feedback_link(
        hr, code="W3", title="三病区", kind=FeedbackLinkKind.WARD, department_code="D2"
    )
    ((token,),) = await rows(store, "select token from feedback_link")

    again = await save_feedback_link(
        hr, code="W3", title="三病区东", kind=FeedbackLinkKind.WARD, department_code="D2", employee_code="E3",
        channel=FeedbackChannel.RATING, languages="zh", is_active=False, version=1,
    )  # fmt: skip
    with pytest.raises(Conflict):
        await save_feedback_link(
            hr, code="W3", title="x", kind=FeedbackLinkKind.WARD, department_code="D2", version=1
        )

    assert again == made
    assert await rows(store, KEPT) == [("W3", "三病区东", "RATING", "zh", "0", "2")]
    assert await rows(store, "select token from feedback_link") == [(token,)]
    await renew_feedback_link(hr, id=made)
    ((other,),) = await rows(store, "select token from feedback_link")
    assert len(other) == len(token) == 24
    assert other != token


async def test_what_is_not_so_changes_nothing(store):
    hr = await town(store)
    for kind, given in (
        (FeedbackLinkKind.STORE, {"department_code": "D2"}),
        (FeedbackLinkKind.AGENT, {}),
        (FeedbackLinkKind.WARD, {}),
    ):
        with pytest.raises(LinkNeedsItsSubject):
            await save_feedback_link(hr, code="x", title="x", kind=kind, **given)
    with pytest.raises(InvalidInput):
        await save_feedback_link(hr, code="x", title=" ", kind=FeedbackLinkKind.AGENT, employee_code="E3")
    for who in (member(store, "E3"), context(store, "department_manager"), context(store, "auditor")):
        with pytest.raises(Denied):
            await save_feedback_link(
                who, code="x", title="x", kind=FeedbackLinkKind.AGENT, employee_code="E3"
            )
        with pytest.raises(Denied):
            await save_agent_nickname(who, source="s", nickname="n", employee_code="E3")
    with pytest.raises(NotFound):
        await renew_feedback_link(hr, id=uid("X1"))
    with pytest.raises(NotFound):
        await remove_agent_nickname(hr, id=uid("X1"))

    assert await rows(store, KEPT) == []


async def test_a_nickname_is_remembered_by_source(store):
    hr = await town(store)
    made = await save_agent_nickname(hr, source="qianniu", nickname="小陈", employee_code="E3")
    assert await save_agent_nickname(hr, source="qianniu", nickname="小陈", employee_code="E4") == made
    await save_agent_nickname(hr, source="jd", nickname="小陈", employee_code="E3")

    known = "select source,employee_id from agent_nickname order by source"
    assert await rows(store, known) == [("jd", uid("E3")), ("qianniu", uid("E4"))]
    await remove_agent_nickname(hr, id=made)
    assert await rows(store, known) == [("jd", uid("E3"))]
