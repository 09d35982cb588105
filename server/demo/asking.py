"""Support, suggestions, the question of the week, meetings and retrospectives of the sample worlds, over two years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from server.demo import asked_lines as said
from server.demo.judged_lines import MEMBERS
from server.demo.lives import SEED
from server.demo.resigning import marked
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.engagement import models as m
from server.engagement.operations.meeting_planning import plan_series
from server.engagement.rules import limits, monday, month_after, nth_weekday, span_start, starts_at
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.kept.dirty import touched_all
from server.people.models import Department
from server.people.operations.access import link
from server.store.base import stamp

SECONDS, BATCH, MONTHS, WEEKS = 60.0, 500, 24, 104
UNITS = (SHOWCASE, "R-S02", "R-S03", "E-PRE-1", "E-AFT-1", "E-QA", "H-W01")
LATEST = 6
"""So many of the last requests are open."""


async def ask(ctx: Context) -> None:
    """Write all of it in one transaction."""
    people = {
        code: [str(row[0]) for row in await ctx.store.reads.rows(marked(ctx.store, MEMBERS), [code])]
        for code in UNITS
    }

    async def whole() -> None:
        heads = {row.code: link(row, "manager_id") for row in await Department.all()}
        asking = Asking(ctx, people, heads)
        await asking.support()
        await asking.suggestions()
        await asking.pulse()
        await asking.meetings()
        await asking.retros()

    await ctx.store.write(whole, seconds=SECONDS)


@dataclass
class Asking:
    """Asks, suggests, answers, meets and looks back as people would."""

    ctx: Context
    people: Mapping[str, Sequence[str]]
    heads: Mapping[str, str]
    chance: Random = field(default_factory=lambda: Random(SEED + 31))  # noqa: S311 (a sample, not a secret)

    # --- Support ---

    async def support(self) -> None:
        topics = {
            code: m.SupportTopic(
                **stamp(self.ctx), id=sample_id("SupportTopic", code), code=code, name=zh, name_en=en,
                department_id=sample_id("Department", unit), answer_hours=answer, solve_hours=solve,
            )
            for code, zh, en, unit, answer, solve in said.TOPICS
        }  # fmt: skip
        await m.SupportTopic.bulk_create(topics.values())
        staff = [each for code in UNITS[:6] for each in self.people[code][1:9]]
        requests, events, facts = [], [], []
        for at in range(MONTHS * 4):
            code, title, text = said.ASKED[at % len(said.ASKED)]
            back = timedelta(hours=5 + 11 * at) if at < LATEST else timedelta(days=7.4 * at)
            row, steps = self.request(
                at, topics[code], staff[at * 7 % len(staff)], title, text, self.ctx.now - back
            )
            requests.append(row)
            events += steps
            facts.append(self.fact(row))
        await m.SupportRequest.bulk_create(requests, batch_size=BATCH)
        await m.SupportEvent.bulk_create(events, batch_size=BATCH)
        await m.InternalIssue.bulk_create(facts, batch_size=BATCH)
        await touched_all(self.ctx, ["internal_issue"])

    def fact(self, row: m.SupportRequest) -> m.InternalIssue:
        """Return what figures read of a request."""
        return m.InternalIssue(
            **self.origin(row.raised_at), source_key=f"support:{row.id}", recorded_at=row.raised_at,
            department_id=link(row, "department_id"), raised_at=row.raised_at,
            first_response_at=row.first_response_at, resolved_at=row.solved_at,
        )  # fmt: skip

    def request(
        self, at: int, topic: m.SupportTopic, person: str, title: str, text: str, raised: datetime
    ) -> tuple[m.SupportRequest, list[m.SupportEvent]]:
        unit = next(code for each, *_, code, _, _ in said.TOPICS if each == topic.code)
        owner = self.heads.get(unit) or self.heads["ZR"]
        answer_due, solve_due = limits(raised, topic.answer_hours or 24, topic.solve_hours or 72)
        waits, works, solved = at in (0, 3), at in (1, 4), at in (2, 5)
        answered = None if waits else raised + timedelta(hours=self.chance.randint(1, 30))
        done = None if waits or works else (answered or raised) + timedelta(hours=self.chance.randint(1, 40))
        state = (
            m.SupportState.ASSIGNED if waits else m.SupportState.WORKING if works
            else m.SupportState.SOLVED if solved else m.SupportState.CONFIRMED
        )  # fmt: skip
        how = said.SOLUTIONS[at % len(said.SOLUTIONS)] if done else ""
        row = m.SupportRequest(
            **self.origin(raised), id=sample_id("SupportRequest", str(at)), requester_id=person, topic_id=topic.id,
            department_id=sample_id("Department", unit), assignee_id=owner, title=title, text=text, state=state,
            raised_at=raised, answer_due_at=answer_due, solve_due_at=solve_due, first_response_at=answered,
            due_at=answer_due if waits else solve_due if works else None, solved_at=done, solution=how,
            confirmed_at=done if state is m.SupportState.CONFIRMED else None,
            is_late=bool((answered and answered > answer_due) or (waits and self.ctx.now > answer_due)),
        )  # fmt: skip
        kinds = m.SupportEventKind
        steps = [(kinds.ASKED, person, "", raised)]
        if answered:
            steps.append((kinds.REMARK, owner, said.ANSWERS[at % len(said.ANSWERS)], answered))
        if done:
            steps.append((kinds.SOLVED, owner, how, done))
        if state is m.SupportState.CONFIRMED and done:
            steps.append((kinds.CONFIRMED, person, "", done + timedelta(hours=2)))
        return row, [
            m.SupportEvent(
                **self.origin(when), request_id=row.id, actor_id=who, kind=kind, text=words, happened_at=when
            )
            for kind, who, words, when in steps
        ]

    def origin(self, at: datetime) -> dict[str, Any]:
        return {"created_at": at, "updated_at": at, "created_by": None}

    # --- Voices ---

    async def suggestions(self) -> None:
        """Some with a name, and a pool without that five people and more have filled."""
        rows = []
        for at, (text, unit, state, answer) in enumerate(said.SUGGESTED):
            author = self.people[UNITS[at % 5]][2 + at]
            decided = self.ctx.now - timedelta(days=3 + at) if answer else None
            rows.append(
                m.Suggestion(
                    **stamp(self.ctx), author_id=author, department_id=sample_id("Department", unit), text=text,
                    given_on=self.ctx.today - timedelta(days=9 + 6 * at), state=m.SuggestionState(state), answer=answer,
                    decided_by_id=self.heads[unit] if answer else None, decided_at=decided,
                )
            )  # fmt: skip
        week = monday(self.ctx.today) - timedelta(days=14)
        born = datetime.combine(week, time(), UTC)
        rows += [
            m.Suggestion(**self.origin(born), text=text, is_anonymous=True, given_on=week)
            for text in said.UNNAMED
        ]
        await m.Suggestion.bulk_create(rows)

    async def pulse(self) -> None:
        """Weeks that are over with their results, this week's question, and two to come."""
        this = monday(self.ctx.today)
        questions, results = list[m.PulseQuestion](), list[m.PulseResult]()
        for back in range(WEEKS, -3, -1):
            week = this - timedelta(days=7 * back)
            zh, en = said.QUESTIONS[back % len(said.QUESTIONS)]
            state = (
                m.PulseState.CLOSED if back > 0 else m.PulseState.PLANNED if back < 0 else m.PulseState.OPEN
            )
            row = m.PulseQuestion(
                **stamp(self.ctx), id=sample_id("PulseQuestion", str(week)), week=week, text=zh, text_en=en, state=state
            )  # fmt: skip
            questions.append(row)
            results += self.results(row, week) if back > 0 else ()
        await m.PulseQuestion.bulk_create(questions, batch_size=BATCH)
        await m.PulseResult.bulk_create(results, batch_size=BATCH)

    def results(self, row: m.PulseQuestion, week: date) -> list[m.PulseResult]:
        groups = [(sample_id("Department", code), self.chance.randint(5, 14)) for code in UNITS[:5]]
        answered = [(unit, size, size * self.chance.randint(310, 440)) for unit, size in groups]
        rest = self.chance.randint(120, 190)
        whole = (
            None,
            rest + sum(size for _, size in groups),
            rest * 372 + sum(points for *_, points in answered),
        )
        return [
            m.PulseResult(
                **stamp(self.ctx), source_key=f"pulse:{row.id}:{unit or ''}", recorded_at=self.ctx.now,
                question_id=row.id, department_id=unit, closed_on=week + timedelta(days=7), points=points,
                answers=size, low=None if unit else size // 9, strained=None if unit else 0,
            )
            for unit, size, points in (whole, *answered)
        ]  # fmt: skip

    # --- Meetings ---

    async def meetings(self) -> None:
        for code, zh, en, units, nth, weekday in said.SERIES:
            series = await m.MeetingSeries.create(
                **stamp(self.ctx), id=sample_id("MeetingSeries", code), code=code, name=zh, name_en=en,
                organizer_id=self.heads["R-OPS"] if code == "STORES" else sample_id("Employee", "Z1004"), nth=nth,
                weekday=weekday, starts="14:00", minutes_long=60, where_to="三楼会议室",
                from_on=self.ctx.today - timedelta(days=760),
            )  # fmt: skip
            await m.MeetingMember.bulk_create(
                [
                    m.MeetingMember(
                        **stamp(self.ctx), series_id=series.id, department_id=sample_id("Department", unit)
                    )
                    for unit in units
                ]
            )
            for back in range(MONTHS, -1, -1):
                await self.held(series, units, back)
            await plan_series(self.ctx, series)

    async def held(self, series: m.MeetingSeries, units: Sequence[str], back: int) -> None:
        """Write a meeting of a month that is over; now and then one was missed."""
        month = add_months(self.ctx.today.replace(day=1), -back)
        day = nth_weekday(month, series.nth, series.weekday)
        if day >= self.ctx.today:
            return
        missed = back % 9 == 5  # noqa: PLR2004 (now and then)
        row = await m.Meeting.create(
            **stamp(self.ctx), id=sample_id("Meeting", f"{series.code}:{month}"), series_id=series.id, month=month,
            title=series.name, title_en=series.name_en, organizer_id=link(series, "organizer_id"),
            starts_at=starts_at(day, series.starts, self.ctx.store.settings.zone), where_to=series.where_to,
            state=m.MeetingState.MISSED if missed else m.MeetingState.HELD, held_on=None if missed else day,
            minutes="" if missed else said.MINUTES, minutes_by_id=None if missed else link(series, "organizer_id"),
        )  # fmt: skip
        guests = dict.fromkeys(
            [link(series, "organizer_id"), *(self.heads[unit] for unit in units if self.heads[unit])]
        )
        await m.MeetingInvite.bulk_create(
            [
                m.MeetingInvite(
                    **stamp(self.ctx),
                    meeting_id=row.id,
                    employee_id=each,
                    is_present=None if missed else True,
                )
                for each in guests
            ]
        )
        zh, en, decision = said.POINTS[back % len(said.POINTS)]
        await m.MeetingItem.create(
            **stamp(self.ctx), meeting_id=row.id, place=1, matter=m.MeetingMatter.CLUSTER, matter_key=f"sample{back}",
            title=zh, title_en=en, link="/feedback/topics", decision="" if missed else decision,
        )  # fmt: skip
        if not missed:
            due = month_after(month)
            open_now = back <= 1
            await m.MeetingAction.create(
                **stamp(self.ctx), meeting_id=row.id, owner_id=list(guests)[back % len(guests)],
                text=said.PROMISES[back % len(said.PROMISES)], due_on=max(due, self.ctx.today) if open_now else due,
                done_on=None if open_now else due - timedelta(days=2),
            )  # fmt: skip

    async def retros(self) -> None:
        """Look back on weeks and months in three teams, with cases to learn from and to avoid."""
        for code in (SHOWCASE, "E-AFT-1", "H-W01"):
            staff = self.people[code]
            for back in range(1, MONTHS + 1):
                day = self.ctx.today - timedelta(days=30 * back)
                await self.retro(code, staff, m.RetroRhythm.MONTHLY, day, back)
            for back in range(1, 7):
                await self.retro(
                    code, staff, m.RetroRhythm.WEEKLY, self.ctx.today - timedelta(days=7 * back), back
                )
            await self.rhythms(code, staff[0])

    async def rhythms(self, code: str, lead: str) -> None:
        """Let a team look back each week and each month."""
        for rhythm in m.RetroRhythm:
            key = sample_id("RetroSeries", f"{code}:{rhythm}")
            if await m.RetroSeries.exists(id=key):
                continue
            await m.RetroSeries.create(
                **stamp(self.ctx), id=key, department_id=sample_id("Department", code), rhythm=rhythm, lead_id=lead,
                from_on=self.ctx.today - timedelta(days=30),
            )  # fmt: skip

    async def retro(self, code: str, staff: Sequence[str], rhythm: m.RetroRhythm, day: date, at: int) -> None:
        starts = span_start(rhythm, day)
        key = sample_id("Retrospective", f"{code}:{rhythm}:{starts}")
        if await m.Retrospective.exists(id=key):
            return
        well, badly, learned = said.LOOKED_BACK[at % len(said.LOOKED_BACK)]
        row = await m.Retrospective.create(
            **stamp(self.ctx), id=key, department_id=sample_id("Department", code), rhythm=rhythm, starts_on=starts,
            lead_id=staff[0], went_well=well, went_badly=badly, learned=learned, state=m.RetroState.HELD,
            held_on=min(starts + timedelta(days=8), self.ctx.today),
        )  # fmt: skip
        kind, title, situation, answer = said.CASES[at % len(said.CASES)]
        await m.RetroCase.create(
            **stamp(self.ctx), retrospective_id=row.id, kind=m.RetroCaseKind(kind), title=title, situation=situation,
            answer=answer,
        )  # fmt: skip
        is_new = at == 1
        due = self.ctx.today + timedelta(days=5) if is_new else starts + timedelta(days=14)
        await m.MeetingAction.create(
            **stamp(self.ctx), retrospective_id=row.id, owner_id=staff[1 + at % 3], due_on=due,
            text="把交接表单打印好并试用一周", done_on=None if is_new else due,
        )  # fmt: skip
