"""The lives of the sample people: who came when, moved, earned and left; pure, seeded, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from server.demo.world import GIVEN, POSTS, REASONS, SHOWCASE, SURNAMES, UNITS, VENDORS, Unit
from server.kernel.period import add_months
from server.people.models import EmploymentType, LeaveKind

SEED = 20250315
PROBATION_MONTHS = 3
MONTHS = 24
OPENING, HIRES, LEAVERS = 20, 23, 3
PAY = {post.code: post.pay for post in POSTS}
KINDS = (LeaveKind.VOLUNTARY,) * 14 + (LeaveKind.INVOLUNTARY,) * 4 + (LeaveKind.OTHER,)
OLD = 50
"""From this age on somebody who leaves retires."""


@dataclass
class Life:
    """One person from hire to the last day; `posts` and `pays` are (from, value …) in order."""

    code: str
    name: str
    unit: Unit
    born: date
    hired_on: date
    left_on: date | None = None
    kind: LeaveKind | None = None
    reason: str | None = None
    notice_on: date | None = None
    is_head: bool = False
    type: EmploymentType = EmploymentType.FULL_TIME
    vendor: str | None = None
    posts: list[tuple[date, str, str]] = field(default_factory=list)
    pays: list[tuple[date, int]] = field(default_factory=list)

    def probation_ends_on(self) -> date:
        return add_months(self.hired_on, PROBATION_MONTHS)

    def confirmed_on(self, today: date) -> date | None:
        day = self.probation_ends_on()
        return day if day <= min(today, self.left_on or today) else None

    def last_day(self, today: date) -> date:
        return min(today, self.left_on or today)


@dataclass
class Author:
    """Writes the lives, unit after unit, drawing everything from one seeded source."""

    today: date
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 (a sample, not a secret)
    numbers: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first = add_months(self.today.replace(day=1), -MONTHS)
        self.month = add_months(self.today.replace(day=1), -1)

    def write(self) -> list[Life]:
        lives = [life for unit in UNITS for life in self.staff(unit)]
        self.resign(lives)
        return lives

    def staff(self, unit: Unit) -> Iterator[Life]:
        if unit.code == SHOWCASE:
            yield from self.showcase(unit)
        for seat in range(unit.seats):
            yield from self.seat(unit, seat)

    def showcase(self, unit: Unit) -> Iterator[Life]:
        """Open the month with 20, hire 23, lose 3, close with 40: 3/20 = 15 %, 3/((20+40)/2) = 10 %."""
        for seat in range(OPENING):
            life = self.person(unit, self.before(self.month, 60, 1400), seat)
            if seat >= OPENING - LEAVERS:
                left = self.month.replace(day=10 + 7 * (OPENING - 1 - seat))
                self.leave(life, left, LeaveKind.INVOLUNTARY if seat == OPENING - 1 else LeaveKind.VOLUNTARY)
            yield self.career(life, moves=False)
        for number in range(HIRES):
            yield self.career(
                self.person(unit, self.month.replace(day=3 + number // 2), OPENING), moves=False
            )

    def seat(self, unit: Unit, seat: int) -> Iterator[Life]:
        """Fill one seat: when its holder leaves, a successor comes some weeks later."""
        stays = unit.attrition == 0 or seat == 0
        is_new = not stays and self.chance.random() < 0.12  # noqa: PLR2004 (a growing firm)
        hired = self.before(self.today, 20, 600) if is_new else self.before(self.first, 30, 2200)
        while hired <= self.today:
            life = self.person(unit, hired, seat)
            left = None if stays else self.tenure(unit, max(hired, self.first))
            if left is not None and left < self.today:
                retires = self.today.year - life.born.year >= OLD
                self.leave(life, left, LeaveKind.RETIREMENT if retires else self.chance.choice(KINDS))
            yield self.career(life, moves=not stays)
            if life.left_on is None:
                return
            hired = workday(life.left_on + timedelta(days=self.chance.randint(10, 40)))

    def person(self, unit: Unit, hired: date, seat: int) -> Life:
        company = unit.code[0]
        number = self.numbers[company] = self.numbers.get(company, 1000) + 1
        name = self.chance.choice(SURNAMES) + self.chance.choice(GIVEN)
        born = date(
            hired.year - self.chance.randint(20, 48), self.chance.randint(1, 12), self.chance.randint(1, 28)
        )
        life = Life(f"{company}{number}", name, unit, born, hired, is_head=seat == 0)
        life.posts = [(hired, unit.code, first_post(unit, seat))]
        if unit.attrition and seat and self.chance.random() < 0.1:  # noqa: PLR2004 (one in ten)
            self.flexible(life)
        return life

    def flexible(self, life: Life) -> None:
        life.type = self.chance.choice(
            (
                EmploymentType.PART_TIME,
                EmploymentType.DISPATCHED,
                EmploymentType.INTERN,
                EmploymentType.HOURLY,
            )
        )
        if life.type == EmploymentType.DISPATCHED:
            life.vendor = self.chance.choice(VENDORS)

    def tenure(self, unit: Unit, start: date) -> date:
        return workday(start + timedelta(days=12 + int(self.chance.expovariate(unit.attrition / 365))))

    def before(self, day: date, least: int, most: int) -> date:
        return workday(day - timedelta(days=self.chance.randint(least, most)))

    def leave(self, life: Life, day: date, kind: LeaveKind) -> None:
        life.left_on, life.kind, life.reason = day, kind, self.chance.choice(REASONS[kind])
        if kind == LeaveKind.VOLUNTARY:
            life.notice_on = max(life.hired_on, day - timedelta(days=30))

    # --- Career ---

    def career(self, life: Life, *, moves: bool) -> Life:
        """Give the life its moves and its pay."""
        if not life.is_head and moves:
            self.move(life)
        if not life.is_head and life.unit.attrition:
            self.promote(life)
        life.posts.sort()
        self.earn(life)
        return life

    def move(self, life: Life) -> None:
        """Transfer one in twelve to a sibling unit, some time in the last two years."""
        group = life.unit.siblings
        others = [unit.code for unit in UNITS if group and unit.siblings == group and unit is not life.unit]
        span = (life.last_day(self.today) - max(life.hired_on, self.first)).days
        if others and span > 90 and self.chance.random() < 1 / 12:  # noqa: PLR2004 (a quarter at least)
            day = max(life.hired_on, self.first) + timedelta(days=self.chance.randint(60, span - 20))
            life.posts.append((day, self.chance.choice(others), life.posts[0][2]))

    def promote(self, life: Life) -> None:
        """Promote one in four of those with a year and a quarter of service to the next step."""
        step = life.unit.posts[-2]
        day = workday(add_months(life.hired_on, 15))
        if day >= life.last_day(self.today) or self.chance.random() > 0.25 or step == life.posts[0][2]:  # noqa: PLR2004
            return
        where = max(post for post in life.posts if post[0] <= day)[1]
        later = [
            (start, unit, step) if start > day else (start, unit, post) for start, unit, post in life.posts
        ]
        life.posts = [*later, (day, where, step)]

    def earn(self, life: Life) -> None:
        """Start near the usual pay of the post; raises come each April and with a promotion."""
        level = self.chance.uniform(0.92, 1.1)
        pay = {life.hired_on: level * PAY[life.posts[0][2]]}
        for start, _, post in life.posts[1:]:
            pay[start] = level * PAY[post] * 1.02
        year = max(life.hired_on.year + 1, self.first.year)
        for april in (date(each, 4, 1) for each in range(year, self.today.year + 1)):
            if add_months(life.hired_on, 6) < april <= life.last_day(self.today):
                level *= self.chance.uniform(1.02, 1.06)
                post = max(each for each in life.posts if each[0] <= april)[2]
                pay[april] = level * PAY[post]
        life.pays = [(day, int(amount) // 10 * 1000) for day, amount in sorted(pay.items())]

    def resign(self, lives: list[Life]) -> None:
        """Let a handful be in their notice now."""
        can = [life for life in lives if not life.is_head and life.left_on is None and life.unit.attrition]
        settled = [life for life in can if life.confirmed_on(self.today)]
        for life in self.chance.sample(settled, 6):
            life.notice_on = self.today - timedelta(days=self.chance.randint(1, 20))


def first_post(unit: Unit, seat: int) -> str:
    """Return the post of a seat: its own where each has one, else the head's or the newcomer's."""
    if len(unit.posts) == unit.seats:
        return unit.posts[seat]
    return unit.posts[0] if seat == 0 else unit.posts[-1]


def workday(day: date) -> date:
    """Move a weekend to the Monday after."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() >= 5 else 0)  # noqa: PLR2004 (Saturday)
