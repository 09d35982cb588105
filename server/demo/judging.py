"""Quality checks, feedback, reports from the field and disputes of the sample worlds, as of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

import orjson

from server.catalog.field import answered_contacts, write_fact
from server.demo.judged_lines import ANSWERS, ASKED, MEMBERS, NOTES, REASONS, REMARKS, SHEET
from server.demo.lives import SEED
from server.demo.resigning import marked
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.feedback.models import AnswerDispute, AnswerDisputeState
from server.kernel.context import Context
from server.metrics.kept.dirty import touched_all
from server.people.operations.access import link
from server.performance import models as m
from server.performance.peers.operations.closing import tell_partners, tell_people
from server.performance.quality.operations.quality import draw_week
from server.performance.quality.rules import Question, agreement_of, mean_of, monday, score_of
from server.store.base import stamp

SECONDS, BATCH, WEEKS = 60.0, 500, 5
DESK, OTHER = "E-AFT-1", "E-PRE"


async def judge(ctx: Context) -> None:
    """Write all of it in one transaction."""
    people = {code: await members(ctx, code) for code in (SHOWCASE, DESK, OTHER)}
    since = (ctx.now - timedelta(days=45)).isoformat()
    answers = await ctx.store.reads.rows(marked(ctx.store, ANSWERS), [since])
    judging = Judging(ctx, people)

    async def whole() -> None:
        await judging.quality()
        await judging.rounds()
        await judging.reports()
        await judging.disputes(answers)
        await touched_all(ctx, ("qa_review", "peer_result", "partner_rating"))

    await ctx.store.write(whole, seconds=SECONDS)


async def members(ctx: Context, code: str) -> list[str]:
    return [str(row[0]) for row in await ctx.store.reads.rows(marked(ctx.store, MEMBERS), [code])]


@dataclass
class Judging:
    """Rates, answers, reports and objects as people would."""

    ctx: Context
    people: dict[str, list[str]]
    chance: Random = field(default_factory=lambda: Random(SEED + 21))  # noqa: S311 (a sample, not a secret)

    # --- Quality ---

    async def quality(self) -> None:
        """Draw some weeks; those before the last are rated, the last waits in the queue."""
        sheet = sample_id("QualitySheet", "SERVICE")
        await m.QualitySheet.create(
            **stamp(self.ctx), id=sheet, code="SERVICE", name="服务质检表", name_en="Service quality",
            state=m.QualitySheetState.IN_USE, used_from=self.ctx.today - timedelta(days=200),
        )  # fmt: skip
        asked = [
            m.QualityQuestion(
                **stamp(self.ctx), id=sample_id("QualityQuestion", str(place)), sheet_id=sheet, place=place,
                text=zh, text_en=en, weight=weight, is_critical=critical,
            )
            for place, (zh, en, weight, critical) in enumerate(SHEET, start=1)
        ]  # fmt: skip
        await m.QualityQuestion.bulk_create(asked)
        questions = [Question(row.id, row.weight, row.is_critical) for row in asked]
        this = monday(self.ctx.today)
        for back in range(WEEKS, 0, -1):
            week = this - timedelta(days=7 * back)
            await draw_week(self.ctx, week, answered_contacts)
            if back > 1:
                await self.rate(week, questions)

    async def rate(self, week: date, questions: Sequence[Question]) -> None:
        checks = await m.QualityCheck.filter(week=week).order_by("contact_ref")
        ratings: list[m.QualityRating] = []
        marks: list[m.QualityMark] = []
        facts: list[m.QaReview] = []
        for number, check in enumerate(checks):
            agent, day = link(check, "agent_id"), min(week + timedelta(days=9), self.ctx.today)
            found = [self.answers(questions) for _ in range(check.raters_due)]
            scores = [score_of(questions, each).score for each in found]
            for at, (each, score) in enumerate(zip(found, scores, strict=True)):
                made = self.rating(check.id, agent, at, score, is_failed=not score)
                ratings.append(made)
                marks += [
                    m.QualityMark(
                        **stamp(self.ctx), rating_id=made.id, agent_id=agent, question_id=key, answer=said
                    )
                    for key, said in each.items()
                ]
            differs = len(scores) > 1 and abs(scores[0] - scores[1]) > 1000  # noqa: PLR2004 (ten points)
            values: dict[str, Any] = {"raters_done": len(scores), "state": m.QualityCheckState.DIFFERS}
            if len(scores) > 1:
                values |= {"gap": abs(scores[0] - scores[1]), "agreement": agreement_of(*found)}
            if not differs:
                disputed = number % 23 == 5 and scores[0] < 9000  # noqa: PLR2004 (a low score)
                state = m.QualityCheckState.DISPUTED if disputed else m.QualityCheckState.RATED
                values |= {"score": mean_of(scores), "closed_on": day, "state": state}
                values |= (
                    {"dispute_reason": REASONS[number % 3], "disputed_at": self.ctx.now} if disputed else {}
                )
                facts.append(self.fact(check.id, agent, day, values["score"]))
            await m.QualityCheck.filter(id=check.id).update(**values)
        await m.QualityRating.bulk_create(ratings, batch_size=BATCH)
        await m.QualityMark.bulk_create(marks, batch_size=BATCH)
        await m.QaReview.bulk_create(facts, batch_size=BATCH)

    def answers(self, questions: Sequence[Question]) -> dict[str, m.QualityAnswer]:
        usual = (m.QualityAnswer.YES,) * 8 + (m.QualityAnswer.PARTLY,) * 2 + (m.QualityAnswer.NO,)
        return {
            each.id: (m.QualityAnswer.YES if self.chance.random() < 0.98 else m.QualityAnswer.NO)  # noqa: PLR2004
            if each.is_critical
            else self.chance.choice(usual)
            for each in questions
        }

    def rating(self, check: str, agent: str, at: int, score: int, *, is_failed: bool) -> m.QualityRating:
        rater = sample_id("Employee", ("Z1004", "R1005")[at])
        return m.QualityRating(
            **stamp(self.ctx), id=sample_id("QualityRating", f"{check}:{at}"), quality_check_id=check, agent_id=agent,
            rater_id=rater, score=score, has_failed_critical=is_failed, is_shown=True,
        )  # fmt: skip

    def fact(self, check: str, agent: str, day: date, score: int) -> m.QaReview:
        return m.QaReview(
            **stamp(self.ctx), recorded_at=self.ctx.now, source_key=f"quality:{check}", agent_id=agent,
            reviewed_on=day, score=score,
        )  # fmt: skip

    # --- Feedback ---

    async def rounds(self) -> None:
        """A round that is over, one between departments, one that is open and one that is being set up."""
        year = self.ctx.today.year
        past = await self.round("PAST", "上一轮互评", "Last round", m.PeerRoundState.CLOSED, 120)
        staff = self.people[SHOWCASE]
        said = [
            self.answer(
                past, subject=one, relation=m.PeerRelation.MANAGER if at == 0 else m.PeerRelation.PEER
            )
            for one in staff
            for at, other in enumerate(staff[:7])
            if other != one
        ]
        await tell_people(self.ctx, past, KEYS, said, self.chance)
        between = await self.round(
            "DEPT",
            "部门协作互评",
            "Between departments",
            m.PeerRoundState.CLOSED,
            100,
            m.PeerRoundKind.DEPARTMENTS,
        )
        for asking, about in ((SHOWCASE, DESK), (DESK, OTHER), (OTHER, DESK), (DESK, SHOWCASE)):
            pair: dict[str, Any] = {
                "asking": sample_id("Department", asking),
                "department": sample_id("Department", about),
            }
            await tell_partners(
                self.ctx, between, KEYS, [self.answer(between, **pair) for _ in self.people[asking][:9]]
            )
        await self.invite(
            await self.round(f"{year}", f"{year} 年度互评", f"Round of {year}", m.PeerRoundState.OPEN, -12)
        )
        await self.round("NEXT", "下一轮互评", "Next round", m.PeerRoundState.NOMINATING, -60)

    async def round(
        self, code: str, name: str, name_en: str, state: m.PeerRoundState, ago: int,
        kind: m.PeerRoundKind = m.PeerRoundKind.PEOPLE,
    ) -> m.PeerRound:  # fmt: skip
        ends = self.ctx.today - timedelta(days=ago)
        closed = ends if state is m.PeerRoundState.CLOSED else None
        return await m.PeerRound.create(
            **stamp(self.ctx), id=sample_id("PeerRound", code), code=code, name=name, name_en=name_en, kind=kind,
            state=state, starts_on=ends - timedelta(days=21), ends_on=ends, closed_on=closed,
            questions=orjson.dumps(ASKED).decode(),
        )  # fmt: skip

    def answer(
        self, row: m.PeerRound, *, relation: m.PeerRelation = m.PeerRelation.PEER, **about: Any
    ) -> m.PeerAnswer:
        scores = {key: self.chance.choice((3, 4, 4, 5, 5)) for key in KEYS}
        columns = {f"{name}_id": value for name, value in about.items()}
        return m.PeerAnswer(
            **stamp(self.ctx), round_id=row.id, relation=relation, scores=orjson.dumps(scores).decode(),
            remark=self.chance.choice(REMARKS), **columns,
        )  # fmt: skip

    async def invite(self, row: m.PeerRound) -> None:
        staff = self.people[SHOWCASE]
        made = []
        for at, one in enumerate(staff[:6]):
            around = (
                {one: m.PeerRelation.SELF, staff[0]: m.PeerRelation.MANAGER}
                if at
                else {one: m.PeerRelation.SELF}
            )
            around |= {other: m.PeerRelation.PEER for other in staff[1:6] if other != one}
            made += [
                m.PeerInvite(
                    **stamp(self.ctx), round_id=row.id, subject_id=one, rater_id=rater, relation=relation
                )
                for rater, relation in around.items()
            ]
        await m.PeerInvite.bulk_create(made, batch_size=BATCH)

    # --- The field ---

    async def reports(self) -> None:
        """Reports of the showcase store: some confirmed, some waiting, one returned and one draft."""
        states = (
            m.FieldReportState.SENT, m.FieldReportState.CONFIRMED, m.FieldReportState.SENT,
            m.FieldReportState.RETURNED, m.FieldReportState.CONFIRMED, m.FieldReportState.DRAFT,
        )  # fmt: skip
        kinds = tuple(m.FieldReportKind)
        staff = self.people[SHOWCASE][1:4]
        rows = []
        for at in range(12):
            kind, state = kinds[at % 3], states[at % 6]
            day = self.ctx.today - timedelta(days=1 + at)
            settled = state in (m.FieldReportState.CONFIRMED, m.FieldReportState.RETURNED)
            rows.append(
                m.FieldReport(
                    **stamp(self.ctx), employee_id=staff[at // 2 % len(staff)], kind=kind, happened_on=day,
                    customer_ref=f"c{1000 + at * 37}", note=NOTES[at % 3],
                    amount=100 * self.chance.randint(300, 4000) if kind is m.FieldReportKind.DEAL else None,
                    is_repeat=kind is m.FieldReportKind.DEAL, is_success=True,
                    followups_due=2 * (kind is m.FieldReportKind.SERVICE),
                    followups_done=kind is m.FieldReportKind.SERVICE, state=state,
                    sent_at=None if state is m.FieldReportState.DRAFT else self.ctx.now,
                    decided_by_id=self.people[SHOWCASE][0] if settled else None,
                    decided_at=self.ctx.now if settled else None,
                    decision="请补充客户代号的后四位" if state is m.FieldReportState.RETURNED else "",
                )
            )  # fmt: skip
        await m.FieldReport.bulk_create(rows)
        for row in rows:
            if row.state is m.FieldReportState.CONFIRMED:
                await write_fact(self.ctx, row)

    # --- Customers' answers ---

    async def disputes(self, answers: Sequence[Sequence[Any]]) -> None:
        """Object to some low answers: those that do not count were left out for it, of the others some wait."""
        boss, rows = sample_id("Employee", "Z1004"), []
        left_out = [row for row in answers if not row[2]][:6]
        waiting = [row for row in answers if row[2]][:5]
        for at, (answer, agent, _) in enumerate([*left_out, *waiting]):
            decided = at < len(left_out)
            rows.append(
                AnswerDispute(
                    **stamp(self.ctx), agent_id=agent, answer_id=answer, reason=REASONS[at % 3],
                    state=AnswerDisputeState.EXCLUDED if decided else AnswerDisputeState.WAITING,
                    decision="已核对聊天记录，理由成立。" if decided else "", decided_by_id=boss if decided else None,
                    decided_at=self.ctx.now if decided else None,
                )
            )  # fmt: skip
        await AnswerDispute.bulk_create(rows)


KEYS = [f"q{place}" for place in range(1, len(ASKED) + 1)]
