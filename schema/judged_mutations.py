"""The mutations of quality, the field, disputes and feedback: each runs one operation and shows the row it changed."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.acts import act
from schema.call import call
from schema.inputs import given, given_with
from schema.judged_inputs import (
    AnswerPeerInviteInput,
    ClosePeerRoundInput,
    DecideAnswerDisputeInput,
    DecideFieldReportInput,
    DecideQualityCheckInput,
    DeclinePeerInviteInput,
    DisputeAnswerInput,
    DisputeQualityCheckInput,
    DrawQualityChecksInput,
    IncludeInPeerRoundInput,
    NominatePeersInput,
    OpenPeerRoundInput,
    RateQualityCheckInput,
    ReverseAnswerExclusionInput,
    SaveFieldReportInput,
    SavePeerRoundInput,
    SaveQualitySheetInput,
    UseQualitySheetInput,
    WithdrawAnswerDisputeInput,
    WithdrawFieldReportInput,
)
from schema.peers import PeerInvite, PeerRound
from schema.quality import AnswerDispute, FieldReport, QualityCheck, QualitySheet
from server.catalog import field as crossing
from server.feedback import operations as answers
from server.kernel.labels import label
from server.performance.field import operations as field
from server.performance.peers.operations import answers as peer_answers
from server.performance.peers.operations import closing as peer_closing
from server.performance.peers.operations import peers
from server.performance.peers.operations.answers import Rated
from server.performance.peers.operations.peers import PeerQuestion
from server.performance.quality.operations import quality
from server.performance.quality.operations import ratings as quality_ratings
from server.performance.quality.operations.quality import Asked
from server.performance.quality.operations.ratings import Marked


async def draw(info: strawberry.Info, input: DrawQualityChecksInput) -> date:
    return date.fromisoformat(await crossing.draw_quality_checks(call(info).ctx, **given(input)))


@strawberry.type(description=label("质检、外勤与互评变更", "Changes of quality, the field and feedback"))
class JudgedMutation:
    save_quality_sheet = act(
        "保存质检表草稿",
        "Write a sheet's draft",
        SaveQualitySheetInput,
        QualitySheet,
        quality.save_quality_sheet,
        handed=given_with({"questions": Asked}),
    )
    use_quality_sheet = act(
        "启用质检表", "Put a sheet into use", UseQualitySheetInput, QualitySheet, quality.use_quality_sheet
    )
    draw_quality_checks = strawberry.mutation(
        draw,
        description=label("抽取一周的质检，返回该周周一", "Draw a week's contacts; its Monday is answered"),
    )
    rate_quality_check = act(
        "质检评分",
        "Rate a contact",
        RateQualityCheckInput,
        QualityCheck,
        quality_ratings.rate_quality_check,
        handed=given_with({"answers": Marked}),
    )
    dispute_quality_check = act(
        "申诉质检",
        "Object to a check of one's own",
        DisputeQualityCheckInput,
        QualityCheck,
        quality_ratings.dispute_quality_check,
    )
    decide_quality_check = act(
        "裁定质检",
        "Decide on a check",
        DecideQualityCheckInput,
        QualityCheck,
        quality_ratings.decide_quality_check,
    )
    save_field_report = act(
        "填写外勤",
        "Keep or send a report from the field",
        SaveFieldReportInput,
        FieldReport,
        field.save_field_report,
    )
    withdraw_field_report = act(
        "撤回外勤填报",
        "Take a report back",
        WithdrawFieldReportInput,
        FieldReport,
        field.withdraw_field_report,
    )
    decide_field_report = act(
        "确认或退回外勤填报",
        "Confirm or return a report",
        DecideFieldReportInput,
        FieldReport,
        crossing.decide_field_report,
    )
    dispute_answer = act(
        "申诉客户评价",
        "Object to a customer's answer",
        DisputeAnswerInput,
        AnswerDispute,
        answers.dispute_answer,
    )
    withdraw_answer_dispute = act(
        "撤回评价申诉",
        "Take an objection back",
        WithdrawAnswerDisputeInput,
        AnswerDispute,
        answers.withdraw_answer_dispute,
    )
    decide_answer_dispute = act(
        "裁定评价申诉",
        "Decide whether an answer counts",
        DecideAnswerDisputeInput,
        AnswerDispute,
        answers.decide_answer_dispute,
    )
    reverse_answer_exclusion = act(
        "撤销排除，重新计分",
        "Let an answer count again",
        ReverseAnswerExclusionInput,
        AnswerDispute,
        answers.reverse_answer_exclusion,
    )
    save_peer_round = act(
        "设定互评",
        "Set a round up",
        SavePeerRoundInput,
        PeerRound,
        peers.save_peer_round,
        handed=given_with({"questions": PeerQuestion}),
    )
    include_in_peer_round = act(
        "选入互评",
        "Take people or departments in",
        IncludeInPeerRoundInput,
        PeerRound,
        peers.include_in_peer_round,
    )
    nominate_peers = act("提名同事", "Name who is asked", NominatePeersInput, PeerRound, peers.nominate_peers)
    open_peer_round = act("开始互评", "Open a round", OpenPeerRoundInput, PeerRound, peers.open_peer_round)
    answer_peer_invite = act(
        "匿名作答",
        "Answer without one's name",
        AnswerPeerInviteInput,
        PeerInvite,
        peer_answers.answer_peer_invite,
        handed=given_with({"ratings": Rated}),
    )
    decline_peer_invite = act(
        "谢绝作答", "Decline to answer", DeclinePeerInviteInput, PeerInvite, peer_answers.decline_peer_invite
    )
    close_peer_round = act(
        "结束互评", "Close a round", ClosePeerRoundInput, PeerRound, peer_closing.close_peer_round
    )
