"""Tables of the cycles of review: a person's scorecard of a cycle, its lines, disputes of it, and who it recommends.

Weights count ten-thousandths, scores and points hundredths. A line's value is the exact decimal, as text: a share of
a figure (0.857143) or a rating on its scale (4.5).
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.performance.plans.models import PlanGrain
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Minor, Ref, Text, TextId


class CycleState(StrEnum):
    """OPEN: scores are entered. SCORING: figures are worked out a last time. CALIBRATION: scores are compared."""

    OPEN = "OPEN"
    SCORING = "SCORING"
    CALIBRATION = "CALIBRATION"
    PUBLISHED = "PUBLISHED"
    CLOSED = "CLOSED"


class ScorecardState(StrEnum):
    """SELF, MANAGER, CALIBRATION: who has the card now. REVISED and UPHELD: how a dispute ended."""

    OPEN = "OPEN"
    SELF = "SELF"
    MANAGER = "MANAGER"
    CALIBRATION = "CALIBRATION"
    PUBLISHED = "PUBLISHED"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    DISPUTED = "DISPUTED"
    REVISED = "REVISED"
    UPHELD = "UPHELD"
    CLOSED = "CLOSED"


class Rating(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class DisputeState(StrEnum):
    OPEN = "OPEN"
    REVISED = "REVISED"
    UPHELD = "UPHELD"


class CandidateKind(StrEnum):
    INCENTIVE = "INCENTIVE"
    PROMOTION = "PROMOTION"


class CandidateState(StrEnum):
    """REVOKED: the card it rests on was corrected."""

    OPEN = "OPEN"
    REVOKED = "REVOKED"


class ReviewCycle(Row):
    """A period in which people are reviewed; both days belong to it, and those of one grain follow without a gap."""

    code = Text(16, unique=True, description=label("周期编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    grain = Choice(PlanGrain, description=label("周期长度", "Length"))
    starts_on = Day(description=label("开始日期", "Starts on"))
    ends_on = Day(db_index=True, description=label("结束日期", "Ends on"))
    self_due_on = Day(description=label("自评截止", "Self-assessments due"))
    manager_due_on = Day(description=label("上级评分截止", "Managers' scores due"))
    state = Choice(CycleState, default=CycleState.OPEN, description=label("状态", "State"))
    published_at = Instant(null=True, description=label("发布时间", "Published at"))
    closed_at = Instant(null=True, description=label("关闭时间", "Closed at"))
    is_settling = Flag(
        default=False, db_default=False, description=label("结果入账中", "Results are becoming facts")
    )

    class Meta:
        table = "review_cycle"
        unique_together = (("grain", "starts_on"),)


class Scorecard(Row):
    """One person's score of a cycle; a correction is a new revision and leaves the one before as it was.

    `department` is where the person counted at the end of the cycle, `so_far` the score of its figures alone, which
    tells nothing of what anybody rated. Of several revisions one `is_latest`.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    cycle = Ref("ReviewCycle", description=label("考核周期", "Cycle"))
    plan = Ref("ScorePlan", description=label("绩效方案", "Plan"))
    department = Ref("Department", null=True, description=label("部门", "Department"))
    rater = Ref("Employee", null=True, description=label("评分人", "Rater"))
    state = Choice(ScorecardState, default=ScorecardState.OPEN, description=label("状态", "State"))
    revision = Int(default=1, description=label("修订", "Revision"))
    replaces_id = TextId(null=True, description=label("所更正的绩效单", "The card it corrects"))
    is_latest = Flag(default=True, description=label("当前修订", "Latest revision"))
    score = Minor(null=True, description=label("总分", "Score"))
    so_far = Minor(null=True, description=label("指标得分", "Score of the figures so far"))
    self_score = Minor(null=True, description=label("自评分", "Score by oneself"))
    rating = Choice(Rating, null=True, description=label("等级", "Rating"))
    rank = Int(null=True, description=label("名次", "Rank"))
    reason = Text(40, default="", description=label("无总分的原因", "Why there is no score"))
    correction_reason = Text(300, default="", description=label("更正原因", "Why it was corrected"))
    is_final = Flag(default=False, description=label("已是最终", "Final"))
    final_on = Day(null=True, description=label("计至", "Counted up to"))
    run_id = TextId(null=True, description=label("计算批次", "Run that worked it out"))
    computed_at = Instant(null=True, description=label("计算时间", "Worked out at"))
    published_at = Instant(null=True, description=label("发布时间", "Published at"))
    acknowledged_at = Instant(null=True, description=label("确认时间", "Acknowledged at"))
    closed_at = Instant(null=True, description=label("关闭时间", "Closed at"))

    class Meta:
        table = "scorecard"
        unique_together = (("employee_id", "cycle_id", "revision"),)
        indexes = (("cycle_id", "is_latest", "state"), ("rater_id", "state"))


class ScoreLine(Row):
    """One component on a card: `points` of a hundred, and its `weight` as it stood over the days of the cycle.

    A figure that is corrected for few answers keeps the `group_value` it was drawn to, and the `counted_value` its
    points stand for.
    """

    scorecard = Ref("Scorecard", description=label("绩效单", "Scorecard"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    component = Ref("PlanComponent", description=label("考核项", "Component"))
    place = Int(default=0, description=label("次序", "Place"))
    is_entered = Flag(default=False, description=label("由人评分", "Entered by people"))
    weight = Int(default=0, description=label("有效权重", "Weight"))
    value = Text(40, null=True, description=label("数值", "Value"))
    group_value = Text(40, null=True, description=label("同组数值", "Value of the whole group"))
    counted_value = Text(40, null=True, description=label("计分数值", "Value that counts"))
    self_value = Text(40, null=True, description=label("自评值", "Value by oneself"))
    points = Minor(null=True, description=label("得分", "Points"))
    n = Int(null=True, description=label("样本数", "Sample"))
    reason = Text(40, default="", description=label("无得分的原因", "Why there are no points"))
    receipt = LongText(default="", description=label("数字凭证", "Receipt of the figure"))
    source_hash = Text(64, default="", description=label("来源摘要", "Digest of the source"))
    note = Text(300, default="", description=label("说明", "Note"))
    entered_by = Ref("Employee", null=True, description=label("评分人", "Entered by"))
    entered_at = Instant(null=True, description=label("评分时间", "Entered at"))

    class Meta:
        table = "score_line"
        unique_together = (("scorecard_id", "component_id"),)


class ScoreDispute(Row):
    """Somebody's objection to their published card, or to one line of it, and how it was answered."""

    scorecard = Ref("Scorecard", description=label("绩效单", "Scorecard"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    line = Ref("ScoreLine", null=True, description=label("考核项", "Line"))
    reason = Text(500, description=label("异议理由", "Reason"))
    state = Choice(DisputeState, default=DisputeState.OPEN, description=label("状态", "State"))
    answer = Text(500, default="", description=label("答复", "Answer"))
    decided_by = Ref("Employee", null=True, description=label("处理人", "Decided by"))
    decided_at = Instant(null=True, description=label("处理时间", "Decided at"))

    class Meta:
        table = "score_dispute"


class RewardCandidate(Row):
    """Whom a closed card recommends, for a reward or for the next step; it goes when the card is corrected."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    cycle = Ref("ReviewCycle", description=label("考核周期", "Cycle"))
    scorecard = Ref("Scorecard", description=label("绩效单", "Scorecard"))
    kind = Choice(CandidateKind, description=label("类别", "Kind"))
    state = Choice(CandidateState, default=CandidateState.OPEN, description=label("状态", "State"))
    revoked_at = Instant(null=True, description=label("撤销时间", "Revoked at"))

    class Meta:
        table = "reward_candidate"
        unique_together = (("scorecard_id", "kind"),)
        indexes = (("cycle_id", "kind", "state"),)


OUT = (
    ScorecardState.PUBLISHED,
    ScorecardState.ACKNOWLEDGED,
    ScorecardState.DISPUTED,
    ScorecardState.REVISED,
    ScorecardState.UPHELD,
    ScorecardState.CLOSED,
)
"""The states in which a card shows its score to the person it is about."""
EARLY = (ScorecardState.OPEN, ScorecardState.SELF, ScorecardState.MANAGER, ScorecardState.CALIBRATION)
"""The states in which figures still move and ratings are drafts."""

__all__ = [
    "EARLY",
    "OUT",
    "CandidateKind",
    "CandidateState",
    "CycleState",
    "DisputeState",
    "Rating",
    "ReviewCycle",
    "RewardCandidate",
    "ScoreDispute",
    "ScoreLine",
    "Scorecard",
    "ScorecardState",
]
