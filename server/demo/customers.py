"""The sample worlds' customers: contacts, reviews, consultations, orders; satisfaction rises slowly over the months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from server.demo.lives import SEED, Life
from server.demo.rows import sample_id
from server.demo.teller import CLINICAL, DESKS, SHOPS, Teller
from server.feedback import models as feedback
from server.kernel.period import add_months, months_between
from server.performance import models as performance

CUSTOMER_MONTHS = 14


@dataclass
class Customers(Teller):
    """Tells of everybody who serves customers, month after month."""

    shares: dict[str, float] = field(default_factory=dict)
    owed: dict[str, float] = field(default_factory=dict)

    def write(self) -> None:
        agents = [
            life
            for life in self.lives
            if life.unit.code.startswith((DESKS, SHOPS, CLINICAL)) and not life.is_head
        ]
        for number, month in enumerate([*self.months[-CUSTOMER_MONTHS:], self.this]):
            for life, first, last in self.serving(agents, month):
                self.served(life, first, last, number)
        self.chance = Random(SEED + 22)  # noqa: S311 (a sample, not a secret)
        for month in self.scored_months():
            for life, first, last in self.serving(agents, month):
                self.judged(life, first, last, is_before=month < self.months[-CUSTOMER_MONTHS])

        self.chance = Random(SEED + 23)  # noqa: S311 (a sample, not a secret)
        for month in self.months[:-CUSTOMER_MONTHS]:
            for life, first, last in self.serving(agents, month):
                self.earlier(life, first, last)

    def scored_months(self) -> list[date]:
        """List the months since the first quarter of which there are scorecards."""
        first = add_months(self.quarter_ends()[0].replace(day=1), -2)
        return [date.fromisoformat(f"{month}-01") for month in months_between(first, self.this)]

    def serving(self, agents: Sequence[Life], month: date) -> Iterator[tuple[Life, date, date]]:
        """Give everybody who served customers in a month, with their first and last day in it."""
        last = min(add_months(month, 1) - timedelta(days=1), self.today - timedelta(days=1))
        for life in agents:
            if life.hired_on <= last and life.last_day(self.today) >= month:
                yield life, max(month, life.hired_on), min(last, life.last_day(self.today))

    def judged(self, life: Life, first: date, last: date, *, is_before: bool) -> None:
        """What scorecards rest on beside all that: advice in stores, and of the months before the little there is."""
        if last < first:
            return
        span, unit = (last - first).days + 1, life.unit.code
        agent = sample_id("Employee", life.code)
        if unit.startswith(SHOPS):
            for _ in range(4):
                self.consult(
                    agent, first + timedelta(days=self.chance.randrange(span)), is_sold=self.sells(agent)
                )
        elif is_before and unit.startswith("E-PRE"):
            for _ in range(3):
                self.consult(agent, first + timedelta(days=self.chance.randrange(span)))
        for _ in range(self.times(1.4) if is_before else 0):
            self.review(agent, first + timedelta(days=self.chance.randrange(span)), 0)
        if is_before and unit.startswith(CLINICAL):
            is_back = 0.72 if life.unit.code.startswith(CLINICAL) else 0.42  # patients come again
            self.order(agent, first + timedelta(days=self.chance.randrange(span)), is_back)
        if is_before and unit.startswith(DESKS) and self.likely(0.5):
            self.qa_review(agent, first + timedelta(days=self.chance.randrange(span)))

    def served(self, life: Life, first: date, last: date, number: int) -> None:
        """One agent's customers in a month; satisfaction rises slowly over the months."""
        if last < first:
            return
        span = (last - first).days + 1
        agent = sample_id("Employee", life.code)
        is_desk = life.unit.code.startswith(DESKS)
        for _ in range(self.times(6 if is_desk else 1)):
            self.contact(agent, first + timedelta(days=self.chance.randrange(span)), is_desk, number)
        for _ in range(self.times(2 if is_desk else 1.4)):
            self.review(agent, first + timedelta(days=self.chance.randrange(span)), number)
        for _ in range(self.times(3 if life.unit.code.startswith("E-PRE") else 0)):
            self.consult(agent, first + timedelta(days=self.chance.randrange(span)))
        for _ in range(self.times(2 if life.unit.code.startswith((SHOPS, "E-PRE")) else 0.8)):
            is_back = 0.72 if life.unit.code.startswith(CLINICAL) else 0.42  # patients come again
            self.order(agent, first + timedelta(days=self.chance.randrange(span)), is_back)
        if is_desk and self.likely(0.5):
            self.qa_review(agent, first + timedelta(days=self.chance.randrange(span)))
        if self.likely(0.12):
            self.case(agent, first + timedelta(days=self.chance.randrange(span)))

    def earlier(self, life: Life, first: date, last: date) -> None:
        """What an agent's customers did in the first of the two years, thinner than later."""
        if last < first:
            return
        span, unit = (last - first).days + 1, life.unit.code
        agent, is_desk = sample_id("Employee", life.code), unit.startswith(DESKS)
        for _ in range(self.times(2 if is_desk else 0.4)):
            self.contact(agent, first + timedelta(days=self.chance.randrange(span)), is_desk, 0)
        for _ in range(self.times(0.7) if unit.startswith((SHOPS, "E-PRE")) else 0):
            self.order(agent, first + timedelta(days=self.chance.randrange(span)), 0.42)
        if self.likely(0.05):
            self.case(agent, first + timedelta(days=self.chance.randrange(span)))

    def case(self, agent: str, day: date) -> None:
        due = self.chance.randint(1, 4)
        self.add(feedback.ServiceCase, day, agent_id=agent, closed_on=day, is_success=self.likely(0.7),
                 followups_due=due, followups_done=self.chance.randint(due - 1, due))  # fmt: skip

    def times(self, mean: float) -> int:
        whole = int(mean)
        return whole + (self.chance.random() < mean - whole)

    def contact(self, agent: str, day: date, is_desk: bool, number: int) -> None:
        opened = self.moment(day)
        wait = self.chance.randint(3000, 60000) if is_desk else self.chance.randint(1000, 300000)
        gone = self.likely(0.04)
        reply = opened + timedelta(milliseconds=wait)
        handle = self.chance.randint(60_000, 900_000)
        row = self.add(
            feedback.Contact, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
            channel=self.chance.choice(tuple(feedback.Channel)) if not is_desk else feedback.Channel.CHAT,
            opened_at=opened, answered_at=None if gone else reply, first_response_at=None if gone else reply,
            resolved_at=None if gone else reply + timedelta(milliseconds=handle), wait_ms=wait,
            handle_ms=0 if gone else handle, is_abandoned=gone, is_short_abandon=gone and self.likely(0.4),
            is_resolved_first=None if gone else self.likely(min(0.9, 0.68 + number * 0.012)),
            is_transferred=self.likely(0.07), is_reopened=self.likely(0.05),
        )  # fmt: skip
        if is_desk and not gone and self.likely(0.5):
            self.add(feedback.MessageTurn, day, contact_ref=row, agent_id=agent, asked_at=opened,
                     replied_at=opened + timedelta(seconds=self.chance.randint(8, 55)))  # fmt: skip

    def review(self, agent: str, day: date, number: int) -> None:
        at = self.moment(day)
        good = min(0.93, 0.72 + number * 0.014)
        score = self.chance.choice((4, 5, 5)) if self.likely(good) else self.chance.choice((1, 2, 3))
        kind = (
            feedback.FeedbackKind.COMPLAINT
            if score == 1 and self.likely(0.8)
            else feedback.FeedbackKind.SURVEY
        )
        reply = at + timedelta(minutes=self.chance.randint(20, 1700))
        self.add(
            feedback.CustomerFeedback, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
            received_at=at, kind=kind, is_valid=self.likely(0.96), score=score,
            nps=min(10, score * 2 + self.chance.choice((-1, 0, 0))), effort=self.chance.randint(1, 7),
            first_response_at=min(reply, self.ledger.now) if self.likely(0.94) else None,
            has_led_to_action=self.likely(0.2),
        )  # fmt: skip

    def sells(self, agent: str) -> bool:
        """Tell whether advice is followed by a sale: as often as the person's own share says, without runs of luck."""
        if agent not in self.shares:
            self.shares[agent] = max(0.08, self.chance.gauss(0.2, 0.03))
            self.owed[agent] = self.chance.random()
        self.owed[agent] += self.shares[agent]
        is_sold = self.owed[agent] >= 1
        self.owed[agent] -= is_sold
        return is_sold

    def qa_review(self, agent: str, day: date) -> None:
        score = 100 * self.chance.randint(70, 99)
        self.add(performance.QaReview, day, agent_id=agent, reviewed_on=day, score=score)

    def consult(self, agent: str, day: date, *, is_sold: bool | None = None) -> None:
        is_sold = self.likely(0.35) if is_sold is None else is_sold
        paid = day + timedelta(days=self.chance.choice((0, 0, 1, 3))) if is_sold else None
        self.add(feedback.Consult, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
                 consulted_on=day, paid_on=paid if paid is not None and paid <= self.today else None)  # fmt: skip

    def order(self, agent: str, day: date, is_back: float) -> None:
        amount = 100 * self.chance.randint(80, 1500)
        self.add(
            feedback.SalesOrder, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent, paid_on=day,
            amount=amount, refunded=amount if self.likely(0.03) else 0,
            segment=feedback.Segment.KEY if self.likely(0.15) else feedback.Segment.SMALL,
            is_repeat=self.likely(is_back), is_personalised=self.likely(0.25),
        )  # fmt: skip
