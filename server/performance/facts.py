"""Facts of performance that figures read. Weights count ten-thousandths, scores hundredths."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Flag, Int, Minor, Ref, Text


class Component(StrEnum):
    SALES = "SALES"
    SERVICE_QUALITY = "SERVICE_QUALITY"
    CSAT = "CSAT"
    TRAINING = "TRAINING"
    COLLABORATION = "COLLABORATION"
    RETENTION = "RETENTION"
    OTHER = "OTHER"


class AppraisalItem(Event):
    """One component of one person's appraisal in a cycle; a missing score is not a score of nothing."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    cycle = Text(32, description=label("考核周期", "Cycle"))
    closed_on = Day(description=label("结束日期", "Closed on"))
    component = Choice(Component, description=label("考核项", "Component"))
    weight = Int(default=0, description=label("权重", "Weight"))
    score = Minor(null=True, description=label("得分", "Score"))

    class Meta:
        table = "appraisal_item"
        indexes = (("closed_on",), ("employee_id", "closed_on"), ("source_key",))


class Appraisal(Event):
    """One person's result of a cycle."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    closed_on = Day(description=label("结束日期", "Closed on"))
    rating = Text(32, default="", description=label("等级", "Rating"))
    has_met_goal = Flag(default=False, description=label("达标", "Goal met"))

    class Meta:
        table = "appraisal"
        indexes = (("closed_on",), ("employee_id", "closed_on"), ("source_key",))


class QaReview(Event):
    """A customer contact that was listened to or read again, and its score."""

    agent = Ref("Employee", null=True, description=label("客服人员", "Agent"))
    reviewed_on = Day(description=label("质检日期", "Reviewed on"))
    score = Minor(default=0, description=label("得分", "Score"))

    class Meta:
        table = "qa_review"
        indexes = (("reviewed_on",), ("agent_id", "reviewed_on"), ("source_key",))


class OneOnOne(Event):
    """A monthly talk that is due between somebody and their manager; `month` is its first day."""

    employee = Ref("Employee", description=label("员工", "Employee"))
    month = Day(description=label("月份", "Month"))
    held_on = Day(null=True, description=label("沟通日期", "Held on"))

    class Meta:
        table = "one_on_one"
        indexes = (("month",), ("employee_id", "month"))
