"""The mutations of schemes and commissions: each runs one operation and answers with the row it changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import strawberry

from schema.acts import act
from schema.attendance_mutations import About
from schema.call import call
from schema.inputs import Once, given, needed, optional
from schema.schemes import Commission, Deal, IncentiveScheme
from server.incentives.commissions import operations as commissions
from server.incentives.models import Basis, OverBudget, SchemeGrain, StopReason
from server.incentives.schemes.operations import schemes
from server.incentives.schemes.operations import steps as scheme_steps
from server.kernel.labels import label

SEEN = ("所见版本，已被他人修改时拒绝", "The version seen; refused if it has changed since")


@strawberry.input(description=label("激励方案草稿", "Draft of a scheme"))
class SaveIncentiveSchemeInput(Once):
    code: str = needed("方案编码", "Code")
    name: str = needed("名称", "Name")
    starts_on: date = needed("开始日期", "Starts on")
    rules: str = needed("规则，每行一条", "Rules, one a line")
    id: strawberry.ID | None = optional("方案编号，修改草稿时", "Id, to change a draft")
    name_en: str | None = optional("英文名称", "Name in English")
    grain: SchemeGrain | None = optional("周期", "Period")
    basis: Basis | None = optional("依据", "Basis")
    family: str | None = optional("职类", "Job family")
    department_id: strawberry.ID | None = optional("部门编号", "Department id")
    department_code: str | None = optional("部门编码", "Department code")
    currency: str | None = optional("币种", "Currency")
    budget: Decimal | None = optional("每期预算", "Budget of a period")
    over_budget: OverBudget | None = optional("超出预算时", "Above the budget")
    is_prorated: bool | None = optional("按在职天数折算", "By days employed")
    ends_on: date | None = optional("结束日期", "Ends on")
    note: str | None = optional("说明", "Note")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("一个激励方案", "One scheme"))
class SchemeInput(Once):
    id: strawberry.ID = needed("方案编号", "Id")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("修订激励方案", "Revision of a scheme"))
class ReviseIncentiveSchemeInput(Once):
    id: strawberry.ID = needed("方案编号", "Id")
    note: str | None = optional("修订说明", "What it is for")


@strawberry.input(description=label("结束激励方案", "End of a scheme"))
class EndIncentiveSchemeInput(SchemeInput):
    ends_on: date | None = optional("最后一天，默认今天", "Last day, today by default")


@strawberry.input(description=label("登记合同", "A deal"))
class SaveDealInput(Once):
    code: str = needed("合同编码", "Code")
    name: str = needed("名称", "Name")
    signed_on: date = needed("签约日期", "Signed on")
    customer_key: str | None = optional("客户编号", "Key of the customer")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("申请提成", "A commission to be approved"))
class ProposeCommissionInput(About):
    deal_code: str = needed("合同编码", "Deal")
    amount: Decimal = needed("提成总额", "Commission")
    starts_on: date = needed("起算日期", "Starts on")
    months: int = needed("归属月数", "Months of vesting")
    retained_percent: Decimal | None = optional("留存到期末的部分（%）", "Kept until the end, percent")
    is_advanced: bool | None = optional("预先发放", "Paid in advance")


@strawberry.input(description=label("中止提成", "End of a commission"))
class StopCommissionInput(Once):
    id: strawberry.ID = needed("提成编号", "Id")
    stopped_on: date = needed("最后一天", "Last day")
    reason: StopReason = needed("原因", "Reason")
    version: int | None = optional(*SEEN)


async def discard(info: strawberry.Info, input: SchemeInput) -> bool:
    await scheme_steps.discard_incentive_scheme(call(info).ctx, **given(input))
    return True


@strawberry.type(description=label("激励方案变更", "Changes of schemes"))
class SchemeMutation:
    save_incentive_scheme = act(
        "起草或修改激励方案",
        "Draft a scheme or change a draft",
        SaveIncentiveSchemeInput,
        IncentiveScheme,
        schemes.save_incentive_scheme,
        reads_figures=True,
    )
    revise_incentive_scheme = act(
        "修订激励方案",
        "Begin the next revision of a scheme",
        ReviseIncentiveSchemeInput,
        IncentiveScheme,
        scheme_steps.revise_incentive_scheme,
    )
    propose_incentive_scheme = act(
        "提交激励方案审批",
        "Ask for a scheme's approval",
        SchemeInput,
        IncentiveScheme,
        scheme_steps.propose_incentive_scheme,
        reads_figures=True,
    )
    end_incentive_scheme = act(
        "结束激励方案",
        "End a scheme",
        EndIncentiveSchemeInput,
        IncentiveScheme,
        scheme_steps.end_incentive_scheme,
    )
    discard_incentive_scheme = strawberry.mutation(
        discard, description=label("丢弃激励方案草稿", "Throw a draft of a scheme away")
    )
    save_deal = act(
        "登记或修改合同", "Record a deal or change it", SaveDealInput, Deal, commissions.save_deal
    )
    propose_commission = act(
        "申请提成",
        "Ask for a commission's approval",
        ProposeCommissionInput,
        Commission,
        commissions.propose_commission,
    )
    stop_commission = act(
        "中止提成", "End a commission", StopCommissionInput, Commission, commissions.stop_commission
    )
