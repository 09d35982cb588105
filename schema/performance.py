"""The performance types: cycles of review, scorecards with their lines, disputes, and whom closed cards recommend."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, column
from schema.plans import PlanComponent, ScorePlan
from server.kernel.labels import label
from server.performance.models import (
    CandidateKind,
    CandidateState,
    CycleState,
    DisputeState,
    Rating,
    ScorecardState,
)
from server.performance.plans.models import PlanGrain

strawberry.enum(CycleState, description=label("周期状态", "State of a cycle"))
strawberry.enum(ScorecardState, description=label("绩效单状态", "State of a scorecard"))
strawberry.enum(Rating, description=label("绩效等级", "Rating"))
strawberry.enum(DisputeState, description=label("异议状态", "State of a dispute"))
strawberry.enum(CandidateKind, description=label("候选类别", "Kind of candidate"))
strawberry.enum(CandidateState, description=label("候选状态", "State of a candidate"))


@strawberry.type(description=label("考核周期", "Review cycle"))
class ReviewCycle(Node):
    code: str | None = column("周期编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    grain: PlanGrain | None = column("周期长度", "Length")
    starts_on: date | None = column("开始日期", "Starts on")
    ends_on: date | None = column("结束日期", "Ends on")
    self_due_on: date | None = column("自评截止", "Self-assessments due")
    manager_due_on: date | None = column("上级评分截止", "Managers' scores due")
    state: CycleState | None = column("状态", "State")
    published_at: datetime | None = column("发布时间", "Published at")
    closed_at: datetime | None = column("关闭时间", "Closed at")
    version: int | None = column("版本", "Version")
    scorecards: Connection[Scorecard] | None = rows("绩效单", "Scorecards", "Scorecard")


@strawberry.type(description=label("绩效单", "Scorecard"))
class Scorecard(Node):
    employee: Employee | None = column("员工", "Employee")
    cycle: ReviewCycle | None = column("考核周期", "Cycle")
    plan: ScorePlan | None = column("绩效方案", "Plan")
    department: Department | None = column("部门（周期末）", "Department at the end of the cycle")
    rater: Employee | None = column("评分人", "Rater")
    state: ScorecardState | None = column("状态", "State")
    revision: int | None = column("修订", "Revision")
    replaces: Scorecard | None = column("所更正的绩效单", "The card it corrects")
    is_latest: bool | None = column("当前修订", "Latest revision")
    score: Decimal | None = column("总分，公布后可见", "Score, once published")
    draft_score: Decimal | None = column("未公布的总分", "Score before it is published")
    so_far: Decimal | None = column("指标得分", "Score of the figures so far")
    self_score: Decimal | None = column("自评分", "Score by oneself")
    rating: Rating | None = column("等级，公布后可见", "Rating, once published")
    draft_rating: Rating | None = column("未公布的等级", "Rating before it is published")
    rank: int | None = column("名次，公布后可见", "Rank, once published")
    draft_rank: int | None = column("未公布的名次", "Rank before it is published")
    reason: str | None = column("无总分的原因，公布后可见", "Why there is no score, once published")
    draft_reason: str | None = column("尚无总分的原因", "Why there is no score yet")
    correction_reason: str | None = column("更正原因", "Why it was corrected")
    is_final: bool | None = column("已是最终", "Final")
    final_on: date | None = column("计至", "Counted up to")
    computed_at: datetime | None = column("计算时间", "Worked out at")
    published_at: datetime | None = column("发布时间", "Published at")
    acknowledged_at: datetime | None = column("确认时间", "Acknowledged at")
    closed_at: datetime | None = column("关闭时间", "Closed at")
    version: int | None = column("版本", "Version")
    lines: Connection[ScoreLine] | None = rows("考核项", "Lines", "ScoreLine")
    disputes: Connection[ScoreDispute] | None = rows("异议", "Disputes", "ScoreDispute")


@strawberry.type(description=label("考核项得分", "Line of a scorecard"))
class ScoreLine(Node):
    scorecard: Scorecard | None = column("绩效单", "Scorecard")
    employee: Employee | None = column("员工", "Employee")
    component: PlanComponent | None = column("考核项", "Component")
    place: int | None = column("次序", "Place")
    is_entered: bool | None = column("由人评分", "Entered by people")
    is_rated: bool | None = column("已有数值", "Has a value")
    weight: int | None = column("有效权重（万分之一）", "Weight in ten-thousandths")
    value: str | None = column("数值，评分公布后可见", "Value; of a rating once published")
    draft_value: str | None = column("未公布的数值", "Value before it is published")
    group_value: str | None = column(
        "同组数值，样本少时并入", "Value of the group that few answers are drawn to"
    )
    counted_value: str | None = column("计分数值", "Value that counts")
    self_value: str | None = column("自评值", "Value by oneself")
    points: Decimal | None = column("得分，评分公布后可见", "Points; of a rating once published")
    draft_points: Decimal | None = column("未公布的得分", "Points before they are published")
    n: int | None = column("样本数", "Sample")
    draft_n: int | None = column("未公布的样本数", "Sample before it is published")
    reason: str | None = column("无得分的原因", "Why there are no points")
    draft_reason: str | None = column("未公布的原因", "Why there are no points yet")
    note: str | None = column("说明，公布后可见", "Note, once published")
    draft_note: str | None = column("未公布的说明", "Note before it is published")
    receipt: str | None = column("数字凭证", "Receipt of the figure")
    source_hash: str | None = column("来源摘要", "Digest of the source")
    entered_by: Employee | None = column("评分人", "Entered by")
    entered_at: datetime | None = column("评分时间", "Entered at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("绩效异议", "Dispute of a scorecard"))
class ScoreDispute(Node):
    scorecard: Scorecard | None = column("绩效单", "Scorecard")
    employee: Employee | None = column("员工", "Employee")
    line: ScoreLine | None = column("考核项", "Line")
    reason: str | None = column("异议理由", "Reason")
    state: DisputeState | None = column("状态", "State")
    answer: str | None = column("答复", "Answer")
    decided_by: Employee | None = column("处理人", "Decided by")
    decided_at: datetime | None = column("处理时间", "Decided at")
    created_at: datetime | None = column("提出时间", "Raised at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("奖励与晋升候选", "Candidate for a reward or promotion"))
class RewardCandidate(Node):
    employee: Employee | None = column("员工", "Employee")
    cycle: ReviewCycle | None = column("考核周期", "Cycle")
    scorecard: Scorecard | None = column("绩效单", "Scorecard")
    kind: CandidateKind | None = column("类别", "Kind")
    state: CandidateState | None = column("状态", "State")
    created_at: datetime | None = column("产生时间", "Since")
    revoked_at: datetime | None = column("撤销时间", "Revoked at")


TYPES = (ReviewCycle, Scorecard, ScoreLine, ScoreDispute, RewardCandidate)
define_for(*TYPES)
