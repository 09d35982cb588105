"""Tables of quality checks: sheets of questions, contacts drawn at random, what raters found, what an agent disputes.

Weights count ten-thousandths, scores and agreement hundredths.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, Minor, Ref, Text

AGENT = label("客服人员", "Agent")


class QualitySheetState(StrEnum):
    """A sheet in use is never changed: a change is a new revision, and the one before retires."""

    DRAFT = "DRAFT"
    IN_USE = "IN_USE"
    RETIRED = "RETIRED"


class QualityCheckState(StrEnum):
    """DIFFERS: two raters lie too far apart; DISPUTED: the agent objects. Both wait for a third person."""

    WAITING = "WAITING"
    RATED = "RATED"
    DIFFERS = "DIFFERS"
    DISPUTED = "DISPUTED"
    DECIDED = "DECIDED"


class QualityAnswer(StrEnum):
    YES = "YES"
    PARTLY = "PARTLY"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class QualitySheet(Row):
    """A list of questions by which conversations are judged, in revisions."""

    code = Text(32, description=label("编码", "Code"))
    revision = Int(default=1, description=label("修订", "Revision"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    state = Choice(QualitySheetState, default=QualitySheetState.DRAFT, description=label("状态", "State"))
    used_from = Day(null=True, description=label("启用日期", "In use from"))

    class Meta:
        table = "quality_sheet"
        unique_together = (("code", "revision"),)


class QualityQuestion(Row):
    """One question of a sheet; a NO to a critical one makes the whole check worth nothing."""

    sheet = Ref("QualitySheet", description=label("质检表", "Sheet"))
    place = Int(description=label("次序", "Place"))
    text = Text(200, description=label("问题", "Question"))
    text_en = Text(200, default="", description=label("英文问题", "Question in English"))
    weight = Int(default=0, description=label("权重", "Weight"))
    is_critical = Flag(default=False, description=label("关键项", "Critical"))

    class Meta:
        table = "quality_question"
        unique_together = (("sheet_id", "place"),)


class QualityCheck(Row):
    """A contact drawn for a check; `week` is the Monday of the week it lies in."""

    agent = Ref("Employee", description=AGENT)
    sheet = Ref("QualitySheet", description=label("质检表", "Sheet"))
    contact_ref = Text(128, description=label("咨询代号", "Contact"))
    contact_on = Day(description=label("咨询日期", "Day of the contact"))
    channel = Text(32, default="", description=label("渠道", "Channel"))
    week = Day(description=label("所在周", "Week"))
    state = Choice(QualityCheckState, default=QualityCheckState.WAITING, description=label("状态", "State"))
    raters_due = Int(default=1, description=label("应评人数", "Raters due"))
    raters_done = Int(default=0, description=label("已评人数", "Raters done"))
    score = Minor(null=True, description=label("得分", "Score"))
    agreement = Minor(null=True, description=label("两人一致率", "Agreement of two raters"))
    gap = Minor(null=True, description=label("两人分差", "Gap between two raters"))
    closed_on = Day(null=True, description=label("出分日期", "Scored on"))
    dispute_reason = Text(500, default="", description=label("申诉理由", "Why it is disputed"))
    disputed_at = Instant(null=True, description=label("申诉时间", "Disputed at"))
    decision = Text(500, default="", description=label("裁定说明", "Decision"))
    decided_by = Ref("Employee", null=True, description=label("裁定人", "Decided by"))
    decided_at = Instant(null=True, description=label("裁定时间", "Decided at"))

    class Meta:
        table = "quality_check"
        unique_together = (("contact_ref",),)
        indexes = (("agent_id", "week"), ("state",))


class QualityRating(Row):
    """What one rater found; shown to others once every rater due has rated."""

    quality_check = Ref("QualityCheck", description=label("质检", "Check"))
    agent = Ref("Employee", description=AGENT)
    rater = Ref("Employee", null=True, description=label("评分人", "Rater"))
    score = Minor(description=label("得分", "Score"))
    has_failed_critical = Flag(default=False, description=label("关键项不合格", "A critical question failed"))
    is_shown = Flag(default=False, description=label("已公开", "Shown"))
    note = Text(500, default="", description=label("评语", "Remark"))

    class Meta:
        table = "quality_rating"
        unique_together = (("quality_check_id", "rater_id"),)


class QualityMark(Row):
    """One rater's answer to one question."""

    rating = Ref("QualityRating", description=label("评分", "Rating"))
    agent = Ref("Employee", description=AGENT)
    question = Ref("QualityQuestion", description=label("问题", "Question"))
    answer = Choice(QualityAnswer, description=label("回答", "Answer"))
    note = Text(200, default="", description=label("依据", "Evidence"))

    class Meta:
        table = "quality_mark"
        unique_together = (("rating_id", "question_id"),)
