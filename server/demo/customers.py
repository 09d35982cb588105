"""The sample worlds' customers: contacts, reviews, consultations, orders; satisfaction rises slowly over the months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from server.demo.lives import Life
from server.demo.rows import sample_id
from server.demo.teller import CLINICAL, DESKS, SHOPS, Teller
from server.feedback import models as feedback
from server.kernel.period import add_months
from server.performance import models as performance

CUSTOMER_MONTHS = 14


@dataclass
class Customers(Teller):
    """Tells of everybody who serves customers, month after month."""

    def write(self) -> None:
        agents = [
            life
            for life in self.lives
            if life.unit.code.startswith((DESKS, SHOPS, CLINICAL)) and not life.is_head
        ]
        for number, month in enumerate([*self.months[-CUSTOMER_MONTHS:], self.this]):
            last = min(add_months(month, 1) - timedelta(days=1), self.today - timedelta(days=1))
            for life in agents:
                if life.hired_on <= last and life.last_day(self.today) >= month:
                    self.served(life, max(month, life.hired_on), min(last, life.last_day(self.today)), number)

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
            self.order(agent, first + timedelta(days=self.chance.randrange(span)))
        if is_desk and self.likely(0.5):
            day = first + timedelta(days=self.chance.randrange(span))
            self.add(
                performance.QaReview,
                day,
                agent_id=agent,
                reviewed_on=day,
                score=100 * self.chance.randint(70, 99),
            )
        if self.likely(0.12):
            day = first + timedelta(days=self.chance.randrange(span))
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

    def consult(self, agent: str, day: date) -> None:
        paid = day + timedelta(days=self.chance.choice((0, 0, 1, 3))) if self.likely(0.35) else None
        self.add(feedback.Consult, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent,
                 consulted_on=day, paid_on=paid if paid is not None and paid <= self.today else None)  # fmt: skip

    def order(self, agent: str, day: date) -> None:
        amount = 100 * self.chance.randint(80, 1500)
        self.add(
            feedback.SalesOrder, day, customer_ref=f"c{self.chance.randrange(4000)}", agent_id=agent, paid_on=day,
            amount=amount, refunded=amount if self.likely(0.03) else 0,
            segment=feedback.Segment.KEY if self.likely(0.15) else feedback.Segment.SMALL,
            is_repeat=self.likely(0.42), is_personalised=self.likely(0.25),
        )  # fmt: skip
