"""The types of payouts and recognition: runs with checks and lines, honors, kudos, contests."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import strawberry
from strawberry.dataloader import DataLoader

from schema.call import Call, call
from schema.filters import define_for, rows
from schema.people import Department, Employee
from schema.planned import Connection, Node, PlannedField, column
from server.incentives.models import (
    AwardState,
    Basis,
    ContestKind,
    ContestState,
    EntryAnswer,
    HonorGrain,
    KudosState,
    KudosValue,
    RunCheck,
    RunKind,
    RunState,
)
from server.incentives.payouts import queries as payout_queries
from server.kernel.context import Context
from server.kernel.labels import label
from server.kernel.money import from_minor

T = TypeVar("T")
if not hasattr(Basis, "__strawberry_definition__"):
    strawberry.enum(Basis, description=label("激励依据", "What an amount is for"))
strawberry.enum(RunKind, description=label("发放类别", "Kind of payout run"))
strawberry.enum(RunState, description=label("批次状态", "State of a payout run"))
strawberry.enum(RunCheck, description=label("发放检查", "Check of a payout run"))
strawberry.enum(AwardState, description=label("荣誉状态", "State of an award"))
strawberry.enum(HonorGrain, description=label("评选周期", "How often an honor is given"))
strawberry.enum(KudosValue, description=label("感谢什么", "What somebody is thanked for"))
strawberry.enum(KudosState, description=label("点赞状态", "State of kudos"))
strawberry.enum(ContestKind, description=label("活动类别", "Kind of contest or activity"))
strawberry.enum(ContestState, description=label("活动状态", "State of a contest"))
strawberry.enum(EntryAnswer, description=label("邀请答复", "Answer to an invitation"))


@strawberry.type(description=label("计算的一步", "A step of how an amount came about"))
class PayoutStep:
    text: str = strawberry.field(description=label("说明", "In words"))
    value: Decimal | None = strawberry.field(description=label("金额（元）", "Amount"))
    receipt: str | None = strawberry.field(description=label("数字凭证", "Receipt of the figure"))


# --- What is opened for the rows of an answer at once ---

Opened = Callable[[Context, Sequence[str]], Awaitable[Mapping[str, T]]]


def opened(
    zh: str, en: str, answer: Any, open_all: Opened[Any], pick: Callable[[Any, Context], Any]
) -> Any:  # as `column`
    """Declare a field that is opened by the row's id, which the engine hands over where the field may be seen."""

    async def resolve(root: Any, info: strawberry.Info) -> Any:  # a row the engine made
        row_id = root.get(info.path.key)
        here = call(info)
        found = await loader(here, open_all).load(str(row_id)) if row_id is not None else None
        return None if found is None else pick(found, here.ctx)

    resolve.__annotations__["return"] = answer
    return PlannedField(description=label(zh, en))(resolve)


def loader(here: Call, open_all: Opened[T]) -> DataLoader[str, T | None]:
    """Return the request's gatherer, one for each way of opening."""

    async def load(ids: list[str]) -> list[T | BaseException | None]:
        found = await open_all(here.ctx, ids)
        return [found.get(each) for each in ids]

    name = f"payouts.{open_all.__name__}"
    if name not in here.extra:
        here.extra[name] = DataLoader(load_fn=load)
    found: DataLoader[str, T | None] = here.extra[name]  # type: ignore[assignment] # the one just made
    return found


def spelled(steps: Sequence[Mapping[str, Any]], ctx: Context) -> list[PayoutStep]:
    return [
        PayoutStep(
            text=each[ctx.language],
            value=None if each["value"] is None else Decimal(from_minor(each["value"])),
            receipt=each["receipt"] or None,
        )
        for each in steps
    ]


@strawberry.type(description=label("发放批次", "Payout run"))
class PayoutRun(Node):
    kind: RunKind | None = column("类别", "Kind")
    scheme_id: strawberry.ID | None = column("激励方案编号", "Scheme id")
    scheme_name: str | None = opened(
        "激励方案", "Scheme", str | None, payout_queries.schemes_of, lambda it, _: it
    )
    period: str | None = column("期间", "Period")
    state: RunState | None = column("状态", "State")
    currency: str | None = column("币种", "Currency")
    line_count: int | None = column("笔数", "Lines")
    total: Decimal | None = opened(
        "合计", "Total", Decimal | None, payout_queries.sums_of, lambda it, _: it.total
    )
    budget: Decimal | None = opened(
        "预算", "Budget", Decimal | None, payout_queries.sums_of, lambda it, _: it.budget
    )
    note: str | None = column("说明", "Note")
    proposed_by: Employee | None = column("提出人", "Proposed by")
    proposed_at: datetime | None = column("提出时间", "Proposed at")
    checked_at: datetime | None = column("检查时间", "Checked at")
    approval_id: strawberry.ID | None = column("审批编号", "Approval")
    approved_by: Employee | None = column("批准人", "Approved by")
    approved_at: datetime | None = column("批准时间", "Approved at")
    pay_on: date | None = column("发放日期", "To be paid on")
    released_by: Employee | None = column("放行人", "Released by")
    released_at: datetime | None = column("放行时间", "Released at")
    paid_by: Employee | None = column("发放人", "Paid by")
    paid_at: datetime | None = column("发放时间", "Paid at")
    revoked_by: Employee | None = column("撤销人", "Revoked by")
    revoked_at: datetime | None = column("撤销时间", "Revoked at")
    reason: str | None = column("原因", "Reason")
    failed_checks: int | None = column("未通过的检查", "Checks that failed")
    version: int | None = column("版本", "Version")
    checks: Connection[PayoutCheck] | None = rows("检查", "Checks", "PayoutCheck")
    payouts: Connection[Payout] | None = rows("明细", "Lines", "Payout")


@strawberry.type(description=label("发放检查结果", "What a check of a run found"))
class PayoutCheck(Node):
    check: RunCheck | None = column("检查", "Check")
    has_passed: bool | None = column("通过", "Passed")
    found_zh: str | None = column("结果", "Found")
    found_en: str | None = column("结果（英文）", "Found, in English")
    place: int | None = column("次序", "Place in the list")


@strawberry.type(description=label("发放明细", "Line of a payout"))
class Payout(Node):
    employee: Employee | None = column("员工", "Employee")
    run: PayoutRun | None = column("批次", "Run")
    department: Department | None = column("当时部门", "Department then")
    period: str | None = column("期间", "Period")
    kind: RunKind | None = column("类别", "Kind")
    state: RunState | None = column("状态", "State")
    amount: Decimal | None = column("金额（元）", "Amount")
    currency: str | None = column("币种", "Currency")
    basis: Basis | None = column("依据", "Basis")
    attainment: Decimal | None = column("达成率（%）", "Attainment in per cent")
    outcome: str | None = column("结果", "Outcome")
    steps: list[PayoutStep] | None = opened(
        "计算过程", "How it was worked out", list[PayoutStep] | None, payout_queries.steps_of, spelled
    )
    award: Award | None = column("荣誉", "Award")
    reverses: Payout | None = column("冲销的一笔", "The line it takes back")
    reversed_by_id: strawberry.ID | None = column("冲销它的一笔", "The line that takes it back")
    paid_on: date | None = column("发放日期", "Paid on")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("荣誉", "Honor that can be given"))
class Honor(Node):
    code: str | None = column("荣誉编码", "Code")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    icon: str | None = column("图标", "Icon")
    criteria: str | None = column("评选标准", "What it is given for")
    criteria_en: str | None = column("评选标准（英文）", "The same in English")
    grain: HonorGrain | None = column("评选周期", "How often")
    metric: str | None = column("评选指标", "Figure that names candidates")
    places: int | None = column("每期名额", "How many a period")
    cash: Decimal | None = column("奖金（元）", "Cash")
    leave_hours: Decimal | None = column("带薪假（小时）", "Paid hours off")
    is_priority: bool | None = column("优先晋升", "Priority for promotion")
    is_active: bool | None = column("启用", "In use")
    place: int | None = column("次序", "Place in the list")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("授予的荣誉", "Award"))
class Award(Node):
    employee: Employee | None = column("员工", "Employee")
    person_name: str | None = column("姓名", "Name of the person")
    unit_name: str | None = column("部门名称", "Name of the department")
    honor: Honor | None = column("荣誉", "Honor")
    department: Department | None = column("当时部门", "Department then")
    period: str | None = column("期间", "Period")
    awarded_on: date | None = column("授予日期", "Awarded on")
    reason: str | None = column("颁奖词", "Why")
    state: AwardState | None = column("状态", "State")
    given_by: Employee | None = column("授予人", "Given by")
    revoked_at: datetime | None = column("撤销时间", "Revoked at")
    revoke_reason: str | None = column("撤销原因", "Why it was revoked")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("感谢", "Kudos"))
class Kudos(Node):
    employee: Employee | None = column("收到的人", "To")
    person_name: str | None = column("收到的人的姓名", "Name of who got them")
    sender: Employee | None = column("发出的人", "From")
    sender_name: str | None = column("发出的人的姓名", "Name of who gave them")
    unit_name: str | None = column("部门名称", "Name of the department")
    department: Department | None = column("当时部门", "Department then")
    value: KudosValue | None = column("感谢什么", "Thanked for")
    text: str | None = column("感谢的话", "Words")
    given_on: date | None = column("日期", "Day")
    state: KudosState | None = column("状态", "State")
    reports: int | None = column("举报次数", "Reports")
    report_notes: Connection[KudosReport] | None = rows("举报", "What was reported", "KudosReport")
    created_at: datetime | None = column("创建时间", "Created at")
    version: int | None = column("版本", "Version")


@strawberry.type(description=label("感谢的举报", "Report of kudos"))
class KudosReport(Node):
    reason: str | None = column("举报原因", "Reason")
    created_at: datetime | None = column("举报时间", "Reported at")


@strawberry.type(description=label("竞赛或团队活动", "Contest or team activity"))
class Contest(Node):
    code: str | None = column("活动编码", "Code")
    kind: ContestKind | None = column("类别", "Kind")
    name: str | None = column("名称", "Name")
    name_en: str | None = column("英文名称", "Name in English")
    starts_on: date | None = column("开始日期", "Starts on")
    ends_on: date | None = column("结束日期", "Ends on")
    department: Department | None = column("部门", "Department")
    metric: str | None = column("比赛指标", "Figure that decides")
    where_to: str | None = column("地点", "Where")
    prize: str | None = column("奖品", "Prize")
    note: str | None = column("说明", "Note")
    state: ContestState | None = column("状态", "State")
    closed_at: datetime | None = column("结束时间", "Closed at")
    invited: int | None = column("受邀人数", "Invited")
    joining: int | None = column("答应参加的人数", "Who say they come")
    attended: int | None = column("到场人数", "Who came")
    version: int | None = column("版本", "Version")
    entries: Connection[ContestEntry] | None = rows("名单", "List", "ContestEntry")


@strawberry.type(description=label("活动名单的一行", "Somebody invited to a contest"))
class ContestEntry(Node):
    contest: Contest | None = column("活动", "Contest")
    employee: Employee | None = column("员工", "Employee")
    person_name: str | None = column("姓名", "Name of the person")
    unit_name: str | None = column("部门名称", "Name of the department")
    department: Department | None = column("当时部门", "Department then")
    held_on: date | None = column("活动日期", "Held on")
    answer: EntryAnswer | None = column("答复", "Answer")
    attended: bool | None = column("到场", "Attended")
    version: int | None = column("版本", "Version")


TYPES = (PayoutRun, PayoutCheck, Payout, Honor, Award, Kudos, KudosReport, Contest, ContestEntry)
define_for(*TYPES)
