"""The mutations of payouts and recognition: each hands its input to one operation and answers with the changed row."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.call import call, changed
from schema.inputs import Once, given, needed, optional
from schema.payouts import Award, Contest, Honor, Kudos, PayoutRun
from server.incentives.models import ContestKind, HonorGrain, KudosValue, RunKind
from server.incentives.payouts.operations import reversing, runs
from server.incentives.recognition.operations import contests, honors, kudos
from server.kernel.labels import label

SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.input(description=label("一条记录", "One row"))
class RowInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("提出发放批次", "Payout run to be proposed"))
class ProposePayoutRunInput(Once):
    kind: RunKind = needed("类别", "Kind")
    period: str = needed("期间，如 2026-03、2026-Q1", "Period, as 2026-03 or 2026-Q1")
    scheme_id: strawberry.ID | None = optional("激励方案", "Scheme")
    note: str | None = optional("说明", "Note")


@strawberry.input(description=label("检查并提交审批", "Checks, and approval asked for"))
class CheckPayoutRunInput(RowInput):
    pass


@strawberry.input(description=label("安排发放", "Run to be paid on a day"))
class ReleasePayoutRunInput(RowInput):
    pay_on: date | None = optional("发放日期，默认今天", "Day of payment, today by default")


@strawberry.input(description=label("确认已发放", "Run that has been paid"))
class PayPayoutRunInput(RowInput):
    pass


@strawberry.input(description=label("撤销批次", "Run taken back"))
class RevokePayoutRunInput(RowInput):
    reason: str = needed("原因", "Reason")


@strawberry.input(description=label("冲销明细", "Lines taken back"))
class ReversePayoutsInput(Once):
    ids: list[strawberry.ID] = needed("已发放的明细", "Lines that were paid")
    reason: str = needed("原因", "Reason")


@strawberry.input(description=label("设定荣誉", "An honor"))
class SaveHonorInput(Once):
    code: str = needed("荣誉编码", "Code")
    name: str | None = optional("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    icon: str | None = optional("图标", "Icon")
    criteria: str | None = optional("评选标准", "What it is given for")
    criteria_en: str | None = optional("评选标准（英文）", "The same in English")
    grain: HonorGrain | None = optional("评选周期", "How often")
    metric: str | None = optional(
        "评选指标，不填按得分", "Figure that names candidates; the score without one"
    )
    places: int | None = optional("每期名额", "How many a period")
    cash: Decimal | None = optional("奖金（元）", "Cash")
    leave_hours: Decimal | None = optional("带薪假（小时）", "Paid hours off")
    is_priority: bool | None = optional("优先晋升", "Priority for promotion")
    is_active: bool | None = optional("启用", "In use")
    place: int | None = optional("次序", "Place in the list")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("授予荣誉", "Honor given to somebody"))
class GiveAwardInput(Once):
    honor_code: str = needed("荣誉编码", "Honor")
    period: str = needed("期间，如 2026-03", "Period, as 2026-03")
    employee_id: strawberry.ID | None = optional("员工编号", "Employee id")
    employee_code: str | None = optional("工号，可代替编号", "Employee number, instead of the id")
    reason: str | None = optional("颁奖词", "Why")
    receipt: str | None = optional("数字凭证", "Receipt of the figure")
    shares_place: bool | None = optional("并列，与他人共享名额", "Same rank; shares a place")


@strawberry.input(description=label("撤销荣誉", "Award taken back"))
class RevokeAwardInput(RowInput):
    reason: str = needed("原因", "Reason")


@strawberry.input(description=label("恢复荣誉", "An award that stands again"))
class RestoreAwardInput(RowInput):
    pass


@strawberry.input(description=label("感谢同事", "Thanks to a colleague"))
class GiveKudosInput(Once):
    employee_code: str = needed("同事工号", "Number of the colleague")
    value: KudosValue = needed("感谢什么", "Thanked for")
    text: str = needed("感谢的话", "Words")


@strawberry.input(description=label("举报感谢", "Report of kudos"))
class ReportKudosInput(Once):
    id: strawberry.ID = needed("编号", "Id")
    reason: str = needed("原因", "Reason")


@strawberry.input(description=label("处理被举报的感谢", "Decision on reported kudos"))
class SettleKudosInput(RowInput):
    is_hidden: bool = needed("从墙上撤下", "Take it down")


@strawberry.input(description=label("设定竞赛或活动", "A contest or activity"))
class SaveContestInput(Once):
    code: str = needed("活动编码", "Code")
    kind: ContestKind | None = optional("类别", "Kind")
    name: str | None = optional("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    starts_on: date | None = optional("开始日期", "Starts on")
    ends_on: date | None = optional("结束日期", "Ends on")
    department_code: str | None = optional("部门编码", "Department")
    metric: str | None = optional("比赛指标", "Figure that decides")
    where_to: str | None = optional("地点", "Where")
    prize: str | None = optional("奖品", "Prize")
    note: str | None = optional("说明", "Note")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("邀请参加", "Invitation"))
class InviteToContestInput(Once):
    id: strawberry.ID = needed("活动编号", "Contest")
    employee_codes: list[str] | None = optional("工号", "Employee numbers")
    department_code: str | None = optional("整个部门", "All of a department")


@strawberry.input(description=label("答复邀请", "Answer to an invitation"))
class AnswerInvitationInput(Once):
    id: strawberry.ID = needed("活动编号", "Contest")
    joins: bool = needed("参加", "Comes")


@strawberry.input(description=label("登记到场", "List of who came"))
class MarkAttendanceInput(RowInput):
    attended: list[strawberry.ID] = needed("到场者在名单上的编号", "Rows of the list who came")
    listed: list[strawberry.ID] | None = optional("所见名单的编号，空为全部", "Rows in view; all by default")


@strawberry.input(description=label("取消活动", "Contest called off"))
class CancelContestInput(RowInput):
    pass


@strawberry.input(description=label("恢复活动", "A contest that takes place after all"))
class ReopenContestInput(RowInput):
    pass


Work = Callable[..., Awaitable[str]]


@strawberry.type(description=label("激励发放与荣誉变更", "Changes of payouts and recognition"))
class PayoutMutation:
    @strawberry.mutation(description=label("提出发放批次", "Propose a payout run"))
    async def propose_payout_run(
        self, info: strawberry.Info, input: ProposePayoutRunInput
    ) -> PayoutRun | None:
        here = call(info)
        row_id = await runs.propose_payout_run(here.ctx, here.figures.registry, **given(input))
        found: PayoutRun | None = await changed(info, "PayoutRun", row_id)
        return found

    check_payout_run = act(
        "检查并提交审批",
        "Check a run and ask for approval",
        CheckPayoutRunInput,
        PayoutRun,
        runs.check_payout_run,
    )
    release_payout_run = act(
        "安排发放",
        "Say when an approved run is paid",
        ReleasePayoutRunInput,
        PayoutRun,
        runs.release_payout_run,
    )
    pay_payout_run = act(
        "确认已发放", "Mark a run as paid", PayPayoutRunInput, PayoutRun, runs.pay_payout_run
    )
    revoke_payout_run = act(
        "撤销批次", "Revoke a run", RevokePayoutRunInput, PayoutRun, runs.revoke_payout_run
    )
    reverse_payouts = act(
        "冲销已发放的明细",
        "Reverse lines that were paid",
        ReversePayoutsInput,
        PayoutRun,
        reversing.reverse_payouts,
    )
    save_honor = act("设定荣誉", "Add or change an honor", SaveHonorInput, Honor, honors.save_honor)
    give_award = act("授予荣誉", "Give an honor", GiveAwardInput, Award, honors.give_award)
    revoke_award = act("撤销荣誉", "Revoke an award", RevokeAwardInput, Award, honors.revoke_award)
    restore_award = act(
        "恢复被撤销的荣誉", "Let a revoked award stand again", RestoreAwardInput, Award, honors.restore_award
    )
    give_kudos = act("感谢同事", "Thank a colleague", GiveKudosInput, Kudos, kudos.give_kudos)
    report_kudos = act("举报感谢", "Report kudos", ReportKudosInput, Kudos, kudos.report_kudos)
    settle_kudos = act(
        "处理被举报的感谢", "Settle reported kudos", SettleKudosInput, Kudos, kudos.settle_kudos
    )
    save_contest = act(
        "设定活动", "Add or change a contest", SaveContestInput, Contest, contests.save_contest
    )
    invite_to_contest = act(
        "邀请参加", "Invite people", InviteToContestInput, Contest, contests.invite_to_contest
    )
    answer_invitation = act(
        "答复邀请", "Answer an invitation", AnswerInvitationInput, Contest, contests.answer_invitation
    )
    mark_attendance = act("登记到场", "Take the list", MarkAttendanceInput, Contest, contests.mark_attendance)
    cancel_contest = act(
        "取消活动", "Call a contest off", CancelContestInput, Contest, contests.cancel_contest
    )
    reopen_contest = act(
        "恢复已取消的活动",
        "Let a contest take place that was called off",
        ReopenContestInput,
        Contest,
        contests.reopen_contest,
    )
