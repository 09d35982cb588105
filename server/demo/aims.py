"""Goals, talks and improvement plans of the sample worlds: a tree that is measured, two years of it settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from server.demo.lives import SEED
from server.demo.resigning import marked
from server.demo.rows import sample_id
from server.demo.world import SHOWCASE
from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.agreed.registry import Registry
from server.performance.goals.attainment import ChangeKind
from server.performance.goals.jobs import due_talks
from server.performance.goals.measuring import Measured, Subject, measure, spelled, subject_of
from server.performance.goals.models import Confidence, Goal, GoalCheckIn, GoalLevel, GoalState
from server.performance.goals.operations.measures import keep_measured
from server.performance.improvement.models import ImprovementPlan, ImprovementState, ImprovementStep
from server.performance.plans.models import Aim
from server.performance.talks.models import Talk, TalkItem, TalkItemKind, TalkState
from server.store.base import stamp

SECONDS = 60.0
MOST = Decimal("0.97")
"""Above this a share leaves no room to aim at."""
QUARTERS = 8
"""So many quarters of goals of teams, the running one among them."""
AIMS = (
    # metric, 中文, in percent, kind, change, aim, the companies whose teams serve it
    ("csat", "客户满意度", True, ChangeKind.POINTS, "0.02", Aim.UP, ("E", "H", "R")),
    ("voluntary_attrition_rate", "主动离职率", True, ChangeKind.RELATIVE, "-0.10", Aim.DOWN, ("R",)),
    ("training_hours_per_head", "人均培训学时", False, ChangeKind.POINTS, "1", Aim.UP, ("H",)),
)
OWN = ("R-S01", "E-AFT-1", "H-W01")
"""Units whose people have goals of their own and talks to be looked at."""
SAID = (
    (Confidence.ON_TRACK, "两周的复盘会见效，按计划走"),
    (Confidence.AT_RISK, "新人较多，先补话术演练"),
    (Confidence.ON_TRACK, "投诉升级流程已理顺，继续观察"),
    (Confidence.OFF_TRACK, "旺季人手不足，需要增援"),
)
AGENDA = ("上月的高兴事和难处", "客户满意度的两条差评", "接下来想学什么")
ACTIONS = ("跟老员工旁听三通电话", "整理常见退换问题的答法", "申请下季度的带教机会")
STEPS = ("每周旁听并复盘两通会话", "完成投诉安抚课程", "每周五与负责人复盘差评")
PEOPLE = (
    "select e.id,d.id,d.code,d.manager_id from employee e join assignment a on a.employee_id=e.id "
    "and a.superseded_at is null and a.is_primary and a.valid_to is null join department d on d.id=a.department_id "
    "join employment m on m.employee_id=e.id and m.superseded_at is null where m.left_on is null "
    "and m.hired_on<={0} and d.manager_id is not null and d.manager_id<>e.id order by d.code,m.hired_on,e.code"
)
LOW = (
    "select s.id,s.employee_id,s.rater_id,s.score,y.code,y.ends_on from scorecard s "
    "join review_cycle y on y.id=s.cycle_id where s.state='CLOSED' and s.score<6000 and s.is_latest "
    "order by y.ends_on,s.id"
)
HELD = (
    "select o.employee_id,d.manager_id,o.held_on from one_on_one o join assignment a on a.employee_id=o.employee_id "
    "and a.superseded_at is null and a.is_primary and a.valid_to is null join department d on d.id=a.department_id "
    "where o.held_on>={0} and o.superseded_at is null and d.manager_id is not null and d.manager_id<>o.employee_id "
    "and d.code in ('R-S01','E-AFT-1','H-W01') order by o.held_on,o.employee_id"
)


async def set_aims(ctx: Context) -> None:
    """Set goals from what the figures say of the days before, hold talks, and follow low scores up."""
    people = [
        tuple(map(str, row))
        for row in await ctx.store.reads.rows(
            marked(ctx.store, PEOPLE), [day(ctx, add_months(ctx.today, -4))]
        )
    ]
    aims = Aims(ctx, Registry(ctx.store), people, Random(SEED + 11))  # noqa: S311 (a sample, not a secret)
    await aims.goals()
    await due_talks(ctx)
    held = await ctx.store.reads.rows(marked(ctx.store, HELD), [day(ctx, ctx.today - timedelta(days=70))])
    low = await ctx.store.reads.rows(marked(ctx.store, LOW))
    await ctx.store.write(lambda: aims.talks(held), seconds=SECONDS)
    await ctx.store.write(lambda: aims.plans(low), seconds=SECONDS)


def day(ctx: Context, value: date) -> object:
    return value.isoformat() if ctx.store.dialect == "sqlite" else value


@dataclass
class Aims:
    """Writes the goals, talks and plans; everything drawn comes from one seeded source."""

    ctx: Context
    registry: Registry
    people: Sequence[tuple[str, ...]]
    chance: Random

    # --- Goals ---

    async def goals(self) -> None:
        rows = [*self.of_company(), *self.of_teams(), *self.of_people()]
        before = [self.before(row) for row in rows]
        found = await measure(self.ctx, self.registry, before)
        known = [(row, found.get(each)) for row, each in zip(rows, before, strict=True)]
        made = self.chosen([(row, start) for row, start in known if start and start.value])
        now = await measure(self.ctx, self.registry, [subject_of(each, self.ctx.today) for each in made])
        pairs = [(each, now.get(subject_of(each, self.ctx.today))) for each in made]
        ids = {each.id for each in made}
        for each in made:
            if each.parent_id not in ids:  # type: ignore[attr-defined] # Tortoise's own
                each.parent_id = None
        await self.ctx.store.write(lambda: self.keep(made, pairs), seconds=SECONDS)

    def chosen(self, known: Sequence[tuple[dict[str, Any], Measured]]) -> list[Goal]:
        """Make the goals that leave room to get better, one for each person."""
        made: dict[str, Goal] = {}
        for row, start in known:
            percent, change = AIMS[row["place"]][2], Decimal(AIMS[row["place"]][4])
            if not percent or (start.value or 0) + change <= MOST:
                made.setdefault(row.get("employee_id") or row["id"], self.made(row, start))
        return list(made.values())

    async def keep(self, made: Sequence[Goal], pairs: Sequence[tuple[Goal, Measured | None]]) -> None:
        for level in GoalLevel:
            await Goal.bulk_create([each for each in made if each.level == level], batch_size=500)
        await keep_measured(self.ctx, pairs)
        running = [each for each in made if each.ends_on >= self.ctx.today]
        for number, goal in enumerate(running[:: max(1, len(running) // 24)]):
            confidence, text = SAID[number % len(SAID)]
            on = max(goal.starts_on, self.ctx.today - timedelta(days=3 + number % 9))
            await GoalCheckIn.create(**stamp(self.ctx), goal_id=goal.id, on_day=on, confidence=confidence, text=text,
                                     author_id=goal.employee_id)  # type: ignore[attr-defined] # Tortoise's own # fmt: skip
            await Goal.filter(id=goal.id).update(confidence=confidence)

    def of_company(self) -> list[dict[str, Any]]:
        years = (self.ctx.today.year - 1, self.ctx.today.year)
        return [
            self.row(place, GoalLevel.COMPANY, f"{year}", date(year, 1, 1), date(year, 12, 31), str(year))
            for place in range(len(AIMS)) for year in years
        ]  # fmt: skip

    def of_teams(self) -> list[dict[str, Any]]:
        units = {row[2]: row[1] for row in self.people}
        return [
            self.row(place, GoalLevel.TEAM, code, first, last, f"{code}:{first}",
                     parent=f"{place}:COMPANY:{first.year}", department_id=department)
            for place, (*_, companies) in enumerate(AIMS)
            for code, department in units.items() if code[0] in companies
            for first, last in self.quarters()
        ]  # fmt: skip

    def of_people(self) -> list[dict[str, Any]]:
        first, last = self.quarters()[-1]
        mine = [row for row in self.people if row[2] in OWN]
        return [
            self.row(place, GoalLevel.PERSON, code, first, last, f"{person}:{first}",
                     parent=f"{place}:TEAM:{code}:{first}", employee_id=person)
            for person, _, code, _ in mine for place in (0, 2)
        ]  # fmt: skip

    def quarters(self) -> list[tuple[date, date]]:
        this = date(self.ctx.today.year, (self.ctx.today.month - 1) // 3 * 3 + 1, 1)
        starts = [add_months(this, -3 * back) for back in range(QUARTERS - 1, -1, -1)]
        return [(start, add_months(start, 3) - timedelta(days=1)) for start in starts]

    def row(
        self,
        place: int,
        level: GoalLevel,
        code: str,
        first: date,
        last: date,
        key: str,
        *,
        parent: str = "",
        **whose: str,
    ) -> dict[str, Any]:
        return {
            "place": place, "level": level, "code": code, "first": first, "last": last,
            "id": sample_id("Goal", f"{place}:{level}:{key}"),
            "parent_id": sample_id("Goal", parent) if parent else None, **whose,
        }  # fmt: skip

    def before(self, row: dict[str, Any]) -> Subject:
        """Ask for as many months before the goal."""
        months = 12 if row["level"] is GoalLevel.COMPANY else 3
        whose = row.get("employee_id") or row.get("department_id") or ""
        first = add_months(row["first"], -months)
        return Subject(AIMS[row["place"]][0], row["level"], whose, first, row["first"] - timedelta(days=1))

    def made(self, row: dict[str, Any], start: Measured) -> Goal:
        metric, name, percent, kind, change, aim, _ = AIMS[row["place"]]
        baseline = (start.value or Decimal(0)).quantize(Decimal("0.001"))
        required = (
            baseline + Decimal(change) if kind is ChangeKind.POINTS else baseline * (1 + Decimal(change))
        )
        way = "提升至" if aim is Aim.UP else "降至"
        return Goal(
            **stamp(self.ctx), id=row["id"], parent_id=row["parent_id"], level=row["level"],
            department_id=row.get("department_id"), employee_id=row.get("employee_id"),
            title=f"{name}从 {shown(baseline, percent)} {way} {shown(required, percent)}", metric=metric,
            change_kind=kind, aim=aim, baseline=spelled(baseline), target_change=change, required=spelled(required),
            starts_on=row["first"], ends_on=row["last"], state=GoalState.ACTIVE,
        )  # fmt: skip

    # --- Talks ---

    async def talks(self, held: Sequence[Sequence[object]]) -> None:
        zone = ZoneInfo(self.ctx.store.settings.zone)
        for number, (employee, manager, on) in enumerate(held):
            when = datetime.combine(as_day(on), time(10 + number % 7), zone)
            talk = await self.talk(str(employee), str(manager), when, TalkState.HELD)
            await self.items(talk, number, str(employee), str(manager))
        mine = [row for row in self.people if row[2] in OWN]
        for number, (employee, _, code, manager) in enumerate(mine):
            if number % 3 and code != SHOWCASE:
                continue
            when = datetime.combine(
                self.ctx.today + timedelta(days=1 + number % 9), time(10 + number % 7, 30), zone
            )
            talk = await self.talk(employee, manager, when, TalkState.PLANNED)
            for place, text in enumerate(AGENDA[: 1 + number % 3]):
                await self.item(talk, TalkItemKind.AGENDA, place, text, employee)

    async def talk(self, employee: str, manager: str, when: datetime, state: TalkState) -> Talk:
        is_held = state is TalkState.HELD
        return await Talk.create(
            **stamp(self.ctx), employee_id=employee, manager_id=manager, planned_at=when, state=state,
            place="二楼小会议室", held_on=when.date() if is_held else None,
            notes="聊了客户评价和接下来的安排，气氛轻松。" if is_held else "",
        )  # fmt: skip

    async def items(self, talk: Talk, number: int, employee: str, manager: str) -> None:
        await self.item(talk, TalkItemKind.AGENDA, 0, AGENDA[number % 3], employee, done=True)
        owner = employee if number % 3 else manager
        due = (talk.held_on or self.ctx.today) + timedelta(days=21)
        is_done = due < self.ctx.today and number % 5 > 0
        await self.item(talk, TalkItemKind.ACTION, 1, ACTIONS[number % 3], manager, owner, due, done=is_done)

    async def item(
        self, talk: Talk, kind: TalkItemKind, place: int, text: str, author: str, owner: str | None = None,
        due: date | None = None, *, done: bool = False,
    ) -> None:  # fmt: skip
        await TalkItem.create(
            **stamp(self.ctx), talk_id=talk.id, kind=kind, place=place, text=text, author_id=author, owner_id=owner,
            due_on=due, done_at=self.ctx.now if done else None,
        )  # fmt: skip

    # --- Improvement plans ---

    async def plans(self, low: Sequence[Sequence[Any]]) -> None:
        """Follow every closed score below the standard up; those of the last quarter are under way."""
        for number, (card, person, rater, score, cycle, ends) in enumerate(low):
            starts = as_day(ends) + timedelta(days=25)
            until = starts + timedelta(days=60)
            runs = until >= self.ctx.today
            state = ImprovementState.ACTIVE if runs else ENDS[number % len(ENDS)]
            plan = await ImprovementPlan.create(
                **stamp(self.ctx), employee_id=str(person), owner_id=rater and str(rater), scorecard_id=str(card),
                cycle=str(cycle), score=int(score), standard=6000, state=state, due_on=starts,
                talk_on=starts - timedelta(days=2), starts_on=starts, ends_on=until,
                aim="客户满意度与质检得分回到达标线以上", outcome="" if runs else OUTCOMES[state],
                acknowledged_at=self.ctx.now,
                closed_at=None if runs else self.ctx.now,
            )  # fmt: skip
            for place, text in enumerate(STEPS):
                due = starts + timedelta(days=20 * (place + 1))
                await ImprovementStep.create(
                    **stamp(self.ctx), plan_id=plan.id, employee_id=str(person), place=place, text=text,
                    support="负责人每周陪同一次" if not place else "", due_on=due,
                    done_on=min(due, self.ctx.today) if due <= self.ctx.today and (place < 2 or not runs) else None,  # noqa: PLR2004 (the last is open)
                )  # fmt: skip


ENDS = (ImprovementState.REACHED, ImprovementState.REACHED, ImprovementState.NOT_REACHED)
OUTCOMES = {
    ImprovementState.REACHED: "各项回到达标线以上，计划结束。",
    ImprovementState.NOT_REACHED: "未达到约定，已与本人商量调整岗位。",
}


def shown(value: Decimal, percent: bool) -> str:
    """Spell a figure as a title has it."""
    number = (value * 100 if percent else value).quantize(Decimal("0.1")).normalize()
    return f"{number:f}%" if percent else f"{number:f}"


def as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
