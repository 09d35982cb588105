"""The lists of support, suggestions, the pulse, meetings and retrospectives, each answered by the read engine."""

from __future__ import annotations

import strawberry

from schema import engagement as e
from schema import listing
from schema.judged_queries import ONE, listed, root
from schema.planned import Connection
from server.kernel.labels import label


@strawberry.type(description=label("支持与会议查询", "Questions about support and meetings"))
class EngagementQuery:
    support_topics: Connection[e.SupportTopic] = listed("支持主题", "What can be asked for", "SupportTopic")
    support_requests: Connection[e.SupportRequest] = listing.listed(
        "支持请求", "Support requests", "SupportRequest"
    )
    support_request: e.SupportRequest | None = root("一条支持请求", "One request", ONE)
    suggestions: Connection[e.Suggestion] = listed("员工建议", "Suggestions", "Suggestion")
    pulse_questions: Connection[e.PulseQuestion] = listed(
        "每周一问", "Questions of the weeks", "PulseQuestion"
    )
    meeting_series: Connection[e.MeetingSeries] = listed("会议系列", "Series of meetings", "MeetingSeries")
    meetings: Connection[e.Meeting] = listed("会议", "Meetings", "Meeting")
    meeting: e.Meeting | None = root("一次会议", "One meeting", ONE)
    meeting_actions: Connection[e.MeetingAction] = listed("会议行动", "Actions", "MeetingAction")
    retro_series: Connection[e.RetroSeries] = listed("复盘安排", "How often teams look back", "RetroSeries")
    retrospectives: Connection[e.Retrospective] = listed("复盘", "Retrospectives", "Retrospective")
    retrospective: e.Retrospective | None = root("一次复盘", "One retrospective", ONE)
