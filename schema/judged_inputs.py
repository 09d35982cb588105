"""What the mutations of quality, the field, disputes and feedback take."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema import peers, quality  # noqa: F401 (they describe the enums below, before these are used)
from schema.attendance_mutations import SEEN, About
from schema.inputs import Once, needed, optional
from server.kernel.labels import label
from server.performance.models import FieldReportKind, PeerRoundKind, QualityAnswer


@strawberry.input(description=label("所指的记录", "The row that is meant"))
class OfRow(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


# --- Quality ---


@strawberry.input(description=label("质检问题", "A question of a sheet"))
class QualityQuestionInput:
    text: str = needed("问题", "Question")
    weight: Decimal = needed("权重（百分比），合计须为 100", "Weight in percent; all add up to 100")
    text_en: str | None = optional("英文问题", "Question in English")
    is_critical: bool | None = optional("关键项", "Critical")


@strawberry.input(description=label("质检表草稿", "A sheet's draft"))
class SaveQualitySheetInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    questions: list[QualityQuestionInput] = needed("问题", "Questions")
    name_en: str | None = optional("英文名称", "Name in English")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("启用质检表", "A sheet put into use"))
class UseQualitySheetInput(OfRow):
    pass


@strawberry.input(description=label("抽取质检", "A week's draw"))
class DrawQualityChecksInput(Once):
    week: date = needed("这一周里的任意一天，须已结束", "Any day of the week, which must be over")


@strawberry.input(description=label("逐题回答", "Answer to a question"))
class QualityMarkInput:
    question_id: strawberry.ID = needed("问题编号", "Question")
    answer: QualityAnswer = needed("回答", "Answer")
    note: str | None = optional("依据", "Evidence")


@strawberry.input(description=label("质检评分", "A contact rated"))
class RateQualityCheckInput(OfRow):
    answers: list[QualityMarkInput] = needed("逐题回答", "Answers to every question")
    note: str | None = optional("评语", "Remark")


@strawberry.input(description=label("申诉质检", "An objection to a check"))
class DisputeQualityCheckInput(OfRow):
    reason: str = needed("理由，4 至 500 字", "Why, in 4 to 500 characters")


@strawberry.input(description=label("裁定质检", "A decision on a check"))
class DecideQualityCheckInput(OfRow):
    decision: str = needed("说明，4 至 500 字", "Why, in 4 to 500 characters")
    score: Decimal | None = optional("最终得分，不填则维持", "Final score; as it stands by default")


# --- The field ---


@strawberry.input(description=label("外勤填报", "A report from the field"))
class SaveFieldReportInput(Once):
    kind: FieldReportKind = needed("类别", "Kind")
    happened_on: date = needed("发生日期", "Happened on")
    customer_ref: str = needed("客户代号，不写姓名", "Customer reference, never a name")
    id: strawberry.ID | None = optional("草稿编号", "Id of the draft")
    note: str | None = optional("说明", "Note")
    amount: Decimal | None = optional("成交金额", "Amount of a deal")
    is_key: bool | None = optional("大客户", "Key customer")
    is_repeat: bool | None = optional("复购", "Repeat purchase")
    is_personalised: bool | None = optional("个性化方案", "Personalised plan")
    is_success: bool | None = optional("服务成功", "The case was a success")
    followups_due: int | None = optional("应随访次数", "Follow-ups due")
    followups_done: int | None = optional("已随访次数", "Follow-ups done")
    send: bool | None = optional("提交确认，否则存草稿", "Send it; kept as a draft otherwise")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("撤回外勤填报", "A report taken back"))
class WithdrawFieldReportInput(OfRow):
    pass


@strawberry.input(description=label("确认外勤填报", "A report confirmed or returned"))
class DecideFieldReportInput(OfRow):
    confirm: bool = needed("确认，否则退回", "Confirm it; returned otherwise")
    decision: str | None = optional("退回原因", "Why it is returned")


# --- Customers' answers ---


@strawberry.input(description=label("申诉客户评价", "An objection to an answer"))
class DisputeAnswerInput(Once):
    answer_id: strawberry.ID = needed("客户评价编号", "The answer")
    reason: str = needed("理由，4 至 500 字", "Why, in 4 to 500 characters")


@strawberry.input(description=label("撤回评价申诉", "An objection taken back"))
class WithdrawAnswerDisputeInput(OfRow):
    pass


@strawberry.input(description=label("裁定评价申诉", "A decision on an objection"))
class DecideAnswerDisputeInput(OfRow):
    exclude: bool = needed("排除，否则照常计分", "Leave the answer out; it counts otherwise")
    decision: str = needed("说明，4 至 500 字", "Why, in 4 to 500 characters")


@strawberry.input(description=label("撤销排除", "An answer that counts again"))
class ReverseAnswerExclusionInput(OfRow):
    reason: str = needed("理由，4 至 500 字", "Why, in 4 to 500 characters")


# --- Feedback ---


@strawberry.input(description=label("互评问题", "A question rated 1 to 5"))
class PeerQuestionInput:
    zh: str = needed("中文", "In Chinese")
    en: str | None = optional("英文", "In English")


@strawberry.input(description=label("设定互评", "A round set up"))
class SavePeerRoundInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    starts_on: date = needed("开始日期", "Starts on")
    ends_on: date = needed("截止日期", "Ends on")
    questions: list[PeerQuestionInput] = needed("问题", "Questions")
    name_en: str | None = optional("英文名称", "Name in English")
    kind: PeerRoundKind | None = optional("类别", "Kind")
    least_answers: int | None = optional("每组最少答卷数", "Least answers of a group")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("选入互评", "Who takes part"))
class IncludeInPeerRoundInput(Once):
    round_id: strawberry.ID = needed("轮次编号", "Round")
    employee_codes: list[str] | None = optional("被评价人工号", "Numbers of those spoken of")
    department_code: str | None = optional(
        "部门编码：其全部员工，或被评价部门", "Department: all its people, or spoken of"
    )
    asking_department_code: str | None = optional("评价部门编码", "Department that is asked")


@strawberry.input(description=label("提名同事", "Colleagues who are asked"))
class NominatePeersInput(About):
    round_id: strawberry.ID = needed("轮次编号", "Round")
    rater_codes: list[str] = needed("同事工号", "Their numbers")


@strawberry.input(description=label("开始互评", "A round opened"))
class OpenPeerRoundInput(OfRow):
    pass


@strawberry.input(description=label("评分", "A rating"))
class PeerRatingInput:
    key: str = needed("问题序号，如 q1", "Question, as q1")
    rating: int = needed("1 至 5", "1 to 5")


@strawberry.input(description=label("匿名作答", "An answer without a name"))
class AnswerPeerInviteInput(Once):
    id: strawberry.ID = needed("邀请编号", "Invitation")
    ratings: list[PeerRatingInput] = needed("评分", "Ratings")
    remark: str | None = optional("文字", "Remark")


@strawberry.input(description=label("谢绝作答", "An answer declined"))
class DeclinePeerInviteInput(Once):
    id: strawberry.ID = needed("邀请编号", "Invitation")


@strawberry.input(description=label("结束互评", "A round closed"))
class ClosePeerRoundInput(OfRow):
    pass
