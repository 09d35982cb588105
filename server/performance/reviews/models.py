"""Tables of what is written about a scorecard, and of the sessions in which scores are compared."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.performance.cycles.models import Rating
from server.store.base import Row
from server.store.fields import Choice, Day, Instant, LongText, Minor, Ref, Sealed, Text


class ReviewKind(StrEnum):
    """CALIBRATION: why a score was changed when scores were compared."""

    SELF = "SELF"
    MANAGER = "MANAGER"
    CALIBRATION = "CALIBRATION"


class ReviewState(StrEnum):
    """A DRAFT of one's own is read by nobody else."""

    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"


class Review(Row):
    """What somebody wrote about a scorecard; what it says is sealed with the key of the person it is about.

    There is one by oneself and one by the manager; calibration adds one for each change, with what it changed.
    """

    employee = Ref("Employee", description=label("员工", "Employee"))
    scorecard = Ref("Scorecard", description=label("绩效单", "Scorecard"))
    kind = Choice(ReviewKind, description=label("类别", "Kind"))
    state = Choice(ReviewState, default=ReviewState.DRAFT, description=label("状态", "State"))
    author = Ref("Employee", null=True, description=label("撰写人", "Written by"))
    text = Sealed(null=True, description=label("总体评价", "In all"))
    strengths = Sealed(null=True, description=label("做得好的", "What went well"))
    growth = Sealed(null=True, description=label("可以更好的", "What can be better"))
    score_before = Minor(null=True, description=label("调整前得分", "Score before"))
    score_after = Minor(null=True, description=label("调整后得分", "Score after"))
    rating_before = Choice(Rating, null=True, description=label("调整前等级", "Rating before"))
    rating_after = Choice(Rating, null=True, description=label("调整后等级", "Rating after"))
    submitted_at = Instant(null=True, description=label("提交时间", "Handed in at"))

    class Meta:
        table = "review"
        indexes = (("scorecard_id", "kind"), ("employee_id",))


class CalibrationSessionState(StrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class CalibrationItemState(StrEnum):
    """WAITING: not talked about yet. KEPT: talked about and left as it is."""

    WAITING = "WAITING"
    KEPT = "KEPT"
    CHANGED = "CHANGED"


class CalibrationSession(Row):
    """A meeting at which scores of some departments are compared before they are published; it ends with minutes."""

    cycle = Ref("ReviewCycle", description=label("考核周期", "Cycle"))
    name = Text(64, description=label("名称", "Name"))
    held_on = Day(description=label("日期", "Held on"))
    state = Choice(
        CalibrationSessionState, default=CalibrationSessionState.OPEN, description=label("状态", "State")
    )
    led_by = Ref("Employee", null=True, description=label("主持人", "Led by"))
    minutes = LongText(default="", description=label("会议纪要", "Minutes"))
    closed_at = Instant(null=True, description=label("结束时间", "Closed at"))

    class Meta:
        table = "calibration_session"
        indexes = (("cycle_id", "held_on"),)


class CalibrationMember(Row):
    """Who sits in a session, and so sees what lies on its table."""

    session = Ref("CalibrationSession", description=label("校准会", "Session"))
    employee = Ref("Employee", description=label("参会人", "Member"))

    class Meta:
        table = "calibration_member"
        unique_together = (("session_id", "employee_id"),)


class CalibrationItem(Row):
    """A card on the table of a session: how it came, what became of it, and a note of why."""

    session = Ref("CalibrationSession", description=label("校准会", "Session"))
    scorecard = Ref("Scorecard", description=label("绩效单", "Scorecard"))
    employee = Ref("Employee", description=label("员工", "Employee"))
    state = Choice(
        CalibrationItemState, default=CalibrationItemState.WAITING, description=label("状态", "State")
    )
    score_before = Minor(null=True, description=label("会前得分", "Score before"))
    rating_before = Choice(Rating, null=True, description=label("会前等级", "Rating before"))
    note = Text(300, default="", description=label("讨论结论", "What was said"))
    decided_at = Instant(null=True, description=label("讨论时间", "Talked about at"))

    class Meta:
        table = "calibration_item"
        unique_together = (("session_id", "scorecard_id"),)


__all__ = [
    "CalibrationItem",
    "CalibrationItemState",
    "CalibrationMember",
    "CalibrationSession",
    "CalibrationSessionState",
    "Review",
    "ReviewKind",
    "ReviewState",
]
