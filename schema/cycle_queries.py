"""The questions about cycles of review: cycles, scorecards, disputes, candidates."""

from __future__ import annotations

from decimal import Decimal

import strawberry

from schema.call import call
from schema.listing import ONE, listed, root
from schema.performance import ReviewCycle, RewardCandidate, Scorecard, ScoreDispute
from schema.planned import Connection
from server.kernel.labels import label
from server.kernel.money import from_minor
from server.performance.cycles.models import Rating
from server.performance.standing import ranking as ranks


@strawberry.type(description=label("名次", "Place in a ranking"))
class Ranked:
    rank: int = strawberry.field(description=label("名次，同分同名次", "Rank; equals share it"))
    of: int = strawberry.field(description=label("参与排名人数", "People ranked"))
    scorecard_id: strawberry.ID = strawberry.field(description=label("绩效单编号", "Id of the scorecard"))
    employee_id: strawberry.ID = strawberry.field(description=label("员工编号", "Employee id"))
    employee_code: str = strawberry.field(description=label("工号", "Employee number"))
    employee_name: str = strawberry.field(description=label("姓名", "Name"))
    department_id: strawberry.ID | None = strawberry.field(description=label("部门编号", "Department id"))
    score: Decimal | None = strawberry.field(description=label("总分", "Score"))
    rating: Rating | None = strawberry.field(description=label("等级", "Rating"))


def placed(each: ranks.Ranked) -> Ranked:
    return Ranked(
        rank=each.rank, of=each.of, scorecard_id=strawberry.ID(each.scorecard_id),
        employee_id=strawberry.ID(each.employee_id), employee_code=each.code, employee_name=each.name,
        department_id=strawberry.ID(each.department_id) if each.department_id else None,
        score=None if each.score is None else Decimal(from_minor(each.score)), rating=each.rating,
    )  # fmt: skip


@strawberry.type(description=label("考核周期查询", "Questions about cycles of review"))
class CycleQuery:
    review_cycles: Connection[ReviewCycle] = listed("考核周期", "Review cycles", "ReviewCycle", search=False)
    review_cycle: ReviewCycle | None = root("一个考核周期", "One review cycle", ONE)
    scorecards: Connection[Scorecard] = listed("绩效单", "Scorecards", "Scorecard", search=False)
    scorecard: Scorecard | None = root("一张绩效单", "One scorecard", ONE)
    score_disputes: Connection[ScoreDispute] = listed(
        "绩效异议", "Disputes of scorecards", "ScoreDispute", search=False
    )
    reward_candidates: Connection[RewardCandidate] = listed(
        "奖励与晋升候选", "Candidates for rewards and promotion", "RewardCandidate", search=False
    )

    @strawberry.field(
        description=label("周期内的名次，限可见的人", "The ranking of a cycle, of the people one may see")
    )
    async def ranking(
        self, info: strawberry.Info, cycle_id: strawberry.ID, department_id: strawberry.ID | None = None
    ) -> list[Ranked]:
        department = None if department_id is None else str(department_id)
        return [placed(each) for each in await ranks.ranking(call(info).ctx, str(cycle_id), department)]
