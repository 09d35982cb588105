"""People from a file: what each row would change, worked out before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.imports.check import Checker, Values
from server.imports.known import MATCHED, Known, Names, Person, pay_on
from server.imports.own_fields import changed_values, required_own
from server.imports.said import told_of
from server.kernel.context import Context
from server.kernel.ids import new_id
from server.people import custom
from server.people.models import EmploymentType
from server.people.operations.seal import CLEAN

REFERENCES = {"department": "部门", "position": "岗位", "location": "工作地点", "manager": "上级"}
NEEDED = ("name", "department", "hired_on")
STAY = ("left_on", "leave_kind", "leave_reason", "vendor", "probation_ends_on", "confirmed_on")


@dataclass(frozen=True)
class Kept:
    """A value that was not taken over or is contradicted, and why; `source` is whose word stands, "" for our own."""

    source: str
    zh: str
    en: str
    is_conflict: bool = True


@dataclass
class NewPerson:
    """Somebody not known so far; `row` is where they stand in the file."""

    row: int
    id: str
    values: Values
    post: dict[str, str | None]


@dataclass
class Change:
    """What a row changes about somebody known; empty parts change nothing."""

    row: int
    person: Person
    day: date
    columns: dict[str, str] = field(default_factory=dict)
    post: dict[str, str | None] = field(default_factory=dict)
    stay: dict[str, Any] = field(default_factory=dict)  # columns of the employment, of mixed types
    pay: str | None = None
    own: dict[str, custom.Kept] = field(default_factory=dict)
    comes_back: bool = False
    kept: dict[str, Kept] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.columns or self.post or self.stay or self.pay or self.own or self.comes_back)


@dataclass(frozen=True)
class Told:
    """Who an accepted row speaks of, and what it says, each field as (compared, shown)."""

    row: int
    code: str
    said: dict[str, tuple[str, str]]
    hired_on: date | None
    left_on: date | None


@dataclass
class Plan:
    """All that an import will do. `made` holds what was not there: (table, code) to (id, first day).

    `told` is what each accepted row says, and `kept` what of it was not taken or is contradicted, by the person's id.
    """

    people: list[NewPerson] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    made: dict[tuple[str, str], tuple[str, date]] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    kept: dict[str, dict[str, Kept]] = field(default_factory=dict)


@dataclass
class Planner:
    """Compares rows with what is known."""

    ctx: Context
    known: Known
    checker: Checker
    create: bool
    may_add: bool = True
    plan: Plan = field(default_factory=Plan)

    def run(self) -> Plan:
        rows = self.checker.rows(("code",))
        found = {number: self.find(values) for number, values in rows}
        ids = self.known.ids() | {
            str(values["code"]): person.id if (person := found[number]) else new_id()
            for number, values in rows
        }
        for number, values in rows:
            post, person = self.resolve(number, values, ids), found[number]
            if person is None:
                self.require(number, values)
            self.check_dates(number, values, person)
            self.check_once(number, values, ids[str(values["code"])])
            if number in self.checker.bad_rows:
                continue
            self.note(number, values, post, ids[str(values["code"])])
            if person is None:
                self.plan.people.append(NewPerson(number, ids[str(values["code"])], values, post))
            elif change := self.compare(number, person, values, post):
                self.plan.changes.append(change)
            else:
                self.plan.unchanged += 1
        self.drop_followers(set(ids.values()))
        self.drop_orphans()
        return self.plan

    def find(self, values: Values) -> Person | None:
        """Find whom a row speaks of, as far as anybody known."""
        blind = self.ctx.store.vault.blind
        told = {name: str(values[name]) for name in MATCHED if name in values}
        hashes = {name: blind(f"employee.{name}", text) for name, text in told.items()}
        return self.known.find(str(values["code"]), values.get("name"), hashes)

    def require(self, number: int, values: Values) -> None:
        """Refuse a newcomer without what every newcomer needs; of somebody known a file may say less."""
        if not self.may_add:
            zh, en = "没有这名员工，您也无权新增员工。", "There is no such employee, and you may not add any."
            self.checker.refuse(number, "code", "DENIED", zh, en)
        for name in (*NEEDED, *required_own(self.ctx, self.checker.fields)):
            if name not in values:
                self.checker.refuse(
                    number, name, "MISSING_VALUE", "此项必填，请补充。", "This is required; fill it in."
                )

    def check_once(self, number: int, values: Values, person: str) -> None:
        """Refuse a second row about one person under another code."""
        first = self.plan.told.get(person)
        if first is not None and first.code != values["code"]:
            self.checker.refuse(
                number,
                "code",
                "DUPLICATE_ROW",
                f"与第 {first.row} 行是同一人，请只保留一行。",
                f"The same person as row {first.row}; keep only one of them.",
            )

    def note(self, number: int, values: Values, post: dict[str, str | None], person: str) -> None:
        hired, left = values.get("hired_on"), values.get("left_on")
        self.plan.told[person] = Told(
            number,
            str(values["code"]),
            told_of(values, post),
            hired if isinstance(hired, date) else None,
            left if isinstance(left, date) else None,
        )

    def resolve(self, number: int, values: Values, ids: dict[str, str]) -> dict[str, str | None]:
        """Turn names of departments, positions, places and managers into ids."""
        post: dict[str, str | None] = {}
        known = self.known
        places = {"department": known.departments, "position": known.positions, "location": known.locations}
        for name, zh in REFERENCES.items():
            if (text := values.get(name)) is None:
                continue
            found = (
                self.named(name, places[name], str(text), values) if name in places else ids.get(str(text))
            )
            if found is None:
                self.checker.refuse(
                    number,
                    name,
                    f"UNKNOWN_{name.upper()}",
                    f"没有{zh}“{text}”，请先建立或更正。",
                    f"There is no {name} '{text}'; create it first or correct the name.",
                )
            post[f"{name}_id"] = found
        return post

    def named(self, table: str, names: Names, text: str, values: Values) -> str | None:
        if found := names.ids.get(text):
            return found
        if not self.create or text in names.ids:  # what several bear is no name
            return None
        first = values.get("hired_on")
        start = first if isinstance(first, date) else self.ctx.today
        row_id, known_from = self.plan.made.get((table, text), (new_id(), start))
        self.plan.made[table, text] = (row_id, min(known_from, start))
        return row_id

    def check_dates(self, number: int, values: Values, person: Person | None) -> None:
        """Refuse dates that contradict each other or what is known."""
        hired = values.get("hired_on", person.stay["hired_on"] if person else None)
        left = values.get("left_on")
        if not isinstance(hired, date):
            return
        if isinstance(left, date) and left < hired:
            zh, en = "离职日期早于入职日期。", "The last day is before the hire date."
            self.checker.refuse(number, "left_on", "INVALID_DATE", zh, en)
        if person is None or hired == person.stay["hired_on"]:
            return
        gone = person.stay["left_on"]
        if gone is None or hired <= gone:
            self.checker.refuse(
                number,
                "hired_on",
                "HIRE_DATE_DIFFERS",
                f"与已登记的入职日期 {person.stay['hired_on']} 不一致，请核对。",
                f"Differs from the recorded hire date {person.stay['hired_on']}; check it.",
            )

    def compare(self, number: int, person: Person, values: Values, post: dict[str, str | None]) -> Change:
        """Work out what the row changes; a department and the like change on `effective_on`, else today."""
        change = Change(number, person, self.day_for(person, values))
        if values.get("hired_on", person.stay["hired_on"]) != person.stay["hired_on"]:
            change.comes_back, change.post, change.day = True, post, _day(values["hired_on"])
            change.stay = new_stay(values, self.ctx.today)
        else:
            present = person.post_on(change.day)
            change.post = {name: row for name, row in post.items() if row != present.get(name)}
            told = {name: values[name] for name in STAY if name in values}
            if "employment_type" in values:
                told["type"] = values["employment_type"]
            change.stay = {name: value for name, value in told.items() if value != person.stay[name]}
        change.columns = self.new_columns(person, values)
        change.own = changed_values(self.ctx.store.vault, person, values, change.day)
        pay = values.get("base_salary")
        change.pay = (
            str(pay) if pay is not None and pay != pay_on(self.ctx.store.vault, person, change.day) else None
        )
        return change

    def day_for(self, person: Person, values: Values) -> date:
        """Choose the day a change takes effect: never before the first post nor after the last day."""
        day = _day(values.get("effective_on") or self.ctx.today)
        gone = values.get("left_on") or person.stay["left_on"]
        day = min(day, _day(gone)) if gone else day
        return max(day, person.posts[0][0])

    def new_columns(self, person: Person, values: Values) -> dict[str, str]:
        """Compare the name, and the contacts by their hashes."""
        blind = self.ctx.store.vault.blind
        told = {name: str(values[name]) for name in ("name", *CLEAN) if name in values}
        return {
            name: text
            for name, text in told.items()
            if (
                text != person.name
                if name == "name"
                else blind(f"employee.{name}", text) != person.hashes[name]
            )
        }

    def drop_followers(self, everyone: set[str]) -> None:
        """Refuse rows whose manager is a newcomer of a refused row, and so on along the line."""
        known = {person.id for person in self.known.people.values()}
        while True:
            gone = everyone - known - {new.id for new in self.plan.people}
            lost = [each for each in self.kept() if each.post.get("manager_id") in gone]
            if not lost:
                return
            for each in lost:
                zh = "上级所在的行有误，请先更正。"
                en = "The manager's own row is refused; correct that first."
                self.checker.refuse(each.row, "manager", "UNKNOWN_MANAGER", zh, en)
            self.plan.people = [new for new in self.plan.people if new not in lost]
            self.plan.changes = [change for change in self.plan.changes if change not in lost]
            for each in lost:
                self.plan.told.pop(each.id if isinstance(each, NewPerson) else each.person.id)

    def kept(self) -> list[NewPerson | Change]:
        return [*self.plan.people, *self.plan.changes]

    def drop_orphans(self) -> None:
        """Make nothing that only rejected rows named."""
        used = {row for each in self.kept() for row in each.post.values()}
        self.plan.made = {key: made for key, made in self.plan.made.items() if made[0] in used}


def new_stay(values: Values, today: date) -> dict[str, Any]:
    """Return the employment a row tells of; without a word on probation it counts as completed."""
    hired, ends = _day(values["hired_on"]), values.get("probation_ends_on")
    done = hired if ends is None else ends if _day(ends) <= today else None
    stay = {name: values.get(name) for name in STAY}
    kind = values.get("employment_type", EmploymentType.FULL_TIME)
    return stay | {"hired_on": hired, "type": kind, "confirmed_on": values.get("confirmed_on", done)}


def _day(value: object) -> date:
    assert isinstance(value, date)  # noqa: S101 (the column's reader returns nothing else)
    return value
