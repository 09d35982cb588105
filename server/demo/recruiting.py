"""Openings of the sample worlds: a new store looks for potential, a grown desk for experience."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.kernel.context import Context
from server.kernel.money import from_minor
from server.people.models import Department
from server.people.operations.access import link
from server.recruiting import models as m
from server.store.base import stamp
from server.store.keys import person_key

A, T, V, O, H, X, W = m.ApplicationState  # noqa: E741 (the states in their order)
OWN, REFERRAL, AGENCY, CAMPUS = m.CandidateSource
DAYS = {A: 4, T: 9, V: 14, O: 20, H: 30, X: 12, W: 10}
"""So many days ago a candidate in a state applied."""
PATH = {A: (A,), T: (A, T), V: (A, T, V), O: (A, T, V, O), H: (A, T, V, O, H), X: (A, T, X), W: (A, V, W)}
KINDS = tuple(m.CandidateTestKind)
EVIDENCE = ("先安抚再核实，给出两种解决办法", "举例具体，说得清自己做了什么", "尽责性高，情绪稳定")


@dataclass(frozen=True)
class Applied:
    """A candidate of the samples: scores of the three tests as far as they were sat, pay in whole units."""

    name: str
    state: m.ApplicationState
    months: int
    pay: int
    scores: tuple[int, ...] = ()
    source: m.CandidateSource = OWN
    reason: str = ""


@dataclass(frozen=True)
class Wanted:
    """An opening of the samples."""

    code: str
    title: str
    unit: str
    post: str
    wanted: int
    stage: m.UnitStage
    budget: int
    note: str
    applied: tuple[Applied, ...]
    state: m.OpeningState = m.OpeningState.OPEN


STARTUP, SCALED = m.UnitStage
OPENINGS = (
    Wanted("SHOP-1", "门店导购（可带教应届生）", SHOWCASE, "P-SHOP-1", 2, STARTUP, 5500, "愿意学，能轮班；有带教。", (
        Applied("周小满", V, 0, 4800, (86, 88, 84), CAMPUS),
        Applied("何立夏", V, 72, 7200, (82, 84, 78), AGENCY),
        Applied("钱谷雨", T, 18, 5400, (75,)),
        Applied("吴白露", A, 6, 5000, (), REFERRAL),
        Applied("郑小寒", X, 30, 6800, (52,), OWN, "只能上白班"),
    )),
    Wanted("DESK-1", "售后客服", "E-AFT-1", "P-DESK-1", 3, SCALED, 7500, "大促前到岗，熟悉退换货流程。", (
        Applied("冯清明", V, 4, 5600, (85, 87, 83), CAMPUS),
        Applied("陈秋分", V, 66, 7300, (81, 83, 79), AGENCY),
        Applied("褚芒种", O, 40, 7000, (79, 86, 80), REFERRAL),
        Applied("卫霜降", W, 24, 6500, (), OWN, "已入职别家"),
    )),
    Wanted("WARD-1", "病区服务助理", "H-W01", "P-NURSE-1", 1, SCALED, 6000, "有护理证者优先。", (
        Applied("蒋大雪", T, 12, 5600, (82,)),
    )),
    Wanted("SHOP-2", "城西店导购", "R-S02", "P-SHOP-1", 1, STARTUP, 5500, "", (), m.OpeningState.CLOSED),
)  # fmt: skip


async def recruit(ctx: Context) -> None:
    """Write them in one transaction."""

    async def whole() -> None:
        heads = {row.code: link(row, "manager_id") for row in await Department.all()}
        for number, one in enumerate(OPENINGS):
            await open_post(ctx, number, one, heads[one.unit] or heads["ZR"])

    await ctx.store.write(whole)


async def open_post(ctx: Context, number: int, one: Wanted, owner: str) -> None:
    opened = ctx.today - timedelta(days=35 + 5 * number)
    closed = None if one.state is m.OpeningState.OPEN else ctx.today - timedelta(days=7)
    made = sample_id("JobOpening", one.code)
    await m.JobOpening.create(
        **stamp(ctx), id=made, code=f"J{opened.year}-{number + 1:03d}", title=one.title, owner_id=owner,
        department_id=sample_id("Department", one.unit), position_id=sample_id("Position", one.post),
        wanted=one.wanted, stage=one.stage, budget=one.budget * 100, note=one.note, state=one.state,
        opened_on=opened, closed_on=closed,
    )  # fmt: skip
    for place, each in enumerate(one.applied):
        await apply(ctx, made, f"{one.code}-{place}", each, owner, phone=f"1390000{number:02d}{place:02d}")


async def apply(ctx: Context, opening: str, key: str, each: Applied, owner: str, *, phone: str) -> None:
    made, applied = sample_id("Candidate", key), ctx.today - timedelta(days=DAYS[each.state])
    over = each.state in (X, W)
    wrapped = await person_key(ctx.store.vault, made)
    clear = {"phone": phone, "expected_pay": from_minor(each.pay * 100)}
    sealed: dict[str, Any] = {
        name: ctx.store.vault.seal(wrapped, f"candidate.{name}|{made}", text) for name, text in clear.items()
    }
    await m.Candidate.create(
        **stamp(ctx), **sealed, id=made, opening_id=opening, name=each.name, source=each.source,
        phone_hash=ctx.store.vault.blind("candidate.phone", phone), experience_months=each.months, applied_on=applied,
        referred_by_id=sample_id("Employee", "R1006") if each.source is REFERRAL else None, state=each.state,
        decided_on=ctx.today - timedelta(days=2) if over else None, reason=each.reason, has_consent=True,
    )  # fmt: skip
    steps = PATH[each.state]
    for place, state in enumerate(steps):
        day = ctx.today - timedelta(days=2) if state in (X, W) else applied + timedelta(days=3 * place)
        await m.CandidateEvent.create(
            **stamp(ctx), id=sample_id("CandidateEvent", f"{key}-{place}"), candidate_id=made, state=state,
            happened_on=day, actor_id=owner, note=each.reason if state in (X, W) else "",
        )  # fmt: skip
    for kind, score, evidence in zip(KINDS, each.scores, EVIDENCE, strict=False):
        await m.CandidateTest.create(
            **stamp(ctx), id=sample_id("CandidateTest", f"{key}-{kind}"), candidate_id=made, kind=kind,
            score=score * 100, evidence=evidence, rater_id=owner, taken_on=applied + timedelta(days=3),
            instrument=m.TraitInstrument.BIG_FIVE if kind is m.CandidateTestKind.TRAIT else None,
        )  # fmt: skip
