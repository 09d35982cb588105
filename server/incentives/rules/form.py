"""Reads the rule form: one rule a line, `when … : pay …`. What is wrong is said for its line, and the rest is read on.

when csat >= 85% and score >= 80: pay 500.00
when csat up 5% relative from last year: pay 800.00
pay 5% of base pay
pay 2.00 per valid_feedback_count over 100 up to 1,000.00
pay tiers of spend_per_buyer from 0 pay 0.10, from 500 pay 0.20
pay steps of qa_score_avg from 80 pay 300.00, from 90 pay 600.00
pool 50,000.00 by csat
when team csat >= 85%: team pool 3,000.00 by equal
when repeat_customer_rate >= 80%: multiply by 1.15
cap 8,000.00
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from server.incentives.rules.tokens import KEYWORDS, Token, tokens_of
from server.incentives.rules.tree import (
    BASE_PAY,
    EQUAL,
    SCORE,
    Baseline,
    BaseShare,
    Cap,
    Condition,
    Fixed,
    Goal,
    Honored,
    Multiply,
    Op,
    PerUnit,
    Pool,
    Quantity,
    RaiseScore,
    Reward,
    Rule,
    Steps,
    Subject,
    Threshold,
    Tier,
    Tiers,
)
from server.performance.goals.attainment import ChangeKind

T = TypeVar("T")
MOST_RULES = 40
LONGEST_LINE = 300
MOST_MONEY = 10**13
NONE_OVER = Quantity(Fraction(0))


@dataclass(frozen=True)
class Problem:
    """What is wrong with a line, or with the scheme as a whole (line 0); a warning does not stand in the way."""

    code: str
    zh: str
    en: str
    line: int = 0
    is_warning: bool = False


class _Wrong(Exception):
    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(code)
        self.code, self.zh, self.en = code, zh, en


def read_rules(text: str) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Return the rules of a text and what is wrong with it; names are checked later, against the dictionary."""
    rules: list[Rule] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            if rule := read_rule(line, number):
                rules.append(rule)
        except _Wrong as wrong:
            problems.append(Problem(wrong.code, wrong.zh, wrong.en, number))
    if len(rules) > MOST_RULES:
        problems.append(
            Problem(
                "E_TOO_MANY",
                f"一个方案最多 {MOST_RULES} 条规则，请拆成几个方案。",
                f"A scheme has at most {MOST_RULES} rules; make several schemes of it.",
            )
        )
    return tuple(rules), tuple(problems)


def read_rule(line: str, number: int = 0) -> Rule | None:
    """Return the rule of a line, None for an empty one."""
    if len(line) > LONGEST_LINE:
        raise _Wrong(
            "E_LONG", f"一条规则最多 {LONGEST_LINE} 字。", f"A rule has at most {LONGEST_LINE} characters."
        )
    tokens = tokens_of(line)
    return _Reader(tokens).rule(number) if len(tokens) > 1 else None


class _Reader:
    """Walks the tokens of one line, once and forward."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens, self.place = tokens, 0

    # --- Steps of the walk ---

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def next(self) -> Token:
        token = self.here
        self.place += token.kind != "end"
        return token

    def take(self, *words: str) -> bool:
        """Pass these words if they stand here, all of them."""
        ahead = [token.text for token in self.tokens[self.place : self.place + len(words)]]
        if ahead != list(words):
            return False
        self.place += len(words)
        return True

    def need(self, word: str) -> None:
        if not self.take(word):
            raise self.wrong(f"此处应为“{word}”", f"'{word}' is expected here")

    def wrong(self, zh: str, en: str) -> _Wrong:
        seen = self.here.text
        found_zh = f"第 {self.here.at} 个字符处是“{seen}”" if seen else "规则到此就结束了"
        found_en = f"character {self.here.at} begins '{seen}'" if seen else "the rule ends here"
        return _Wrong("E_FORM", f"{zh}，但{found_zh}。", f"{en}, but {found_en}.")

    # --- The line ---

    def rule(self, number: int) -> Rule:
        conditions: tuple[Condition, ...] = ()
        if self.take("when"):
            conditions = self.listed(self.condition, "and")
            self.need(":")
        reward = self.reward()
        most = self.money() if self.take("up", "to") else None
        if self.here.kind != "end":
            raise self.wrong("规则后面还有多余内容", "Nothing more is expected after the rule")
        return Rule(reward, conditions, most, number)

    def listed(self, read: Callable[[], T], word: str) -> tuple[T, ...]:
        found = [read()]
        while self.take(word):
            found.append(read())
        return tuple(found)

    def condition(self) -> Condition:
        if self.take("honor"):
            return Honored(self.name("荣誉编码", "the code of an honor"))
        subject = self.subject()
        if self.here.text in ("up", "down"):
            return self.goal(subject)
        if self.here.text not in set(Op):
            raise self.wrong(
                "此处应为 >=、<=、>、< 或“提高…”", "One of >=, <=, >, < or 'up …' is expected here"
            )
        return Threshold(subject, Op(self.next().text), self.quantity())

    def goal(self, subject: Subject) -> Goal:
        is_up, change = self.next().text == "up", self.quantity()
        if self.take("relative"):
            kind = ChangeKind.RELATIVE
        elif self.take("points"):
            kind = ChangeKind.POINTS
        else:
            raise _Wrong(
                "E_GOAL_KIND",
                "请写明是相对提高（relative）还是百分点（points）：80 的 5% 相对提高是 84，5 个百分点是 85。",
                "Say whether the change is relative or in points: 5% relative from 80 is 84, 5 points from 80 are 85.",
            )
        self.need("from")
        return Goal(subject, kind, is_up, change, self.baseline())

    def baseline(self) -> Quantity | Baseline:
        for each in Baseline:
            if self.take(*each.split()):
                return each
        return self.quantity()

    # --- What is paid ---

    def reward(self) -> Reward:
        if self.take("pay"):
            return self.payment()
        if self.take("team", "pool"):
            return self.pool(is_team=True)
        if self.take("pool"):
            return self.pool(is_team=False)
        if self.take("multiply", "by"):
            return Multiply(self.quantity().value)
        if self.take("raise", "score"):
            self.take("by")
            return RaiseScore(self.quantity())
        if self.take("cap"):
            return Cap(self.money())
        raise self.wrong(
            "此处应为 pay、pool、multiply by 或 cap", "pay, pool, multiply by or cap is expected here"
        )

    def payment(self) -> Reward:
        if self.take("tiers"):
            self.need("of")
            return Tiers(self.subject(), self.tiers(is_rate=True))
        if self.take("steps"):
            self.need("of")
            return Steps(self.subject(), self.tiers(is_rate=False))
        if self.is_percent_ahead():
            return self.share()
        amount = self.rate()
        if self.take("per"):
            return PerUnit(self.subject(), amount, over=self.over())
        return Fixed(self.cents(amount))

    def share(self) -> Reward:
        share = self.quantity()
        self.need("of")
        if self.take("base", "pay"):
            return BaseShare(share)
        return PerUnit(self.subject(), share.value * 100, is_share=True, over=self.over())

    def over(self) -> Quantity:
        return self.quantity() if self.take("over") else NONE_OVER

    def tiers(self, *, is_rate: bool) -> tuple[Tier, ...]:
        def tier() -> Tier:
            self.need("from")
            start = self.quantity()
            self.need("pay")
            if is_rate and self.is_percent_ahead():
                return Tier(start, self.quantity().value * 100, is_share=True)
            return Tier(start, self.rate() if is_rate else Fraction(self.money()))

        return self.listed(tier, ",")

    def pool(self, *, is_team: bool) -> Pool:
        amount = self.money()
        self.need("by")
        if self.take("base", "pay"):
            return Pool(amount, BASE_PAY, is_team)
        if self.take("equal"):
            return Pool(amount, EQUAL, is_team)
        return Pool(amount, self.subject().name, is_team)

    # --- Its parts ---

    def subject(self) -> Subject:
        is_team = self.take("team")
        if self.take("score"):
            return Subject(SCORE, is_team)
        return Subject(self.name("指标", "a figure"), is_team)

    def name(self, zh: str, en: str) -> str:
        token = self.here
        if token.kind != "word" or token.text in KEYWORDS:
            raise self.wrong(
                f"此处应为{zh}",
                f"The name of {en} is expected here" if en == "a figure" else f"{en} is expected here",
            )
        return self.next().text

    def is_percent_ahead(self) -> bool:
        ahead = self.tokens[self.place : self.place + 2]
        return len(ahead) > 1 and ahead[0].kind == "number" and ahead[1].text == "%"

    def quantity(self) -> Quantity:
        if self.here.kind != "number":
            raise self.wrong("此处应为数字", "A number is expected here")
        number = self.next().number
        return Quantity(number, is_percent=self.take("%"))

    def rate(self) -> Fraction:
        """Read an amount of money for one unit, of any number of places, in minor units."""
        if self.here.kind != "number":
            raise self.wrong("此处应为金额", "An amount is expected here")
        return self.next().number * 100

    def money(self) -> int:
        return self.cents(self.rate())

    def cents(self, amount: Fraction) -> int:
        if amount.denominator != 1 or not 0 < amount < MOST_MONEY:
            raise _Wrong(
                "E_MONEY",
                "金额须大于 0，最多两位小数。",
                "An amount is above 0 and has at most two places.",
            )
        return int(amount)
