"""The lists of quality checks, reports from the field, disputes and feedback, each answered by the read engine."""

from __future__ import annotations

from typing import Any

import strawberry

from schema import peers, quality
from schema.call import planned
from schema.filters import MOMENTS, Argument, list_arguments, with_arguments
from schema.planned import Connection
from server.kernel.labels import label

ONE: tuple[Argument, ...] = (("id", strawberry.ID, "编号", "Id"), *MOMENTS)


def root(
    zh: str, en: str, arguments: tuple[Argument, ...]
) -> Any:  # stands where dataclasses expect the field's own type
    async def resolve(info: strawberry.Info, **_: Any) -> Any:  # a row the engine made
        return await planned(info)

    return strawberry.field(description=label(zh, en))(with_arguments(resolve, arguments))


def listed(zh: str, en: str, target: str) -> Any:  # as above
    return root(zh, en, list_arguments(target, moments=True))


@strawberry.type(description=label("质检、外勤与互评查询", "Questions about quality, the field and feedback"))
class JudgedQuery:
    quality_sheets: Connection[quality.QualitySheet] = listed("质检表", "Quality sheets", "QualitySheet")
    quality_sheet: quality.QualitySheet | None = root("一张质检表", "One sheet", ONE)
    quality_checks: Connection[quality.QualityCheck] = listed("质检", "Quality checks", "QualityCheck")
    quality_check: quality.QualityCheck | None = root("一次质检", "One check", ONE)
    field_reports: Connection[quality.FieldReport] = listed(
        "外勤填报", "Reports from the field", "FieldReport"
    )
    field_report: quality.FieldReport | None = root("一条外勤填报", "One report", ONE)
    customer_answers: Connection[quality.CustomerAnswer] = listed(
        "客户评价", "Customers' answers", "CustomerAnswer"
    )
    answer_disputes: Connection[quality.AnswerDispute] = listed(
        "评价申诉", "Disputes of answers", "AnswerDispute"
    )
    peer_rounds: Connection[peers.PeerRound] = listed("互评轮次", "Rounds of feedback", "PeerRound")
    peer_round: peers.PeerRound | None = root("一轮互评", "One round", ONE)
    peer_invites: Connection[peers.PeerInvite] = listed(
        "我的互评邀请", "The caller's invitations", "PeerInvite"
    )
    peer_invite: peers.PeerInvite | None = root("一份互评邀请", "One invitation", ONE)
    peer_nominations: Connection[peers.PeerNomination] = listed(
        "互评名单", "Who is asked about whom", "PeerNomination"
    )
    peer_results: Connection[peers.PeerResult] = listed("互评结果", "Results of feedback", "PeerResult")
    peer_comments: Connection[peers.PeerComment] = listed("互评文字", "Remarks", "PeerComment")
    partner_ratings: Connection[peers.PartnerRating] = listed(
        "部门互评结果", "What departments say of each other", "PartnerRating"
    )
