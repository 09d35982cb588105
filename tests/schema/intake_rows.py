"""Links for feedback and a nickname of the sample world, for the tests of the schema."""

from __future__ import annotations

from typing import Any

from server.feedback.models import AgentNickname, FeedbackLink
from tests.plan.world import row, uid

LINK, OFF, NICKNAME = uid("L7"), uid("L8"), uid("L9")


async def plant_intake() -> None:
    """Plant E3's link, one of a ward that is off, and what a shop calls E3."""
    about: dict[str, Any] = {"token": "t-e3", "employee_id": uid("E3")}
    await FeedbackLink.create(
        **row("L7"), code="A-E3", title="客服陈佳", kind="AGENT", channel="RATING", **about
    )
    await FeedbackLink.create(
        **row("L8"),
        code="W-1",
        title="一病区",
        kind="WARD",
        department_id=uid("D2"),
        token="t-w1",
        is_active=False,
    )
    await AgentNickname.create(**row("L9"), source="qianniu", nickname="小陈", employee_id=uid("E3"))
