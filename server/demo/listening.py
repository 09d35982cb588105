"""Teams, rules and tickets of the sample worlds: two years answered, and a morning's inbox still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from server.demo.bulk import Bulk
from server.demo.lives import SEED
from server.demo.resigning import marked
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.feedback import models as m
from server.feedback.operations.routing import Told, open_ticket
from server.feedback.operations.teams import set_members
from server.feedback.rules import LEVELS, LOW_SCORE, needs_answer
from server.feedback.texts import language_of, sentiment_of
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.store.base import stamp

SECONDS, BATCH, DAYS = 60.0, 500, 800
DAY, WEEK, STALE = timedelta(hours=24), timedelta(days=7), timedelta(days=14)
"""A day is the promise, and after a week what is resolved is closed. Who is unhappy and never had an answer waits for
two; older ones are facts alone."""
VOICES = Path(__file__).parent / "voices.yaml"
TEAMS = (
    ("STORE", "门店客诉组", "Store care", SHOWCASE, False),
    ("ECARE", "电商售后组", "Online care", "E-AFT-1", False),
    ("WARD", "患者服务组", "Patient care", "H-NUR", False),
    ("REST", "客户关怀组", "Customer care", "R-OPS", True),
)
STAFFED = {"H-NUR": "H-W01"}
"""Where a team's people are, if not in its own department."""
PLACES = {code: department for code, _, _, department, _ in TEAMS}
STAFF = (
    "select e.code,d.code,e.id,d.id,coalesce(d.manager_id,''),coalesce(a.location_id,'') from employee e "
    "join assignment a on a.employee_id=e.id and a.superseded_at is null and a.valid_to is null "
    "join department d on d.id=a.department_id join employment n on "
    "n.employee_id=e.id and n.superseded_at is null where n.left_on is null and d.code>={0} order by e.code"
)
ACCOUNTS = (
    "select customer_ref,code from customer_account where superseded_at is null and customer_ref is not null and "
    "code is not null and segment='KEY' and ended_on is null order by started_on,code"
)
PAUSE, MORE = timedelta(hours=1), timedelta(hours=20)
HELD, TWICE = 23, 31
MILLISECOND = timedelta(milliseconds=1)
WAITED_FOR, CAME_BACK = "等客户发来订单照片", "客户来电，问题又出现了"
"""Every so many answers waited for the customer for an hour; every so many were opened anew and took some more."""
FACTS = (
    "select id,agent_id,received_at,score,first_response_at,is_valid,customer_ref from customer_feedback "
    "where superseded_at is null and agent_id is not null and received_at>={0} order by received_at,id"
)

Columns = dict[str, Any]  # a row's, of mixed types


async def listen(ctx: Context) -> None:
    """Write all of it in one transaction."""
    staff = await ctx.store.reads.rows(marked(ctx.store, STAFF), [""])
    since = (ctx.now - timedelta(days=DAYS)).isoformat()
    facts = await ctx.store.reads.rows(marked(ctx.store, FACTS), [since])
    accounts: dict[str, str] = dict(await ctx.store.reads.rows(ACCOUNTS))
    listening = Listening(ctx, [Post(*map(str, row)) for row in staff], accounts)

    async def whole() -> None:
        await listening.teams()
        await listening.past(facts)
        await listening.fresh()

    await ctx.store.write(whole, seconds=SECONDS)


@dataclass(frozen=True)
class Post:
    """Somebody's number and place, and who heads it."""

    code: str
    department: str
    id: str
    department_id: str
    head: str
    location_id: str = ""


@dataclass
class Listening:
    """Answers customers as people would."""

    ctx: Context
    staff: Sequence[Post]
    accounts: Mapping[str, str] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(SEED + 41))  # noqa: S311 (a sample, not a secret)
    told: Mapping[str, Any] = field(default_factory=lambda: yaml.safe_load(VOICES.read_text("utf-8")))

    async def teams(self) -> None:
        for code, name, name_en, department, is_fallback in TEAMS:
            place = STAFFED.get(department, department)
            people = [each for each in self.staff if each.department == place][:9]
            lead = people[0].head if people and people[0].head else None
            await m.FeedbackTeam.create(
                **stamp(self.ctx), id=sample_id("FeedbackTeam", code), code=code, name=name, name_en=name_en,
                department_id=sample_id("Department", department), lead_id=lead, is_fallback=is_fallback,
            )  # fmt: skip
            early = replace(self.ctx, today=self.ctx.today - timedelta(days=400))
            await set_members(early, sample_id("FeedbackTeam", code), [each.code for each in people])
        for number, (name, team, conditions) in enumerate(self.rules(), start=1):
            await m.RoutingRule.create(
                **stamp(self.ctx),
                place=number,
                name=name,
                team_id=sample_id("FeedbackTeam", team),
                **conditions,
            )

    def rules(self) -> list[tuple[str, str, Columns]]:
        """Return what sends feedback elsewhere than to the unit it is about: topic, product and one key account."""
        topics = {code: sample_id("FeedbackTopic", code) for code in ("delivery", "after_sales")}
        key = next(iter(self.accounts.values()), None)
        return [
            *([("大客户专人", "REST", {"account": key})] if key else []),
            ("物流问题", "ECARE", {"topic_id": topics["delivery"]}),
            ("低分电商售后", "ECARE", {"topic_id": topics["after_sales"], "max_score": 2}),
            ("空气炸锅电话", "ECARE", {"product": "空气炸锅", "channel": m.FeedbackChannel.PHONE}),
        ]

    # --- What is over ---

    async def past(self, facts: Sequence[Sequence[Any]]) -> None:
        """Give every piece of feedback of the last weeks its ticket; what was never answered was late."""
        for chunk in batches(sorted(str(fact[0]) for fact in facts)):
            marks = ",".join(f"'{each}'" for each in chunk)  # ids of the sample worlds: digits and dashes
            await m.CustomerFeedback._meta.db.execute_query(
                f"update customer_feedback set source_key='sample:'||id where id in ({marks})"  # noqa: S608
            )
        posts = {each.id: each for each in self.staff}
        bulk = Bulk(self.ctx.store.dialect)
        for number, fact in enumerate(facts):
            ticket = self.turned(self.ticket(fact, posts.get(str(fact[1]))), number)
            if ticket["state"] is m.FeedbackState.ROUTED and ticket["received_at"] < self.ctx.now - STALE:
                continue
            bulk.add(m.FeedbackTicket, ticket)
            for event in self.story(ticket):
                bulk.add(m.FeedbackEvent, event)
            if ticket["first_response_at"] is not None and ticket["text"]:
                bulk.add(m.FeedbackReply, self.reply(ticket))
        await bulk.insert()

    def ticket(self, fact: Sequence[Any], post: Post | None) -> Columns:
        """Return a ticket as its fact says: answered and resolved, looked at where that is enough, or still late."""
        fact_id, agent, received, score, answered, is_valid, customer = fact
        came, first = moment(received), moment(answered) if answered else None
        world = post.department[0] if post and post.department[0] in self.told else "R"
        text, product, topic = self.voice(world, int(score or 3)) if first else ("", "", "")
        feeling = feeling_of(text)
        team, waits = (
            team_of(post.department if post else ""),
            not first and needs_answer(text, feeling, score),
        )
        over = (first or min(came + DAY / 4, self.ctx.now)) if is_valid and not waits else None
        ended = m.FeedbackState.CLOSED if over and over < self.ctx.now - WEEK else m.FeedbackState.RESOLVED
        state = m.FeedbackState.ROUTED if waits else ended
        return {
            **self.origin(came), "answer_key": f"sample:{fact_id}",
            "channel": self.chance.choice(tuple(m.FeedbackChannel)[:5]), "customer_ref": customer or "",
            "product": product, "agent_id": agent, "department_id": post.department_id if post else None,
            "handler_department_id": sample_id("Department", PLACES[team]),
            "location_id": post.location_id or None if post else None, "account": self.accounts.get(customer or ""),
            "score": score, "text": text, "text_lang": language_of(text) if text else "",
            "topic_id": sample_id("FeedbackTopic", topic) if topic else None, "sentiment": feeling,
            "received_at": came, "zone": self.ctx.store.settings.zone,
            "state": state if is_valid else m.FeedbackState.INVALID,
            "invalid_reason": None if is_valid else m.FeedbackInvalidReason.DUPLICATE,
            "team_id": sample_id("FeedbackTeam", team), "assignee_id": agent if first else None, "claimed_at": first,
            "due_at": came + DAY if is_valid else None, "first_response_at": first,
            "is_breached": bool(is_valid) and (first or (self.ctx.now if waits else came)) - came > DAY,
            "escalation": len(LEVELS) if is_valid and waits and self.ctx.now - came > 2 * DAY else 0,
            "resolved_at": over,
        }  # fmt: skip

    def turned(self, ticket: Columns, number: int) -> Columns:
        """Let some answers have waited for the customer, and some tickets have been opened anew."""
        first, over, came = ticket["first_response_at"], ticket["resolved_at"], ticket["received_at"]
        if not first or not over:
            return ticket
        if number % HELD == 0 and first - came > 4 * PAUSE:
            ticket |= {"paused_ms": PAUSE // MILLISECOND, "due_at": came + DAY + PAUSE}
            ticket["is_breached"] = first > ticket["due_at"]
        if number % TWICE == 0 and over + MORE + WEEK < self.ctx.now:
            ticket |= {"reopened_count": 1, "resolved_at": over + MORE}
        return ticket

    def origin(self, at: datetime) -> Columns:
        return {**stamp(self.ctx), "id": new_id(int(at.timestamp() * 1000))}

    def voice(self, world: str, score: int) -> tuple[str, str, str]:
        """Return words, product and topic that fit a rating; a third of all say nothing."""
        fitting = [
            each
            for each in self.told[world]
            if abs(each[0] - score) <= 1 and (each[0] > LOW_SCORE) == (score > LOW_SCORE)
        ]
        if not fitting or self.chance.random() < 0.34:  # noqa: PLR2004 (a third)
            return "", "", ""
        _, text, product, topic = self.chance.choice(fitting)
        return text, product, topic

    def reply(self, ticket: Columns) -> Columns:
        kind, at = 2 if (ticket["score"] or 0) > 3 else self.chance.randrange(2), ticket["first_response_at"]  # noqa: PLR2004
        return {
            **self.origin(at), "ticket_id": ticket["id"], "author_id": ticket["assignee_id"],
            "text": self.told["ANSWERS"][kind], "sent_at": at,
        }  # fmt: skip

    def story(self, ticket: Columns) -> list[Columns]:
        """Tell a ticket's history from its own moments."""
        over, first = ticket["resolved_at"], ticket["first_response_at"]
        held = ticket["received_at"] + PAUSE if ticket.get("paused_ms") else None
        ended = over - MORE if ticket.get("reopened_count") else None
        steps: list[tuple[m.FeedbackAct, datetime | None, str]] = [
            (m.FeedbackAct.RECEIVED, ticket["received_at"], ""),
            (m.FeedbackAct.ROUTED, ticket["received_at"], "DEPARTMENT"),
            (m.FeedbackAct.PAUSED, held, WAITED_FOR),
            (m.FeedbackAct.RESUMED, held + PAUSE if held else None, ""),
            (m.FeedbackAct.ANSWERED, first, ""),
            (m.FeedbackAct.RESOLVED, ended, ""),
            (m.FeedbackAct.REOPENED, ended + 2 * PAUSE if ended else None, CAME_BACK),
            (m.FeedbackAct.RESOLVED, over, ""),
            (m.FeedbackAct.CLOSED, over + WEEK if ticket["state"] is m.FeedbackState.CLOSED else None, ""),
        ]
        return [
            {**self.origin(at), "ticket_id": ticket["id"], "act": act, "at": at, "note": note}
            for act, at, note in steps
            if at is not None
        ]

    # --- What is open ---

    async def fresh(self) -> None:
        """Let a morning's feedback come in through the front door, some of it claimed by its people."""
        for number, (world, score, text, product, hours, channel, topic) in enumerate(self.told["FRESH"]):
            place = {"R": SHOWCASE, "E": "E-AFT-1", "H": "H-W01"}[world]
            people = [each for each in self.staff if each.department == place and each.id != each.head]
            agent = people[number % len(people)] if people else None
            at, key = self.ctx.now - timedelta(hours=hours), f"sample:fresh-{number}"
            told = Told(
                key, m.FeedbackChannel(channel), at, customer_ref=f"c{4100 + number * 17}", product=product,
                agent_id=agent.id if agent else None, score=score, text=text,
                text_lang=language_of(text) if text else "",
                topic_id=sample_id("FeedbackTopic", topic) if topic else None,
                sentiment=m.FeedbackSentiment(sentiment_of(text).sentiment.value) if text else None,
            )  # fmt: skip
            await m.CustomerFeedback.create(
                **stamp(self.ctx), recorded_at=self.ctx.now, source_key=key, received_at=at, score=score,
                agent_id=agent.id if agent else None, customer_ref=told.customer_ref,
            )  # fmt: skip
            ticket = await open_ticket(self.ctx, told)
            if number % 3 == 1 and agent and needs_answer(text, told.sentiment, score):
                await m.FeedbackTicket.filter(id=ticket).update(
                    assignee_id=agent.id, claimed_at=self.ctx.now, updated_at=self.ctx.now
                )


@cache
def feeling_of(text: str) -> str | None:
    return sentiment_of(text).sentiment.value if text else None


def team_of(department: str) -> str:
    return "STORE" if department == SHOWCASE else {"E": "ECARE", "H": "WARD"}.get(department[:1], "REST")


def moment(value: Any) -> datetime:  # as the database tells it
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
