"""Incentives of the sample worlds: two years of schemes, one of them being drafted, and long commissions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from server.demo.bulk import Bulk, defaults_of
from server.demo.lives import SEED, Life
from server.demo.rows import Ledger, sample_id
from server.feedback.models import CustomerAccount
from server.incentives.basis import Basis
from server.incentives.commissions.vesting import Part, Terms, claw_back, last_day, plan
from server.incentives.models import (
    Commission,
    CommissionLine,
    CommissionState,
    Deal,
    IncentiveScheme,
    LineKind,
    LineState,
    SchemeGrain,
    SchemeRule,
    SchemeState,
    StopReason,
)
from server.incentives.rules.form import read_rules
from server.incentives.rules.names import names_in, resolved
from server.incentives.schemes.checking import line_of
from server.kernel.money import from_minor
from server.kernel.period import add_months
from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import load_builtin

YEARS = 24
"""So many months ago the first schemes began."""


@dataclass(frozen=True)
class Sample:
    """A scheme as it is written; `ago` are the months since it began, `until` those since it ended."""

    code: str
    name: str
    name_en: str
    rules: str
    budget: int
    grain: SchemeGrain
    basis: Basis
    family: str = ""
    department: str = ""
    ago: int = YEARS
    until: int | None = None
    revision: int = 1
    state: SchemeState = SchemeState.ACTIVE


M, Q = SchemeGrain.MONTH, SchemeGrain.QUARTER
SAMPLES = (
    Sample(
        "RETAIL-SERVICE", "门店服务奖", "Store service bonus",
        "pay steps of score from 75 pay 240.00, from 85 pay 480.00\ncap 800.00",
        4_000_000, Q, Basis.SERVICE_QUALITY, "frontline", "R-OPS", YEARS, 9,
    ),
    Sample(
        "RETAIL-SERVICE", "门店服务奖", "Store service bonus",
        "# 服务在前，回头客其次\nwhen csat >= 85% and valid_feedback_count >= 3: pay 300.00\n"
        "pay steps of repeat_customer_rate from 40% pay 100.00, from 50% pay 220.00\n"
        "when team csat >= 88%: team pool 1,500.00 by equal\ncap 1,200.00",
        6_000_000, Q, Basis.CSAT, "frontline", "R-OPS", 9, None, 2,
    ),
    Sample(
        "DESK-QUALITY", "客服质量奖", "Service desk quality bonus",
        "when score >= 80: pay 380.00", 4_000_000, Q, Basis.SERVICE_QUALITY, "frontline", "E", YEARS, 12,
    ),
    Sample(
        "DESK-QUALITY", "客服质量奖", "Service desk quality bonus",
        "when qa_score_avg >= 90: pay 400.00\npay 30.00 per valid_feedback_count over 2 up to 300.00\n"
        "when fcr_rate >= 80%: multiply by 1.1\ncap 1,000.00",
        9_000_000, Q, Basis.SERVICE_QUALITY, "frontline", "E", 12, None, 2,
    ),
    Sample(
        "CSAT-UP5", "满意度提升季度奖", "Seasonal satisfaction goal",
        "when csat up 5% relative from last period: pay 600.00",
        3_000_000, Q, Basis.CSAT, "frontline", "E-AFT", 12,
    ),
    Sample(
        "CSAT-PLUS5", "满意度提升五个百分点", "Five points of satisfaction",
        "when csat up 5 points from last period: pay 400.00",
        2_000_000, Q, Basis.CSAT, "frontline", "E-PRE", 12,
    ),
    Sample(
        "HOSPITAL-RETURN", "医院回访奖", "Hospital return bonus",
        "when score >= 75: pay 10% of base pay\n"
        "when score >= 75 and repeat_customer_rate >= 80%: multiply by 1.15\ncap 2,500.00",
        8_000_000, Q, Basis.RETENTION, "clinical", "H",
    ),
    Sample(
        "STAR-POOL", "月度之星奖金池", "Star pool of the month",
        "when csat >= 90% and valid_feedback_count >= 2: pool 20,000.00 by valid_feedback_count up to 600.00",
        2_000_000, M, Basis.CSAT, "frontline", "", 14,
    ),
    Sample(
        "SPRING-SALES", "春季转化冲刺", "Spring conversion drive",
        "pay steps of consult_conversion_rate from 25% pay 200.00, from 30% pay 450.00\n# 只看转化，提交时会提醒",
        2_000_000, M, Basis.SALES, "frontline", "E-PRE", 0, None, 1, SchemeState.DRAFT,
    ),
)  # fmt: skip
DEALS = (
    # code, name, company, months ago, commission, months, kept back %, in advance, customer is lost after months
    ("KA-CHAIN-01", "连锁便利客户三年服务合同", "E-PRE", 8, 12_000_000, 12, 0, False, 5),
    ("KA-BRAND-02", "美妆品牌全渠道客服外包", "E-PRE", 6, 8_400_000, 12, 1000, False, None),
    ("KA-LOGI-03", "物流企业呼叫中心托管", "E-AFT", 14, 6_000_000, 12, 0, False, None),
    ("KA-CITY-04", "城市生活平台驻场服务", "E-AFT", 4, 4_800_000, 6, 0, True, 2),
    ("KA-FRESH-05", "生鲜平台售后项目", "E-PRE", 2, 9_000_000, 24, 2000, False, None),
)


@dataclass
class Schemes:
    """Writes the schemes with their rules in words, and the commissions with what fell due."""

    ledger: Ledger
    lives: list[Life]
    bulk: Bulk
    dictionary: Dictionary = field(default_factory=load_builtin)
    chance: Random = field(default_factory=lambda: Random(SEED + 21))  # noqa: S311 (a sample, not a secret)

    def write(self) -> None:
        for sample in SAMPLES:
            self.scheme(sample)
        customers = self.customers()
        for line, customer in zip(DEALS, customers, strict=False):
            self.commission(*line, customer=customer)

    def add(self, model: Any, key: str, known: date, **values: Any) -> str:
        row_id = sample_id(model.__name__, key)
        moment = self.ledger.moment(known)
        self.bulk.add(model, {"id": row_id, "created_at": moment, "updated_at": moment, **values})
        return row_id

    def scheme(self, sample: Sample) -> None:
        this = self.ledger.today.replace(day=1)
        first = add_months(this, -sample.ago)
        last = None if sample.until is None else add_months(this, -sample.until) - timedelta(days=1)
        key = f"{sample.code}-{sample.revision}"
        scheme = self.add(
            IncentiveScheme, key, first, code=sample.code, revision=sample.revision, name=sample.name,
            name_en=sample.name_en, grain=sample.grain, basis=sample.basis, family=sample.family,
            department_id=sample_id("Department", sample.department) if sample.department else None,
            budget=sample.budget, rules=sample.rules, starts_on=first, ends_on=last,
            state=SchemeState.ENDED if last else sample.state,
            decided_at=None if sample.state is SchemeState.DRAFT else self.ledger.moment(first),
        )  # fmt: skip
        names = names_in(self.dictionary)
        rules, _ = resolved(read_rules(sample.rules)[0], self.dictionary)
        for place, rule in enumerate(rules, start=1):
            line = line_of(rule, names)
            self.add(
                SchemeRule, f"{key}-{place}", first, scheme_id=scheme, place=place, kind=line.kind, text=line.text,
                condition=line.condition.zh, condition_en=line.condition.en, reward=line.reward.zh,
                reward_en=line.reward.en, metrics=" ".join(line.metrics),
            )  # fmt: skip

    # --- Commissions ---

    def customers(self) -> list[str]:
        """Return customers that are still with the company, the oldest first."""
        names = list(defaults_of(CustomerAccount))
        rows = (dict(zip(names, row, strict=True)) for row in self.bulk.rows.get(CustomerAccount, ()))
        return [str(row["id"]) for row in rows if row["ended_on"] is None][: len(DEALS)]

    def commission(
        self,
        code: str,
        name: str,
        place: str,
        ago: int,
        amount: int,
        months: int,
        kept: int,
        is_advanced: bool,
        lost: int | None,
        *,
        customer: str,
    ) -> None:
        seller = self.seller(place)
        first = add_months(self.ledger.today.replace(day=1), -ago)
        if seller is None:
            return
        kept_by = None if lost else customer
        deal = self.add(Deal, code, first, code=code, name=name, signed_on=first, customer_id=kept_by)
        terms = Terms(amount, first, months, kept, is_advanced)
        stopped = add_months(first, lost) - timedelta(days=1) if lost else None
        row = sample_id("Commission", code)
        person = sample_id("Employee", seller.code)
        parts = self.lived(terms, stopped)
        self.add(
            Commission, code, first, deal_id=deal, employee_id=person, months=months, starts_on=first,
            amount=self.seal(person, f"incentive_commission.amount|{row}", amount), retained_share=kept,
            is_advanced=is_advanced, stopped_on=stopped,
            state=self.state(last_day(first, months) <= self.ledger.today, stopped),
            stop_reason=StopReason.CUSTOMER_LOST if stopped else None,
        )  # fmt: skip
        for number, part in enumerate(parts, start=1):
            line = sample_id("CommissionLine", f"{code}-{number}")
            self.add(
                CommissionLine, f"{code}-{number}", first, commission_id=row, employee_id=person, place=number,
                kind=part.kind, due_on=part.due_on, state=part.state,
                amount=self.seal(person, f"incentive_commission_line.amount|{line}", part.amount),
            )  # fmt: skip

    def lived(self, terms: Terms, stopped: date | None) -> list[Part]:
        """Return the parts as they stand today: what fell due, what lapsed, what was taken back."""
        last = stopped or self.ledger.today
        rest = LineState.LAPSED if stopped else LineState.PLANNED
        parts = [
            Part(part.kind, part.due_on, part.amount, LineState.DUE if part.due_on <= last else rest)
            for part in plan(terms)
        ]
        back = claw_back(terms, parts, stopped) if stopped else 0
        if back and stopped:
            parts.append(Part(LineKind.CLAW_BACK, stopped + timedelta(days=1), back, LineState.DUE))
        return parts

    def state(self, is_over: bool, stopped: date | None) -> CommissionState:
        if stopped:
            return CommissionState.STOPPED
        return CommissionState.VESTED if is_over else CommissionState.RUNNING

    def seller(self, place: str) -> Life | None:
        """Return somebody who has long been there and stays."""
        since = add_months(self.ledger.today, -YEARS)
        there = [
            life
            for life in self.lives
            if life.unit.code.startswith(place) and life.left_on is None and life.hired_on < since
        ]
        return self.chance.choice(there) if there else None

    def seal(self, person: str, place: str, cents: int) -> str:
        return self.ledger.vault.seal(self.ledger.keys[person], place, from_minor(cents))
