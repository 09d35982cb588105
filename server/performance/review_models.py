"""Tables of what is written about a scorecard: by the person themselves, by their manager, and at calibration."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.performance.cycle_models import Rating
from server.store.base import Row
from server.store.fields import Choice, Instant, Minor, Ref, Sealed


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


__all__ = ["Review", "ReviewKind", "ReviewState"]
