"""Tables of the engagement domain. A survey row bears stamped dimensions and a token; it leads to no person."""

from __future__ import annotations

from enum import StrEnum

from server.engagement.meeting_models import (
    Meeting,
    MeetingAction,
    MeetingInvite,
    MeetingItem,
    MeetingMatter,
    MeetingMember,
    MeetingSeries,
    MeetingState,
    RetroCase,
    RetroCaseKind,
    RetroRhythm,
    RetroSeries,
    Retrospective,
    RetroState,
)
from server.engagement.support_models import (
    PulseMark,
    PulseQuestion,
    PulseResult,
    PulseState,
    PulseTally,
    Suggestion,
    SuggestionState,
    SupportEvent,
    SupportEventKind,
    SupportRequest,
    SupportState,
    SupportTopic,
)
from server.kernel.labels import label
from server.store.base import Event
from server.store.fields import Choice, Day, Instant, Int, Ref, Text

DEPARTMENT = label("部门", "Department")
RESPONDENT = label("答卷人代号", "Respondent token")


class SurveyKind(StrEnum):
    ENPS = "ENPS"
    ENGAGEMENT = "ENGAGEMENT"
    LEADER_TRUST = "LEADER_TRUST"
    COLLABORATION = "COLLABORATION"
    TRAINING_SATISFACTION = "TRAINING_SATISFACTION"


class SurveyAnswer(Event):
    """One answer to one item, with what was stamped on the invitation when it went out."""

    respondent = Text(64, description=RESPONDENT)
    department = Ref("Department", null=True, description=DEPARTMENT)
    location = Ref("Location", null=True, description=label("工作地点", "Location"))
    job_family = Text(64, null=True, description=label("职类", "Job family"))
    tenure_band = Text(16, null=True, description=label("司龄段", "Tenure band"))
    answered_on = Day(description=label("作答日期", "Answered on"))
    kind = Choice(SurveyKind, description=label("问卷类别", "Kind of survey"))
    item = Text(64, default="", description=label("题目", "Item"))
    score = Int(description=label("分值", "Score"))

    class Meta:
        table = "survey_answer"
        indexes = (("answered_on",), ("kind", "answered_on"))


class SurveyInvite(Event):
    """An invitation to answer; who got it is not kept here."""

    respondent = Text(64, description=RESPONDENT)
    department = Ref("Department", null=True, description=DEPARTMENT)
    location = Ref("Location", null=True, description=label("工作地点", "Location"))
    job_family = Text(64, null=True, description=label("职类", "Job family"))
    tenure_band = Text(16, null=True, description=label("司龄段", "Tenure band"))
    sent_on = Day(description=label("发出日期", "Sent on"))
    answered_on = Day(null=True, description=label("作答日期", "Answered on"))

    class Meta:
        table = "survey_invite"
        indexes = (("sent_on",),)


class InternalIssue(Event):
    """Something one department asked of another."""

    department = Ref("Department", description=label("责任部门", "Department in charge"))
    raised_at = Instant(description=label("提出时间", "Raised at"))
    first_response_at = Instant(null=True, description=label("首次响应时间", "First response at"))
    resolved_at = Instant(null=True, description=label("解决时间", "Resolved at"))

    class Meta:
        table = "internal_issue"
        indexes = (("raised_at",), ("source_key",))


class MeetingDue(Event):
    """A department's meeting with others that a month calls for; `month` is its first day."""

    department = Ref("Department", description=DEPARTMENT)
    month = Day(description=label("月份", "Month"))
    held_on = Day(null=True, description=label("召开日期", "Held on"))

    class Meta:
        table = "meeting_due"
        indexes = (("month",),)


__all__ = [
    "InternalIssue",
    "Meeting",
    "MeetingAction",
    "MeetingDue",
    "MeetingInvite",
    "MeetingItem",
    "MeetingMatter",
    "MeetingMember",
    "MeetingSeries",
    "MeetingState",
    "PulseMark",
    "PulseQuestion",
    "PulseResult",
    "PulseState",
    "PulseTally",
    "RetroCase",
    "RetroCaseKind",
    "RetroRhythm",
    "RetroSeries",
    "RetroState",
    "Retrospective",
    "Suggestion",
    "SuggestionState",
    "SupportEvent",
    "SupportEventKind",
    "SupportRequest",
    "SupportState",
    "SupportTopic",
    "SurveyAnswer",
    "SurveyInvite",
    "SurveyKind",
]
