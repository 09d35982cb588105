"""Questions about recognition that are worked out: who may get an honor."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema.call import call
from schema.listing import ONE, listed, root
from schema.payouts import Award, Contest, ContestEntry, Honor, Kudos, Payout, PayoutRun
from schema.planned import Connection
from server.incentives.recognition import candidates
from server.incentives.recognition.candidates import Candidate
from server.kernel.labels import label


@strawberry.type(description=label("荣誉候选人", "Candidate for an honor"))
class HonorCandidate:
    employee_id: strawberry.ID = strawberry.field(description=label("员工编号", "Employee id"))
    code: str = strawberry.field(description=label("工号", "Employee number"))
    name: str = strawberry.field(description=label("姓名", "Name"))
    unit_name: str = strawberry.field(description=label("部门名称", "Name of the department"))
    rank: int = strawberry.field(description=label("名次，相同者并列", "Rank, shared by equals"))
    value: Decimal = strawberry.field(description=label("数值", "Value"))
    display: str = strawberry.field(description=label("显示", "Shown as"))
    receipt: str | None = strawberry.field(description=label("数字凭证", "Receipt of the figure"))
    is_awarded: bool = strawberry.field(description=label("已授予", "Has it"))


def shown(one: Candidate) -> HonorCandidate:
    return HonorCandidate(
        employee_id=strawberry.ID(one.employee_id), code=one.code, name=one.name, unit_name=one.unit, rank=one.rank,
        value=one.scored.value, display=one.scored.display, receipt=one.scored.receipt or None,
        is_awarded=one.is_awarded,
    )  # fmt: skip


@strawberry.type(description=label("荣誉查询", "Questions about honors"))
class PayoutQuery:
    payout_runs: Connection[PayoutRun] = listed("发放批次", "Payout runs", "PayoutRun", search=False)
    payout_run: PayoutRun | None = root("一个发放批次", "One payout run", ONE)
    payouts: Connection[Payout] = listed("发放明细", "Lines of payouts", "Payout", search=False)
    honors: Connection[Honor] = listed("荣誉", "Honors", "Honor", search=False)
    awards: Connection[Award] = listed("授予的荣誉", "Awards", "Award", search=False)
    kudos: Connection[Kudos] = listed("感谢墙", "Kudos on the wall", "Kudos", search=False)
    reported_kudos: Connection[Kudos] = listed(
        "被举报的感谢", "Kudos reported or taken down", "Kudos", search=False
    )
    contests: Connection[Contest] = listed("竞赛与活动", "Contests and activities", "Contest", search=False)
    contest: Contest | None = root("一项竞赛或活动", "One contest or activity", ONE)
    contest_entries: Connection[ContestEntry] = listed(
        "活动名单", "Lists of contests", "ContestEntry", search=False
    )

    @strawberry.field(
        description=label(
            "荣誉候选人，按指标或得分排序", "Candidates for an honor, by its figure or by score"
        )
    )
    async def honor_candidates(self, info: strawberry.Info, code: str, period: str) -> list[HonorCandidate]:
        here = call(info)
        found = await candidates.candidates_of(
            here.ctx, here.figures.registry, honor_code=code, period=period
        )
        return [shown(one) for one in found]
