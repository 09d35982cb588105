"""Turns the sample lives into rows: facts with both clocks, sealed contacts and pay, months of attendance."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tortoise.models import Model

from server.demo.lives import MONTHS, SEED, Life
from server.demo.world import PLACES, POSTS, UNITS
from server.kernel.money import from_minor
from server.kernel.period import add_months, month_of
from server.people import models as m
from server.people.names import spell
from server.store.models import PersonKey
from server.store.vault import Vault

FOUNDED = date(2018, 1, 1)
FULL_MONTH = 17400
"""Hundredths of hours in a full month's work."""


def sample_id(kind: str, key: str) -> str:
    """Return the same UUIDv7-shaped id for the same thing each time."""
    value = int.from_bytes(hashlib.sha256(f"zhiren-demo|{kind}|{key}".encode()).digest()[:16])
    value = value & (1 << 80) - 1 | 0x018F0000_0000 << 80
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(UUID(int=value))


@dataclass
class Ledger:
    """Collects the rows of each table until they are inserted together."""

    vault: Vault
    today: date
    now: datetime
    rows: dict[type[Model], list[Model]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    chance: Random = field(default_factory=lambda: Random(SEED + 1))  # noqa: S311 (a sample, not a secret)

    def add(self, model: type[Model], key: str, known: datetime, /, **values: Any) -> str:
        """Add a row of mixed columns and return its id."""
        row_id = sample_id(model.__name__, key)
        made = model(id=row_id, created_at=known, updated_at=known, **values)
        self.rows.setdefault(model, []).append(made)
        return row_id

    def moment(self, day: date) -> datetime:
        """Return when something of that day was recorded: at two in the afternoon, never after now."""
        return min(datetime.combine(day, time(6), UTC), self.now)

    # --- Organization ---

    def organization(self, heads: dict[str, str]) -> None:
        known = self.moment(FOUNDED)
        for post in POSTS:
            values = {
                name: getattr(post, name)
                for name in (
                    "code",
                    "name",
                    "family",
                    "grade",
                    "ladder",
                    "is_core",
                    "is_core_sales",
                    "is_manager",
                )
            }
            self.add(m.Position, post.code, known, **values)
        for code, name, city in PLACES:
            self.add(m.Location, code, known, code=code, name=name, city=city)
        for unit in UNITS:
            values = {
                "name": unit.name,
                "kind": unit.kind,
                "parent_id": unit.parent and sample_id("Department", unit.parent),
                "manager_id": heads.get(unit.code),
            }
            made = self.add(m.Department, unit.code, known, code=unit.code, **values)
            fact = {"valid_from": FOUNDED, "recorded_at": known, "department_id": made}
            self.add(m.DepartmentVersion, unit.code, known, **values, **fact)

    # --- People ---

    def person(self, number: int, life: Life) -> None:
        known = self.moment(life.hired_on)
        person, wrapped = sample_id("Employee", life.code), self.vault.new_person_key()
        pinyin, initials = spell(life.name)
        clear = {
            "phone": f"1380000{number:04d}",
            "email": f"{pinyin}.{life.code.lower()}@example.com",
            "id_number": id_number(life.born, number),
        }
        sealed: dict[str, Any] = {}
        for name, text in clear.items():
            sealed[name] = self.vault.seal(wrapped, f"employee.{name}|{person}", text)
            sealed[f"{name}_hash"] = self.vault.blind(f"employee.{name}", text)
        self.keys[person] = wrapped
        self.rows.setdefault(PersonKey, []).append(PersonKey(person_id=person, wrapped=wrapped))
        self.add(m.Employee, life.code, known, code=life.code, name=life.name,
                 name_pinyin=pinyin, name_initials=initials, birth_on=life.born, gender=gender_of(life),
                 is_disabled=number % 61 == 0, **sealed)  # fmt: skip
        self.employment(life, person)
        self.assignments(life, person)
        self.pay(life, person, wrapped)
        self.months(life, person)

    def employment(self, life: Life, person: str) -> None:
        """Add what was known of the employment as it came to be known: hired, confirmed, notice, left."""
        stay: dict[str, Any] = {
            "employee_id": person, "is_initial": True, "type": life.type, "vendor": life.vendor,
            "hired_on": life.hired_on, "valid_from": life.hired_on, "probation_ends_on": life.probation_ends_on(),
        }  # fmt: skip
        learned: list[tuple[date, dict[str, Any]]] = [(life.hired_on, {})]
        if (confirmed := life.confirmed_on(self.today)) is not None:
            learned.append((confirmed, {"confirmed_on": confirmed}))
        if life.notice_on is not None:
            learned.append((life.notice_on, {"notice_on": life.notice_on}))
        if life.left_on is not None:
            late = 12 if self.chance.random() < 0.08 else 0  # noqa: PLR2004 (some leaves are learned late)
            ground = m.LeaveGround.CONTRACT_END if life.reason == "合同到期" else None
            left = {"left_on": life.left_on, "leave_kind": life.kind, "leave_reason": life.reason,
                    "leave_ground": ground, "is_regretted": int(life.code[1:]) % 3 == 0}  # fmt: skip
            learned.append((life.left_on + timedelta(days=late), left))
        learned.sort(key=lambda each: each[0])
        for number, (day, news) in enumerate(learned):
            stay |= news
            until = self.moment(learned[number + 1][0]) if number + 1 < len(learned) else None
            known = self.moment(day)
            self.add(
                m.Employment, f"{life.code}.{number}", known, **stay, recorded_at=known, superseded_at=until
            )

    def assignments(self, life: Life, person: str) -> None:
        homes = {unit.code: unit.location for unit in UNITS}
        for number, (start, unit, post) in enumerate(life.posts):
            end = life.posts[number + 1][0] if number + 1 < len(life.posts) else None
            moved = number and unit != life.posts[number - 1][1]
            known = self.moment(start)
            self.add(
                m.Assignment, f"{life.code}.{number}", known, employee_id=person, is_initial=number == 0,
                department_id=sample_id("Department", unit), position_id=sample_id("Position", post),
                location_id=sample_id("Location", homes[unit]), valid_from=start, valid_to=end, recorded_at=known,
                fte=50 if life.type in (m.EmploymentType.PART_TIME, m.EmploymentType.HOURLY) else 100,
                reason="" if number == 0 else "transfer" if moved else "promotion",
            )  # fmt: skip

    def pay(self, life: Life, person: str, wrapped: str) -> None:
        usual = {post.code: post.pay for post in POSTS}
        for number, (start, minor) in enumerate(life.pays):
            key = f"{life.code}.{number}"
            row = sample_id("Compensation", key)
            post = max(each for each in life.posts if each[0] <= start)[2]
            end = life.pays[number + 1][0] if number + 1 < len(life.pays) else None
            amounts = {"base_salary": from_minor(minor), "market_salary": from_minor(usual[post] * 105)}
            sealed = {
                name: self.vault.seal(wrapped, f"compensation.{name}|{row}", text)
                for name, text in amounts.items()
            }
            known = self.moment(start)
            self.add(m.Compensation, key, known, **sealed, employee_id=person, is_initial=number == 0,
                     valid_from=start, valid_to=end, recorded_at=known)  # fmt: skip

    def months(self, life: Life, person: str) -> None:
        """Add a row for each of the last months that the person worked in."""
        this = self.today.replace(day=1)
        for start in (add_months(this, -back) for back in range(MONTHS, 0, -1)):
            end = add_months(start, 1) - timedelta(days=1)
            days = (min(end, life.last_day(self.today)) - max(start, life.hired_on)).days + 1
            if days > 0:
                share = days / end.day / (1 if life.type == m.EmploymentType.FULL_TIME else 1.6)
                worked = self.attendance(life, share)
                self.add(
                    m.Attendance,
                    f"{life.code}.{start}",
                    self.moment(end),
                    employee_id=person,
                    month=month_of(start),
                    **worked,
                )

    def attendance(self, life: Life, share: float) -> dict[str, int]:
        draw = self.chance
        absent, leave = 100 * int(draw.random() < 0.05), 50 * draw.choice((0, 0, 0, 1, 2))  # noqa: PLR2004 (one in twenty)
        overtime = 50 * int(draw.triangular(0, 60 if life.unit.attrition > 0.2 else 30, 8) * share)  # noqa: PLR2004
        worked = max(0, int(FULL_MONTH * share) // 50 * 50 - 8 * (absent + leave)) + overtime
        nights = draw.randint(4, 8) if life.unit.code.startswith("H-W") else 0
        return {
            "worked_hours": worked,
            "payable_hours": worked + 8 * leave,
            "overtime_hours": overtime,
            "absent_days": absent,
            "leave_days": leave,
            "late_count": draw.choice((0, 0, 0, 0, 1, 1, 2)),
            "night_shifts": round(nights * share),
        }


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


def id_number(born: date, number: int) -> str:
    """Return a well-formed ID number of the region 999999, which does not exist."""
    body = f"999999{born:%Y%m%d}{number % 1000:03d}"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def gender_of(life: Life) -> m.Gender:
    """Return a gender that goes with nothing else: two in three are women, as at many service desks."""
    return m.Gender.M if int(life.code[1:]) % 3 == 1 else m.Gender.F


POINTED_AT: tuple[type[Model], ...] = (
    m.Position,
    m.Location,
    PersonKey,
    m.Employee,
    m.Department,
    m.DepartmentVersion,
    m.LegalEntity,
)


def ordered(rows: dict[type[Model], list[Model]]) -> Iterator[tuple[type[Model], list[Model]]]:
    """Yield the tables so that what is pointed at comes first; departments and heads point at each other."""
    for model in (*POINTED_AT, *(each for each in rows if each not in POINTED_AT)):
        yield model, rows.get(model, [])
