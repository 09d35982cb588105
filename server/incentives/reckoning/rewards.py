"""From figures to cents: how rules pay each of many people. Pure; exact fractions until a line is rounded to the cent.

Lines are worked through from top to bottom. Each is rounded half up to the cent for each person, so that the steps add
up to the amount; then the cap, and last the budget. See `sharing` for how pools and cuts leave no cent over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from server.incentives.basis import Basis
from server.incentives.reckoning.judging import Figures, Judged, Person, Reader, judge
from server.incentives.reckoning.sharing import cut_to, share_out, to_cent
from server.incentives.reckoning.worked import Changes, Outcome, Step, Worked
from server.incentives.rules.tree import (
    BASE_PAY,
    EQUAL,
    BaseShare,
    Cap,
    Fixed,
    Multiply,
    PerUnit,
    Pool,
    RaiseScore,
    Rule,
    Steps,
    Subject,
    Tier,
    Tiers,
)
from server.incentives.rules.words import Names, money, named, number, reward_words
from server.incentives.scheme_models import OverBudget
from server.metrics.definitions import Label

ZERO = Fraction(0)
ALL = ""
"""The one team of a pool that is not split by teams."""


@dataclass(frozen=True)
class Terms:
    """What of a scheme the amounts depend on, beside its rules."""

    budget: int
    over_budget: OverBudget = OverBudget.CUT
    basis: Basis = Basis.OTHER
    is_prorated: bool = True


@dataclass
class _Account:
    """One person's amount while it is made."""

    person: Person
    amount: int = 0
    raised: Fraction = Fraction(1)
    steps: list[Step] = field(default_factory=list)
    shares: list[Fraction] = field(default_factory=list)
    cap: int | None = None
    outcome: Outcome | None = None
    lacks_figure: bool = False

    def add(self, label: Label, cents: int | None, receipt: str = "") -> None:
        self.amount += cents or 0
        self.steps.append(Step(label.zh, label.en, cents, receipt))


def reckon(
    rules: Sequence[Rule],
    people: Iterable[Person],
    figures: Figures,
    terms: Terms,
    names: Names,
    changes: Changes | None = None,
) -> list[Worked]:
    """Return what everybody gets, in the order of employee codes; the amounts add up to the budget at most."""
    accounts = [_Account(person) for person in sorted(people, key=lambda each: each.code)]
    work = _Work(accounts, figures, terms, names, changes or Changes())
    for rule in rules:
        work.line(rule)
    work.caps()
    work.budget()
    return [_worked(account, terms.basis) for account in accounts]


def _worked(account: _Account, basis: Basis) -> Worked:
    shares = account.shares
    attainment = to_cent(sum(shares, ZERO) / len(shares) * 10000) if shares else None
    if account.outcome:
        outcome = account.outcome
    elif account.amount:
        outcome = Outcome.PAID
    else:
        outcome = Outcome.NO_FIGURE if account.lacks_figure else Outcome.NOT_MET
    return Worked(account.person.id, account.amount, attainment, basis, tuple(account.steps), outcome)


@dataclass
class _Work:
    accounts: list[_Account]
    figures: Figures
    terms: Terms
    names: Names
    changes: Changes

    def line(self, rule: Rule) -> None:
        """Work one line for everybody: who meets its conditions, and what each of them then gets."""
        met: list[tuple[_Account, Judged, Reader]] = []
        for account in self.accounts:
            reader = Reader(account.person, self.figures, self.changes, account.raised)
            judged = judge(rule, reader, self.names)
            account.shares += judged.shares
            account.lacks_figure |= judged.lacks_figure
            if judged.is_met:
                met.append((account, judged, reader))
            else:
                account.add(judged.label, None, judged.receipt)
        if isinstance(rule.reward, Pool):
            self.pool(rule, rule.reward, met)
        else:
            for account, judged, reader in met:
                self.pay(rule, account, judged, reader)

    def pay(self, rule: Rule, account: _Account, judged: Judged, reader: Reader) -> None:
        """Add what a line pays one person whose conditions are met."""
        then = reward_words(rule, self.names)
        match rule.reward:
            case Fixed(amount):
                self.give(
                    rule,
                    account,
                    self.prorated(account, Fraction(amount)),
                    _said(judged, then),
                    judged.receipt,
                )
            case BaseShare(share):
                self.base_share(rule, account, share.value, _said(judged, then), judged.receipt)
            case PerUnit() | Tiers() | Steps():
                self.by_figure(rule, account, judged, reader)
            case Multiply(factor):
                more = to_cent(account.amount * factor) - account.amount
                account.add(_said(judged, then), more, judged.receipt)
            case RaiseScore(share):
                account.raised *= 1 + share.value
                account.add(_said(judged, then), None, judged.receipt)
            case Cap(amount):
                account.cap = amount if account.cap is None else min(account.cap, amount)

    def give(self, rule: Rule, account: _Account, exact: Fraction, label: Label, receipt: str) -> None:
        cents = to_cent(exact)
        account.add(label, cents if rule.most is None else min(cents, rule.most), receipt)

    def prorated(self, account: _Account, amount: Fraction) -> Fraction:
        return amount * account.person.presence if self.terms.is_prorated else amount

    def base_share(self, rule: Rule, account: _Account, share: Fraction, label: Label, receipt: str) -> None:
        base = account.person.base_pay
        if base is None:
            account.lacks_figure = True
            account.add(Label("没有基本工资记录，不发。", "No base pay is recorded; nothing is paid."), None)
            return
        self.give(rule, account, self.prorated(account, base * share), label, receipt)

    def by_figure(self, rule: Rule, account: _Account, judged: Judged, reader: Reader) -> None:
        """Pay by the height of a figure: each unit, each part at its own rate, or the highest step."""
        reward = rule.reward
        assert isinstance(reward, PerUnit | Tiers | Steps)  # noqa: S101 (the caller's case)
        value, receipt = reader.value(reward.subject)
        if value is None:
            what = named(reward.subject, self.names)
            account.lacks_figure = True
            account.add(
                Label(f"{what.zh}没有数据，不发。", f"There is no {what.en}; nothing is paid."), None, receipt
            )
            return
        exact = paid_by(reward, value)
        if isinstance(reward, Steps):
            exact = self.prorated(account, exact)
        seen = reader.spelled(reward.subject, value, *marks_of(reward))
        then = reward_words(rule, self.names)
        said = _said(judged, Label(f"{then.zh}（实际 {seen}）", f"{then.en} (it was {seen})"))
        self.give(rule, account, exact, said, receipt or judged.receipt)

    # --- Pools ---

    def pool(self, rule: Rule, pool: Pool, met: Sequence[tuple[_Account, Judged, Reader]]) -> None:
        """Split a pool, or each team's own, among those who meet its conditions."""
        teams: dict[str, dict[str, tuple[_Account, Judged, Fraction]]] = {}
        for account, judged, reader in met:
            weight = self.weight(pool, account, reader)
            team = account.person.team if pool.is_team else ALL
            teams.setdefault(team, {})[account.person.code] = (account, judged, weight)
        for members in teams.values():
            parts = share_out(pool.amount, {code: weight for code, (_, _, weight) in members.items()})
            whole = sum((max(weight, ZERO) for _, _, weight in members.values()), ZERO)
            for code, (account, judged, weight) in members.items():
                said = self.part_words(rule, len(members), weight, whole)
                part = parts[code] if rule.most is None else min(parts[code], rule.most)
                account.add(_said(judged, said), part, judged.receipt)

    def weight(self, pool: Pool, account: _Account, reader: Reader) -> Fraction:
        if pool.by == EQUAL:
            return self.prorated(account, Fraction(1))
        if pool.by == BASE_PAY:
            return self.prorated(account, Fraction(account.person.base_pay or 0))
        value, _ = reader.value(Subject(pool.by))
        account.lacks_figure |= value is None
        return value or ZERO

    def part_words(self, rule: Rule, members: int, weight: Fraction, whole: Fraction) -> Label:
        share = number(round(weight / whole * 100, 2)) if whole else "0"
        then = reward_words(rule, self.names)
        return Label(
            f"{then.zh}，共 {members} 人，本人占 {share}%",
            f"{then.en}, among {members} people, {share}% of it here",
        )

    # --- Cap and budget ---

    def caps(self) -> None:
        for account in self.accounts:
            if account.cap is not None and account.amount > account.cap:
                most = money(account.cap)
                said = Label(
                    f"每人封顶 {most}，超出部分不发。", f"{most} a person at most; what is above is not paid."
                )
                account.add(said, account.cap - account.amount)
                account.outcome = Outcome.CAPPED

    def budget(self) -> None:
        """Cut everybody by the same share, or hold everything, where the sum exceeds the budget."""
        amounts = {account.person.code: account.amount for account in self.accounts}
        total, budget = sum(amounts.values()), self.terms.budget
        if total <= budget:
            return
        is_cut = self.terms.over_budget is OverBudget.CUT
        kept = cut_to(budget, amounts) if is_cut else dict.fromkeys(amounts, 0)
        said = over_words(total, budget, is_cut=is_cut)
        for account in self.accounts:
            if account.amount:
                account.add(said, kept[account.person.code] - account.amount)
                account.outcome = Outcome.CUT if is_cut else Outcome.HELD


def over_words(total: int, budget: int, *, is_cut: bool) -> Label:
    sums_zh, sums_en = (
        f"合计 {money(total)}，预算 {money(budget)}",
        f"The sum is {money(total)}, the budget {money(budget)}",
    )
    if is_cut:
        return Label(f"{sums_zh}：每人按同一比例减发。", f"{sums_en}: everybody is cut by the same share.")
    return Label(f"{sums_zh}：全部暂缓发放。", f"{sums_en}: nothing is paid until it is settled.")


def marks_of(reward: PerUnit | Tiers | Steps) -> list[Fraction]:
    """List the heights of a figure from which something else is paid."""
    return [reward.over.value] if isinstance(reward, PerUnit) else [tier.start.value for tier in reward.tiers]


def paid_by(reward: PerUnit | Tiers | Steps, value: Fraction) -> Fraction:
    """Return what a figure of this height pays, in exact minor units."""
    match reward:
        case PerUnit(rate=rate, over=over):
            return max(value - over.value, ZERO) * rate
        case Tiers(tiers=tiers):
            ends: list[Tier | None] = [*tiers[1:], None]
            return sum(
                (_band(tier, end, value) * tier.pays for tier, end in zip(tiers, ends, strict=True)), ZERO
            )
        case Steps(tiers=tiers):
            return next((tier.pays for tier in reversed(tiers) if value >= tier.start.value), ZERO)


def _band(tier: Tier, end: Tier | None, value: Fraction) -> Fraction:
    top = value if end is None else min(value, end.start.value)
    return max(top - tier.start.value, ZERO)


def _said(judged: Judged, then: Label) -> Label:
    if not judged.label.zh:
        return Label(f"{then.zh}。", f"{then.en[0].upper()}{then.en[1:]}.")
    return Label(f"{judged.label.zh}：{then.zh}。", f"{judged.label.en}: {then.en}.")


def total_of(worked: Iterable[Worked]) -> int:
    return sum(each.amount for each in worked)
