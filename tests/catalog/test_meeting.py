"""What a meeting's agenda takes from other domains: topics, numbers and titles, nobody's words."""

from __future__ import annotations

from datetime import date, timedelta

from server.catalog.meeting import open_matters
from server.engagement.models import SupportRequest
from server.feedback.models import FeedbackCluster, FeedbackTopic
from tests.people.town import plant
from tests.plan.world import NOW, context, row, uid

DAY = date(2025, 6, 1)


async def test_clusters_and_late_requests_come_onto_the_agenda(store):
    await plant(store)
    hr = context(store, "hr_manager")

    async def late() -> None:
        await FeedbackTopic.create(**row("T1"), code="UNCLEAR", name="描述不清", department_id=uid("D2"))
        for code, state in (("C1", "FOUND"), ("C2", "DISMISSED")):
            await FeedbackCluster.create(
                **row(code), topic_id=uid("T1"), product="加湿器", first_on=DAY, until_on=date(2025, 7, 1), count=10,
                suggests="SCRIPT", suggestion="补齐话术", state=state,
            )  # fmt: skip
        for code, unit, hours in (("U1", "D2", -1), ("U2", "D2", 1), ("U3", "D4", -1)):
            at = NOW + timedelta(hours=hours)
            await SupportRequest.create(
                **row(code), requester_id=uid("E3"), department_id=uid(unit), title=f"请求{code}", state="ASSIGNED",
                raised_at=NOW, due_at=at, answer_due_at=at, solve_due_at=at,
            )  # fmt: skip

    await store.write(late)
    found = await store.write(lambda: open_matters(hr, [uid("D2")]))

    assert [(each.matter, each.key, each.title) for each in found] == [
        ("CLUSTER", uid("C1"), "描述不清 · 加湿器：10 条反馈，建议补齐话术"),
        ("SUPPORT", uid("U1"), "部门D2：支持请求超时 · 请求U1"),
    ]
