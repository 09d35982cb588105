"""The mutations of support, suggestions, the pulse, meetings and retrospectives: each runs one operation."""

from __future__ import annotations

import strawberry

from schema import engagement as e
from schema import engagement_inputs as i
from schema.acts import act
from schema.call import call
from schema.inputs import given, given_with
from server.catalog import meeting as crossing
from server.engagement.operations import (
    meeting_actions,
    meetings,
    pulse,
    retro_series,
    retros,
    suggestions,
    support,
    support_topics,
)
from server.engagement.operations.meetings import Decided
from server.kernel.labels import label


async def send_without_name(info: strawberry.Info, input: i.SendAnonymousSuggestionInput) -> bool:
    return bool(await suggestions.send_anonymous_suggestion(call(info).ctx, **given(input)))


@strawberry.type(description=label("支持与会议变更", "Changes of support and meetings"))
class EngagementMutation:
    create_support_request = act(
        "提出支持请求",
        "Ask for support",
        i.CreateSupportRequestInput,
        e.SupportRequest,
        support.create_support_request,
    )
    assign_support_request = act(
        "认领或转交",
        "Take or hand on",
        i.AssignSupportRequestInput,
        e.SupportRequest,
        support.assign_support_request,
    )
    move_support_request = act(
        "转部门",
        "Hand to a department",
        i.MoveSupportRequestInput,
        e.SupportRequest,
        support.move_support_request,
    )
    reply_support_request = act(
        "答复", "Reply", i.ReplySupportRequestInput, e.SupportRequest, support.reply_support_request
    )
    solve_support_request = act(
        "解决", "Solve", i.SolveSupportRequestInput, e.SupportRequest, support.solve_support_request
    )
    confirm_support_request = act(
        "确认解决", "Confirm", i.ConfirmSupportRequestInput, e.SupportRequest, support.confirm_support_request
    )
    reopen_support_request = act(
        "重开", "Open again", i.ReopenSupportRequestInput, e.SupportRequest, support.reopen_support_request
    )
    take_back_support_step = act(
        "撤回上一步",
        "Take a step back",
        i.TakeBackSupportStepInput,
        e.SupportRequest,
        support.take_back_support_step,
    )
    save_support_topic = act(
        "设定支持主题",
        "Keep a topic",
        i.SaveSupportTopicInput,
        e.SupportTopic,
        support_topics.save_support_topic,
    )
    send_suggestion = act(
        "提建议", "Suggest", i.SendSuggestionInput, e.Suggestion, suggestions.send_suggestion
    )
    send_anonymous_suggestion = strawberry.mutation(
        send_without_name, description=label("匿名提建议", "Suggest without a name")
    )
    answer_suggestion = act(
        "答复建议",
        "Answer a suggestion",
        i.AnswerSuggestionInput,
        e.Suggestion,
        suggestions.answer_suggestion,
    )
    save_pulse_question = act(
        "设定每周一问",
        "Set a week's question",
        i.SavePulseQuestionInput,
        e.PulseQuestion,
        pulse.save_pulse_question,
    )
    answer_pulse = act(
        "匿名回答每周一问", "Answer the question", i.AnswerPulseInput, e.PulseQuestion, pulse.answer_pulse
    )
    save_meeting_series = act(
        "设定会议系列",
        "Keep a series",
        i.SaveMeetingSeriesInput,
        e.MeetingSeries,
        meetings.save_meeting_series,
    )
    collect_agenda = act(
        "收集议题", "Collect open matters", i.CollectAgendaInput, e.Meeting, crossing.collect_agenda
    )
    add_meeting_item = act(
        "加议题", "Add a point", i.AddMeetingItemInput, e.Meeting, meetings.add_meeting_item
    )
    remove_meeting_item = act(
        "删议题", "Take a point off", i.RemoveMeetingItemInput, e.Meeting, meetings.remove_meeting_item
    )
    invite_to_meeting = act("邀请", "Invite", i.InviteToMeetingInput, e.Meeting, meetings.invite_to_meeting)
    keep_minutes = act(
        "写纪要",
        "Keep minutes",
        i.KeepMinutesInput,
        e.Meeting,
        meetings.keep_minutes,
        handed=given_with({"decisions": Decided}),
    )
    add_meeting_action = act(
        "定行动",
        "Add an action",
        i.AddMeetingActionInput,
        e.MeetingAction,
        meeting_actions.add_meeting_action,
    )
    tick_meeting_action = act(
        "完成行动",
        "Tick an action",
        i.TickMeetingActionInput,
        e.MeetingAction,
        meeting_actions.tick_meeting_action,
    )
    save_retrospective = act(
        "写复盘",
        "Write a retrospective",
        i.SaveRetrospectiveInput,
        e.Retrospective,
        retros.save_retrospective,
    )
    save_retro_series = act(
        "设定复盘安排",
        "Keep how often a team looks back",
        i.SaveRetroSeriesInput,
        e.RetroSeries,
        retro_series.save_retro_series,
    )
    add_retro_case = act("加案例", "Add a case", i.AddRetroCaseInput, e.Retrospective, retros.add_retro_case)
    share_retro_case = act(
        "共享案例", "Share a case", i.ShareRetroCaseInput, e.Retrospective, crossing.share_retro_case
    )
