"""Builds the sample worlds in one transaction; the same day and seed give the same people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tortoise.models import Model

from policies import load
from server import audit
from server.demo.aims import set_aims
from server.demo.asking import ask
from server.demo.board import open_day
from server.demo.bulk import Bulk
from server.demo.delivering import deliver
from server.demo.enrolling import enroll_all
from server.demo.facts import Chronicle
from server.demo.gathering import Gathering
from server.demo.honoring import Honoring
from server.demo.judging import judge
from server.demo.learning import link_case, teach
from server.demo.library import Library, gather_library
from server.demo.linking import link_customers
from server.demo.listening import listen
from server.demo.lives import Author
from server.demo.papers import keep_papers
from server.demo.plans import Plans
from server.demo.recruiting import recruit
from server.demo.reviewing import review
from server.demo.rows import Ledger, ordered, sample_id
from server.demo.schemes import Schemes
from server.demo.skills import assess_people
from server.demo.structure import employ, tell_structure
from server.demo.working import Working
from server.demo.world import SHOWCASE, Showcase
from server.kernel.clock import Clock
from server.kernel.context import SYSTEM, Context
from server.kernel.period import month_of
from server.kernel.settings import Settings
from server.metrics.kept.dirty import touched_all
from server.store.store import Store

MOST_SECONDS = 120.0
BATCH = 500


async def build(store: Store, settings: Settings, today: date) -> Showcase:
    """Fill an empty store with the sample worlds as of `today`; return where the 15 % / 10 % example stands."""
    now = min(datetime.combine(today, time(4), UTC), Clock(settings.zone).now())
    author = Author(today)
    lives = author.write()
    ledger = Ledger(store.vault, today, now)
    heads = {life.unit.code: sample_id("Employee", life.code) for life in lives if life.is_head}
    ledger.organization(with_heads_above(heads))
    tell_structure(ledger)
    for number, life in enumerate(lives, start=1):
        ledger.person(number, life)
    employ(ledger, lives)
    keep_papers(ledger, lives)
    Plans(ledger).write()
    Library(ledger, lives).write()
    bulk = Bulk(store.dialect)
    Chronicle(ledger, lives, bulk).write()
    Working(ledger, lives, bulk).write()
    Schemes(ledger, lives, bulk).write()
    Honoring(ledger, lives, bulk).write()
    Gathering(ledger, lives, bulk).write()
    ctx = Context(SYSTEM, now, today, load(), store)

    async def insert() -> None:
        for model, rows in ordered(ledger.rows):
            await model.bulk_create(rows, batch_size=BATCH)
        await bulk.insert()
        filled: dict[type[Model], int] = {model: len(rows) for model, rows in ordered(ledger.rows)}
        filled |= {model: len(rows) for model, rows in bulk.rows.items()}
        await touched_all(ctx, (model._meta.db_table for model, number in filled.items() if number))
        counts = {model.__name__: (None, number) for model, number in filled.items()}
        await audit.record(ctx, "demo.build", subject_type="Company", subject_id="demo", changes=counts)

    await store.write(insert, seconds=MOST_SECONDS)
    await review(ctx)
    await set_aims(ctx)
    await judge(ctx)
    await ask(ctx)
    await recruit(ctx)
    await link_customers(ctx)
    await teach(ctx)
    await enroll_all(ctx)
    await listen(ctx)
    await link_case(ctx)
    await gather_library(ctx)
    await deliver(ctx)
    await assess_people(ctx)
    await open_day(ctx)
    return Showcase(SHOWCASE, month_of(author.month))


def with_heads_above(heads: dict[str, str]) -> dict[str, str]:
    """Let the general manager head the group, and each company's first manager the company."""
    return heads | {"ZR": heads["Z-HQ"], "R": heads["R-OPS"], "E": heads["E-PRE"], "H": heads["H-NUR"]}
