"""The types of feedback among colleagues and departments. A single answer is no type: nobody reads one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.filters import define_for
from schema.people import Department, Employee
from schema.planned import Node, column
from server.kernel.labels import label
from server.performance.models import PeerRelation, PeerRoundKind, PeerRoundState

strawberry.enum(PeerRoundKind, description=label("互评类别", "Kind of round"))
strawberry.enum(PeerRoundState, description=label("互评状态", "State of a round"))
strawberry.enum(PeerRelation, description=label("与被评价人的关系", "Relation to who is spoken of"))


@strawberry.type(description=label("互评轮次", "Round of feedback"))
class PeerRound(Node):
    code: str | None = column("编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    kind: PeerRoundKind | None = column("类别", "Kind")
    state: PeerRoundState | None = column("状态", "State")
    starts_on: date | None = column("开始日期", "Starts on")
    ends_on: date | None = column("截止日期", "Ends on")
    closed_on: date | None = column("结束日期", "Closed on")
    least_answers: int | None = column("每组最少答卷数", "Least answers of a group")
    most_peers: int | None = column("最多邀请同事数", "Colleagues at most")
    questions: list[str] | None = column("问题（中英文）", "Questions in both languages")
    asked: int | None = column("邀请数", "Invitations")
    answered: int | None = column("已作答数", "Answers so far")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("互评邀请", "Invitation to answer"))
class PeerInvite(Node):
    round: PeerRound | None = column("轮次", "Round")
    subject: Employee | None = column("被评价人", "About whom")
    subject_name: str | None = column("被评价人姓名", "Name of who is spoken of")
    department: Department | None = column("被评价部门", "About which department")
    asking: Department | None = column("评价部门", "Asking department")
    relation: PeerRelation | None = column("关系", "Relation")
    is_answered: bool | None = column("已作答", "Answered")
    is_declined: bool | None = column("已谢绝", "Declined")


@strawberry.type(description=label("互评名单", "Who is asked about somebody"))
class PeerNomination(Node):
    round: PeerRound | None = column("轮次", "Round")
    employee: Employee | None = column("被评价人", "About whom")
    rater: Employee | None = column("评价人", "Who is asked")
    rater_name: str | None = column("评价人姓名", "Name of who is asked")
    relation: PeerRelation | None = column("关系", "Relation")


@strawberry.type(description=label("互评结果", "Result of feedback"))
class PeerResult(Node):
    round: PeerRound | None = column("轮次", "Round")
    employee: Employee | None = column("被评价人", "About whom")
    closed_on: date | None = column("结束日期", "Closed on")
    relation: PeerRelation | None = column("关系，空为全部", "Relation; none for all")
    question: str | None = column("问题，空为全部", "Question; empty for all")
    mean: Decimal | None = column("平均分，1 至 5", "Mean, 1 to 5")
    ratings: int | None = column("评分数", "Ratings")
    answers: int | None = column("答卷数", "Answers")


@strawberry.type(description=label("互评文字", "Remark"))
class PeerComment(Node):
    round: PeerRound | None = column("轮次", "Round")
    employee: Employee | None = column("被评价人", "About whom")
    place: int | None = column("次序（随机）", "Place, drawn by lot")
    text: str | None = column("文字", "Remark")


@strawberry.type(description=label("部门互评结果", "What a department said of another"))
class PartnerRating(Node):
    round: PeerRound | None = column("轮次", "Round")
    asking: Department | None = column("评价部门", "Asking department")
    department: Department | None = column("被评价部门", "About which department")
    closed_on: date | None = column("结束日期", "Closed on")
    mean: Decimal | None = column("平均分，1 至 5", "Mean, 1 to 5")
    ratings: int | None = column("评分数", "Ratings")
    answers: int | None = column("答卷数", "Answers")


TYPES = (PeerRound, PeerInvite, PeerNomination, PeerResult, PeerComment, PartnerRating)
define_for(*TYPES)
