"""Topics, scripts and customers' needs of the sample worlds, and what gathers once the feedback is there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import yaml

from server.demo.lives import SEED, Life
from server.demo.rows import Ledger, sample_id
from server.feedback import models as m
from server.feedback.operations.account_persons import sealed_of
from server.feedback.texts import usual_topics
from server.feedback.topic_jobs import gather_now
from server.kernel.context import Context
from server.people.models import Employee
from server.people.operations.access import link
from server.store.base import change_row

SECONDS = 30.0
SCRIPTS = Path(__file__).parent / "scripts.yaml"
OWNERS = {
    "delivery": "E-AFT", "after_sales": "E-AFT", "response": "E-PRE", "price": "E-PRE", "description": "E-PRE",
    "quality": "R-OPS", "attitude": "R-OPS", "environment": "R-OPS", "waiting": "H-NUR", "explanation": "H-NUR",
}  # fmt: skip
"""Departments in charge of topics, where the worlds have them."""
NEEDS = (
    "先比价再决定", "要求当天送达", "需要专属客服对接", "每月对账一次", "关注售后响应", "希望定制包装", "准备扩大采购",
    "需要中英文资料",
)  # fmt: skip
PUZZLED = (
    "详情页没写要不要预热，第一次用就糊了。", "说明书看不懂，不知道放多少油。", "页面没写容量，买回来放不下一只鸡。",
    "教程里没讲怎么清洗，油渍洗不掉。",
)  # fmt: skip
MOST_PUZZLED = 14
MOST_NEEDS = 3
CONTACTS = ("采购", "财务", "仓储")
MOST_PEOPLE = 60
GROWN = 45
"""So many days a customer is small at least before it counts as key."""
KEY_SHARE = 0.6
DUE = timedelta(days=12)


@dataclass
class Library:
    """Writes topics and scripts into the ledger, and what key customers need."""

    ledger: Ledger
    lives: list[Life]

    def write(self) -> None:
        units = {life.unit.code for life in self.lives}
        for each in usual_topics():
            owner = next(
                (code for code in sorted(units) if code.startswith(OWNERS.get(each["code"], "-"))), None
            )
            self.ledger.add(
                m.FeedbackTopic, each["code"], self.ledger.moment(self.ledger.today - timedelta(days=700)),
                code=each["code"], name=each["name"]["zh"], name_en=each["name"]["en"], suggests=each["suggests"],
                words=json.dumps(list(map(str, each["words"])), ensure_ascii=False),
                department_id=owner and sample_id("Department", owner),
            )  # fmt: skip
        for number, script in enumerate(yaml.safe_load(SCRIPTS.read_text("utf-8"))):
            self.script(number, script)

    def script(self, number: int, given: dict[str, str]) -> None:
        """Add a script; every third one was written once before, with less to say."""
        day = self.ledger.today - timedelta(days=40 + 47 * number % 500)
        known = {
            **{name: given[name] for name in ("code", "product", "title", "title_en")},
            "topic_id": sample_id("FeedbackTopic", given["topic"]),
        }
        is_second = number % 3 == 0
        if is_second:
            older = day - timedelta(days=120)
            self.ledger.add(
                m.Script, f"{given['code']}.1", self.ledger.moment(older), **known, revision=1,
                body=given["body"].partition("；")[0].rstrip("。") + "。", state=m.ScriptState.RETIRED,
                published_on=older, retired_on=day,
            )  # fmt: skip
        revision = 1 + is_second
        self.ledger.add(
            m.Script, f"{given['code']}.{revision}", self.ledger.moment(day), **known, revision=revision,
            body=given["body"], body_en=given["body_en"], state=m.ScriptState.PUBLISHED, published_on=day,
        )  # fmt: skip


def needs_of(chance: Random, start: date, until: date) -> list[tuple[date, str]]:
    """Return what a customer has needed, each from a later day on."""
    days = sorted(
        start + timedelta(days=chance.randrange(max(1, (until - start).days)))
        for _ in range(chance.randint(1, MOST_NEEDS))
    )
    return list(zip(days, chance.sample(NEEDS, len(days)), strict=True))


async def gather_library(ctx: Context) -> None:
    """Let customers' needs be known, and take the first measures of what gathered."""
    chance = Random(SEED + 12)  # noqa: S311 (a sample, not a secret)

    async def whole() -> None:
        accounts = await m.CustomerAccount.filter(
            segment=m.Segment.KEY, superseded_at=None, customer_ref__isnull=False
        ).order_by("id")
        await m.AccountNeed.bulk_create([
            m.AccountNeed(
                created_at=ctx.now, updated_at=ctx.now, customer_ref=row.customer_ref, since_on=day, need=need,
                told_by_id=link(row, "agent_id") or None,
            )
            for row in accounts
            if chance.random() < KEY_SHARE
            for day, need in needs_of(chance, row.started_on, row.ended_on or ctx.today)
        ], batch_size=500)  # fmt: skip
        await tell_of_accounts(ctx, accounts)
        await let_a_product_puzzle(ctx)
        await gather_now(ctx)
        await take_first(ctx)

    await ctx.store.write(whole, seconds=SECONDS)


async def tell_of_accounts(ctx: Context, accounts: Sequence[m.CustomerAccount]) -> None:
    """Let key customers have been small before, and name whom to speak to at the latest of them."""
    chance = Random(SEED + 13)  # noqa: S311 (a sample, not a secret)
    told: list[m.AccountSegment] = []
    for row in accounts:
        span = ((row.ended_on or ctx.today) - row.started_on).days
        if span < GROWN or chance.random() > KEY_SHARE:
            continue
        grown = row.started_on + timedelta(days=GROWN + chance.randrange(span - GROWN + 1))
        known = {"customer_ref": row.customer_ref, "created_at": ctx.now, "updated_at": ctx.now}
        told += [
            m.AccountSegment(**known, since_on=row.started_on, segment=m.Segment.SMALL),
            m.AccountSegment(**known, since_on=grown, segment=m.Segment.KEY, note="年度采购额达到大客户标准"),
        ]
    await m.AccountSegment.bulk_create(told, batch_size=500)
    here = [row for row in accounts if row.ended_on is None]
    for number, row in enumerate(sorted(here, key=lambda row: row.code or "")[:MOST_PEOPLE]):
        for place, title in enumerate(CONTACTS[: 1 + number % len(CONTACTS)]):
            made = sample_id("AccountPerson", f"{row.code}.{place}")
            contacts = {
                "phone": f"1390000{number:03}{place}",
                "email": f"contact{number}-{place}@example.com",
            }
            await m.AccountPerson.create(
                **await sealed_of(ctx, made, contacts), id=made, created_at=ctx.now, updated_at=ctx.now,
                name=f"{title}联系人",
                customer_ref=row.customer_ref, job_title=title, is_main=place == 0, since_on=row.started_on,
            )  # fmt: skip


async def let_a_product_puzzle(ctx: Context) -> None:
    """Give words to low ratings of the last weeks that came without: so many are puzzled by one product."""
    silent = m.FeedbackTicket.filter(
        text="", score__lte=3, received_at__gte=ctx.now - timedelta(days=28), invalid_reason=None
    )
    rows = await silent.order_by("-received_at", "id").limit(MOST_PUZZLED)
    for number, row in enumerate(rows):
        await m.FeedbackTicket.filter(id=row.id).update(
            text=PUZZLED[number % len(PUZZLED)], text_lang="zh", product="空气炸锅", sentiment="NEGATIVE",
            topic_id=sample_id("FeedbackTopic", "description"),
        )  # fmt: skip


async def take_first(ctx: Context) -> None:
    """Give the two largest heaps to the heads of the departments in charge."""
    for row in await m.FeedbackCluster.filter(state=m.ClusterState.FOUND).order_by("-count", "id").limit(2):
        topic = await m.FeedbackTopic.get(id=link(row, "topic_id"))
        owner = (
            await Employee.filter(id=await head_of(topic)).first() if link(topic, "department_id") else None
        )
        if owner is not None:
            await change_row(
                ctx,
                m.FeedbackCluster,
                row.id,
                state=m.ClusterState.TAKEN,
                owner_id=owner.id,
                due_on=ctx.today + DUE,
            )


async def head_of(topic: m.FeedbackTopic) -> str:
    await topic.fetch_related("department")
    return link(topic.department, "manager_id") if topic.department else ""
