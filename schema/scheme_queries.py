"""The questions about schemes and commissions: how rules read, who would get what and why, what if."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import strawberry

from schema.call import call
from schema.inputs import given, needed, optional
from schema.listing import ONE, listed, root
from schema.payouts import PayoutStep
from schema.planned import Connection
from schema.schemes import (
    Commission,
    CommissionLine,
    Deal,
    IncentiveScheme,
    SchemeRule,
)
from server.incentives.models import Basis, OverBudget, RuleKind
from server.incentives.reckoning.rewards import Terms
from server.incentives.reckoning.worked import Changes, Outcome, Worked
from server.incentives.schemes import trying
from server.incentives.schemes.checking import Checked
from server.incentives.schemes.operations.ground import minor
from server.kernel.labels import label
from server.kernel.money import from_minor

strawberry.enum(Outcome, description=label("发放结果", "Outcome"))
SHOWN = 200
"""So many people are given at once."""


@strawberry.type(description=label("规则的读法", "How a rule reads"))
class RuleReading:
    line: int = needed("行号", "Line")
    kind: RuleKind = needed("类别", "Kind")
    text: str = needed("规则", "Rule")
    sentence: str = needed("说明", "Sentence")
    metrics: list[str] = needed("所用指标", "Figures used")
    names: list[str] = needed("指标名称", "What they are called")


@strawberry.type(description=label("规则问题", "What is wrong with rules"))
class RuleProblem:
    code: str = needed("代码", "Code")
    text: str = needed("说明", "Sentence")
    line: int = needed("行号，0 为整个方案", "Line; 0 is the whole scheme")
    is_warning: bool = needed("仅为提醒", "Only a warning")


@strawberry.type(description=label("方案检查", "Check of a scheme"))
class SchemeCheck:
    lines: list[RuleReading] = needed("各条规则", "Its rules")
    problems: list[RuleProblem] = needed("问题", "Problems")
    is_ready: bool = needed("可以提交", "Can be proposed")


@strawberry.type(description=label("试算：一个人", "One person of a dry run"))
class DryRunLine:
    employee_id: strawberry.ID = needed("员工编号", "Employee id")
    employee_code: str = needed("工号", "Employee number")
    amount: Decimal = needed("金额", "Amount")
    attainment: Decimal | None = needed("达成率（%）", "Attainment, percent")
    outcome: Outcome = needed("结果", "Outcome")
    steps: list[PayoutStep] = needed("计算过程", "How it came about")


@strawberry.type(description=label("试算", "Dry run"))
class DryRun:
    period: str = needed("期间", "Period")
    budget: Decimal = needed("预算", "Budget")
    total: Decimal = needed("合计", "Total")
    before: Decimal | None = needed("不作变化时的合计", "Total without the changes")
    people: int = needed("范围内人数", "People it is for")
    paid: int = needed("获得人数", "Who get something")
    lines: list[DryRunLine] = needed("逐人，金额高者在前", "Person by person, the largest first")


@strawberry.input(description=label("假设某指标变化", "A figure that changes"))
class FigureChangeInput:
    metric: str = needed("指标键，或 score", "Metric key, or score")
    percent: Decimal = needed("变化（%）", "Change, percent")


@strawberry.input(description=label("假设某条件变化", "A threshold that changes"))
class ThresholdChangeInput:
    line: int = needed("规则行号", "Line of the rule")
    percent: Decimal = needed("变化（%）", "Change, percent")


@strawberry.input(description=label("假设", "What if"))
class WhatIfInput:
    figures: list[FigureChangeInput] | None = optional("指标变化", "Figures that change")
    thresholds: list[ThresholdChangeInput] | None = optional("条件变化", "Thresholds that change")


@strawberry.input(description=label("待检查的规则", "Rules to be checked"))
class RulesInput:
    rules: str = needed("规则", "Rules")
    family: str | None = optional("职类", "Job family")
    department_code: str | None = optional("部门编码", "Department code")
    budget: Decimal | None = optional("每期预算", "Budget of a period")
    over_budget: OverBudget | None = optional("超出预算时", "Above the budget")
    basis: Basis | None = optional("依据", "Basis")
    is_prorated: bool | None = optional("按在职天数折算", "By days employed")


# --- How they are shown ---


def checked(found: Checked, language: str) -> SchemeCheck:
    return SchemeCheck(
        lines=[
            RuleReading(
                line=each.number, kind=each.kind, text=each.text, sentence=each.sentence.said(language),
                metrics=list(each.metrics), names=[name.said(language) for name in each.names],
            )
            for each in found.lines
        ],
        problems=[
            RuleProblem(
                code=each.code, text=each.zh if language == "zh" else each.en, line=each.line,
                is_warning=each.is_warning,
            )
            for each in found.problems
        ],
        is_ready=found.is_ready,
    )  # fmt: skip


def amount(cents: int) -> Decimal:
    return Decimal(from_minor(cents))


def shown(found: trying.Trial, language: str, first: int, after: int) -> DryRun:
    ranked = sorted(found.worked, key=lambda each: (-each.amount, found.codes.get(each.employee_id, "")))
    return DryRun(
        period=found.period.name,
        budget=amount(found.budget),
        total=amount(found.total),
        before=None if found.before is None else amount(found.before),
        people=len(found.worked),
        paid=sum(each.amount > 0 for each in found.worked),
        lines=[
            line(each, found.codes.get(each.employee_id, ""), language)
            for each in ranked[max(after, 0) :][: min(max(first, 0), SHOWN)]
        ],
    )


def line(worked: Worked, code: str, language: str) -> DryRunLine:
    return DryRunLine(
        employee_id=strawberry.ID(worked.employee_id),
        employee_code=code,
        amount=amount(worked.amount),
        attainment=None if worked.attainment is None else amount(worked.attainment),
        outcome=worked.outcome,
        steps=[
            PayoutStep(
                text=step.zh if language == "zh" else step.en,
                value=None if step.value is None else amount(step.value),
                receipt=step.receipt or None,
            )
            for step in worked.steps
        ],
    )


def what_if(changes: WhatIfInput | None) -> Changes | None:
    members = given(changes) if changes else {}
    return trying.changes_of(
        {each.metric: Fraction(each.percent) for each in members.get("figures", ())},
        {each.line: Fraction(each.percent) for each in members.get("thresholds", ())},
    )


def terms_of(members: dict[str, Any]) -> Terms:  # the members of an input, of mixed types
    return Terms(
        minor(members.get("budget")) or 0,
        OverBudget(members.get("over_budget") or OverBudget.CUT),
        Basis(members.get("basis") or Basis.OTHER),
        bool(members.get("is_prorated", True)),
    )


@strawberry.type(description=label("激励方案查询", "Questions about schemes"))
class SchemeQuery:
    incentive_schemes: Connection[IncentiveScheme] = listed(
        "激励方案", "Incentive schemes", "IncentiveScheme", search=False
    )
    incentive_scheme: IncentiveScheme | None = root("一个激励方案", "One scheme", ONE)
    scheme_rules: Connection[SchemeRule] = listed("激励规则", "Rules of schemes", "SchemeRule", search=False)
    deals: Connection[Deal] = listed("长周期合同", "Deals", "Deal", search=False)
    commissions: Connection[Commission] = listed("提成", "Commissions", "Commission", search=False)
    commission: Commission | None = root("一份提成", "One commission", ONE)
    commission_lines: Connection[CommissionLine] = listed(
        "提成明细", "Parts of commissions", "CommissionLine", search=False
    )

    @strawberry.field(
        description=label("规则怎么读、有什么问题，不保存", "How rules read and what is wrong with them")
    )
    async def check_scheme(self, info: strawberry.Info, input: RulesInput) -> SchemeCheck:
        here, members = call(info), given(input)
        found = await trying.check_rules(
            here.ctx, here.figures.registry, rules=input.rules, family=members.get("family", ""),
            budget=minor(members.get("budget")),
        )  # fmt: skip
        return checked(found, here.ctx.language)

    @strawberry.field(
        description=label(
            "试算方案：谁得多少、为什么，不发放", "Who would get what of a scheme, and why; nobody is paid"
        )
    )
    async def dry_run_scheme(
        self, info: strawberry.Info, scheme_id: strawberry.ID, period: str, changes: WhatIfInput | None = None,
        first: int = 50, after: int = 0,
    ) -> DryRun:  # fmt: skip
        here = call(info)
        found = await trying.dry_run(here.ctx, here.figures.registry, scheme_id, period, what_if(changes))
        return shown(found, here.ctx.language, first, after)

    @strawberry.field(
        description=label("试算未保存的规则", "Who would get what by rules that are not kept; nobody is paid")
    )
    async def try_scheme(
        self, info: strawberry.Info, input: RulesInput, period: str, changes: WhatIfInput | None = None,
        first: int = 50, after: int = 0,
    ) -> DryRun:  # fmt: skip
        here, members = call(info), given(input)
        found = await trying.try_rules(
            here.ctx, here.figures.registry, rules=input.rules, terms=terms_of(members),
            family=members.get("family", ""), department_code=members.get("department_code"),
            period_name=period, changes=what_if(changes),
        )  # fmt: skip
        return shown(found, here.ctx.language, first, after)
