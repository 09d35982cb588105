"""Teams, rules and tickets of the sample worlds: the last weeks answered, and a morning's inbox still open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from server.demo.lives import SEED
from server.demo.resigning import marked
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.feedback import models as m
from server.feedback.operations.routing import Told, open_ticket
from server.feedback.operations.teams import set_members
from server.feedback.rules import LOW_SCORE, needs_answer
from server.feedback.texts import language_of, sentiment_of
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.store.base import stamp

SECONDS, BATCH, DAYS = 60.0, 500, 60
DAY = timedelta(hours=24)
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
    "select e.code,d.code,e.id,d.id,coalesce(d.manager_id,'') from employee e join assignment a on a.employee_id=e.id "
    "and a.superseded_at is null and a.valid_to is null join department d on d.id=a.department_id join employment n on "
    "n.employee_id=e.id and n.superseded_at is null where n.left_on is null and d.code>={0} order by e.code"
)
FACTS = (
    "select id,agent_id,received_at,score,first_response_at,is_valid,customer_ref from customer_feedback "
    "where superseded_at is null and agent_id is not null and received_at>={0} order by received_at,id"
)


async def listen(ctx: Context) -> None:
    """Write all of it in one transaction."""
    staff = await ctx.store.reads.rows(marked(ctx.store, STAFF), [""])
    since = (ctx.now - timedelta(days=DAYS)).isoformat()
    facts = await ctx.store.reads.rows(marked(ctx.store, FACTS), [since])
    listening = Listening(ctx, [Post(*map(str, row)) for row in staff])

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


@dataclass
class Listening:
    """Answers customers as people would."""

    ctx: Context
    staff: Sequence[Post]
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
        for number, (name, topic, most, team) in enumerate(
            (("物流问题", "delivery", None, "ECARE"), ("低分电商售后", "after_sales", 2, "ECARE")), start=1
        ):
            await m.RoutingRule.create(
                **stamp(self.ctx), place=number, name=name, topic_id=sample_id("FeedbackTopic", topic), max_score=most,
                team_id=sample_id("FeedbackTeam", team),
            )  # fmt: skip

    # --- What is over ---

    async def past(self, facts: Sequence[Sequence[Any]]) -> None:
        """Give every piece of feedback of the last weeks its ticket; what was never answered was late."""
        for chunk in batches(sorted(str(fact[0]) for fact in facts)):
            marks = ",".join(f"'{each}'" for each in chunk)  # ids of the sample worlds: digits and dashes
            await m.CustomerFeedback._meta.db.execute_query(
                f"update customer_feedback set source_key='sample:'||id where id in ({marks})"  # noqa: S608
            )
        posts = {each.id: each for each in self.staff}
        tickets, replies, events = list[Any](), list[Any](), list[Any]()
        for fact in facts:
            ticket = self.ticket(fact, posts.get(str(fact[1])))
            tickets.append(ticket)
            events += self.story(ticket)
            if ticket.first_response_at is not None and ticket.text:
                replies.append(self.reply(ticket))
        await m.FeedbackTicket.bulk_create(tickets, batch_size=BATCH)
        await m.FeedbackReply.bulk_create(replies, batch_size=BATCH)
        await m.FeedbackEvent.bulk_create(events, batch_size=BATCH)

    def ticket(self, fact: Sequence[Any], post: Post | None) -> m.FeedbackTicket:
        fact_id, agent, received, score, answered, is_valid, customer = fact
        came, first = moment(received), moment(answered) if answered else None
        world = post.department[0] if post and post.department[0] in self.told else "R"
        text, product, topic = self.voice(world, int(score or 3))
        team = team_of(post.department if post else "")
        late = (first or self.ctx.now) - came > DAY
        state = m.FeedbackState.RESOLVED if is_valid else m.FeedbackState.INVALID
        return m.FeedbackTicket(
            **stamp(self.ctx), id=new_id(int(came.timestamp() * 1000)), answer_key=f"sample:{fact_id}",
            channel=self.chance.choice(tuple(m.FeedbackChannel)[:5]), customer_ref=customer or "",
            product=product, agent_id=agent, department_id=post.department_id if post else None,
            handler_department_id=sample_id("Department", PLACES[team]),
            score=score, text=text, text_lang=language_of(text) if text else "",
            topic_id=sample_id("FeedbackTopic", topic) if topic else None,
            sentiment=sentiment_of(text).sentiment.value if text else None, received_at=came,
            zone=self.ctx.store.settings.zone, state=state,
            invalid_reason=None if is_valid else m.FeedbackInvalidReason.DUPLICATE,
            team_id=sample_id("FeedbackTeam", team), assignee_id=agent if first else None, claimed_at=first,
            due_at=came + DAY, first_response_at=first, is_breached=bool(is_valid) and late,
            resolved_at=(first or min(came + 3 * DAY, self.ctx.now)) if is_valid else None,
        )  # fmt: skip

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

    def reply(self, ticket: m.FeedbackTicket) -> m.FeedbackReply:
        kind = 2 if (ticket.score or 0) > 3 else self.chance.randrange(2)  # noqa: PLR2004
        return m.FeedbackReply(
            **stamp(self.ctx), ticket_id=ticket.id, author_id=ticket.assignee_id,  # type: ignore[attr-defined]
            text=self.told["ANSWERS"][kind], sent_at=ticket.first_response_at,
        )  # fmt: skip

    def story(self, ticket: m.FeedbackTicket) -> list[m.FeedbackEvent]:
        """Tell a ticket's history from its own moments."""
        steps: list[tuple[m.FeedbackAct, datetime | None, str]] = [
            (m.FeedbackAct.RECEIVED, ticket.received_at, ""),
            (m.FeedbackAct.ROUTED, ticket.received_at, "DEPARTMENT"),
            (m.FeedbackAct.ANSWERED, ticket.first_response_at, ""),
            (m.FeedbackAct.RESOLVED, ticket.resolved_at, ""),
        ]
        return [
            m.FeedbackEvent(
                **stamp(self.ctx), id=new_id(int(at.timestamp() * 1000)), ticket_id=ticket.id, act=act, at=at,
                note=note,
            )
            for act, at, note in steps
            if at is not None
        ]  # fmt: skip

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


def team_of(department: str) -> str:
    return "STORE" if department == SHOWCASE else {"E": "ECARE", "H": "WARD"}.get(department[:1], "REST")


def moment(value: Any) -> datetime:  # as the database tells it
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def batches(ids: Sequence[str]) -> list[Sequence[str]]:
    return [ids[at : at + BATCH] for at in range(0, len(ids), BATCH)]
