"""What an approval brings is brought once, and a request taken back leaves a draft."""

from __future__ import annotations

from server import approvals
from server.approvals.models import ApprovalRequest
from server.metrics.agreed.registry import Registry
from server.performance.models import ScorePlan
from server.performance.plans.approving import PLAN
from server.performance.plans.operations import plans
from tests.people.town import one
from tests.performance.planning import FULL, give_role, publish


async def test_what_is_approved_twice_is_published_once(hr, town):
    await give_role(town, "E6", "hr_manager")
    plan = await plans.save_score_plan(hr, Registry(town), code="A", name="甲", components=FULL)
    await plans.propose_score_plan(hr, Registry(town), id=plan)

    await publish(town, plan)
    await publish(town, plan)

    assert await one(town, "select state from score_plan") == "PUBLISHED"
    assert (
        await one(town, "select count(*) from outbox_message where topic='performance.publish_score_plan'")
        == 1
    )


async def test_a_request_that_is_taken_back_leaves_a_draft(hr, town):
    await give_role(town, "E6", "hr_manager")
    plan = await plans.save_score_plan(hr, Registry(town), code="A", name="甲", components=FULL)
    await plans.propose_score_plan(hr, Registry(town), id=plan)
    withdrawn = PLAN.withdrawn
    assert withdrawn is not None

    async def take_back() -> None:
        row = await ScorePlan.get(id=plan)
        await approvals.withdraw(hr, str(row.approval_id))
        await withdrawn(hr, await ApprovalRequest.get(id=row.approval_id))

    await town.write(take_back)

    assert await one(town, "select state from score_plan") == "DRAFT"
