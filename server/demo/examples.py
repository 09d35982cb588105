"""Worked examples of metrics, loaded through the product's own tables: each into a database that holds nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tortoise.models import Model

from server.demo.example_rows import UNITS, Row, Tables, clocks, standings_of
from server.imports.logical import Known, models, slots, stored
from server.kernel.context import SYSTEM, Context
from server.kernel.ids import new_id
from server.metrics.definitions import Dictionary, Source
from server.people import models as people
from server.store.keys import person_key
from server.store.store import Store

LONG_AGO = date(1900, 1, 1)
FIRST_KNOWN = datetime(2000, 1, 1, tzinfo=UTC)
"""When a row was recorded that does not say so itself."""
WHOLE = "WHOLE"
"""The department of people whom an example puts in none."""
PEOPLE_TABLES = ("employment", "assignment")
PERSONAL = {"gender": "gender", "birth_date": "birth_on", "is_disabled": "is_disabled"}
"""Logical columns that our tables keep with the person."""
POST = ("position", "job_family", "grade", "is_core_sales", "is_manager", "is_critical")
LEAVE = {"voluntary": "VOLUNTARY", "involuntary": "INVOLUNTARY", "retirement": "RETIREMENT",
         "death": "OTHER", "contract_end": "OTHER"}  # fmt: skip
GROUNDS = {"death": "DEATH", "contract_end": "CONTRACT_END"}
TYPES = {"regular": "FULL_TIME", "fixed_term": "FULL_TIME", "intern": "INTERN", "agency": "DISPATCHED",
         "outsourced": "OUTSOURCED"}  # fmt: skip


def expand(rows: Iterable[Row], defaults: Row) -> list[Row]:
    """Spell out rows that stand for several: `repeat: 3` with `{i}` counting from 1 in the texts."""
    out: list[Row] = []
    for row in rows:
        given = {**defaults, **row}
        times = given.pop("repeat", 1)
        out += [
            {name: numbered(value, number) for name, value in given.items()} for number in range(1, times + 1)
        ]
    return out


def numbered(value: object, number: int) -> object:
    return value.format(i=number) if isinstance(value, str) and "{i" in value else value


def last_moment(day: date, zone: str) -> datetime:
    """Return the last moment of a local day."""
    midnight = datetime.combine(day + timedelta(days=1), time(0), ZoneInfo(zone))
    return midnight.astimezone(UTC) - timedelta(milliseconds=1)


@dataclass
class Loader:
    """Fills an empty store with one example's tables."""

    store: Store
    dictionary: Dictionary
    ctx: Context
    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))
    ids: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    posts: dict[tuple[object, ...], str] = field(default_factory=dict)

    async def load(self, tables: Tables) -> None:
        """Insert everything in one transaction; raises BadValue naming the column that cannot be kept."""
        self.organization(tables)
        self.persons(tables)
        self.employments(tables.get("employment", []))
        self.assignments(tables.get("assignment", []), tables.get("employment", []))
        for name, found in tables.items():
            if name not in (*PEOPLE_TABLES, *UNITS):
                self.events(self.dictionary.sources[name], found)
        await self.store.write(self.insert)

    async def insert(self) -> None:
        order: list[type[Model]] = [
            people.Position,
            people.Location,
            people.Department,
            people.DepartmentVersion,
            people.Employee,
        ]
        rest = [model for model in self.rows if model not in order]
        for model in [*order, *rest]:
            rows = self.rows.get(model, [])
            await self.seal(model, rows)
            await model.bulk_create(rows, batch_size=500)

    async def seal(self, model: type[Model], rows: list[Model]) -> None:
        """Seal what the dictionary says lies sealed, each value with its person's key."""
        source = next(
            (each for each in self.dictionary.sources.values() if each.table == model._meta.db_table), None
        )
        if source is None or not any(column.sealed for column in source.columns.values()):
            return
        for row in rows:
            key = await person_key(self.store.vault, row.employee_id)  # type: ignore[attr-defined] # such tables have one
            for slot in slots(source):
                if slot.column.sealed and (clear := getattr(row, slot.name)) is not None:
                    setattr(
                        row, slot.name, self.store.vault.seal(key, f"{slot.column.sealed}|{row.pk}", clear)
                    )

    def add(self, model: type[Model], **values: Any) -> str:
        """Add a row known since long ago, and return its id."""
        row_id = new_id()
        known = {"recorded_at": FIRST_KNOWN} if "recorded_at" in model._meta.fields_map else {}
        told = {**known, **values}
        self.rows[model].append(model(id=row_id, created_at=FIRST_KNOWN, updated_at=FIRST_KNOWN, **told))
        return row_id

    @property
    def zone(self) -> str:
        return self.store.settings.zone

    # --- What rows point at ---

    def organization(self, tables: Tables) -> None:
        """Add every department named, hung as the example's rows say, every location and every legal entity."""
        standings = standings_of(tables, self.zone)
        latest = {code: found[-1].parent for code, found in standings.items()}
        codes = {WHOLE} if needs_whole(tables) else set()
        codes |= set(standings) | {
            each.parent for found in standings.values() for each in found if each.parent
        }
        codes |= self.named("Department", tables) | {
            str(row["dept_id"]) for row in tables.get("assignment", [])
        }
        placed = self.ids["Department"]
        kind = people.DepartmentKind.DEPARTMENT
        for code in sorted(codes, key=lambda each: (depth(each, latest), each)):
            above = placed.get(latest.get(code) or "")
            placed[code] = self.add(people.Department, code=code, name=code, kind=kind, parent_id=above)
        for code in sorted(codes):
            for each in standings.get(code, ()):
                self.stand(code, each.since or LONG_AGO, each.parent, each.clocks)
            if code not in standings:
                self.stand(code, LONG_AGO, None, {})
        rows = [row for name in PEOPLE_TABLES for row in tables.get(name, [])]
        places = self.named("Location", tables) | {
            str(row["location"]) for row in rows if row.get("location")
        }
        for code in sorted(places):
            self.ids["Location"][code] = self.add(people.Location, code=code, name=code)
        for code in sorted({str(row["legal_entity"]) for row in rows if row.get("legal_entity")}):
            self.ids["LegalEntity"][code] = self.add(people.LegalEntity, code=code, name=code)

    def stand(self, code: str, since: date, parent: str | None, known: Row) -> None:
        """Say where a department hangs from a day on."""
        placed = self.ids["Department"]
        self.add(
            people.DepartmentVersion,
            department_id=placed[code],
            name=code,
            kind=people.DepartmentKind.DEPARTMENT,
            parent_id=placed[parent] if parent else None,
            valid_from=since,
            **known,
        )

    def named(self, target: str, tables: Tables) -> set[str]:
        """Name the codes by which the rows of an example point at a kind of thing."""
        out: set[str] = set()
        for name, rows in tables.items():
            if name in (*PEOPLE_TABLES, *UNITS):
                continue
            columns = [
                slot.column.name for slot in slots(self.dictionary.sources[name]) if slot.target == target
            ]
            out |= {str(row[column]) for row in rows for column in columns if row.get(column) is not None}
        return out

    def persons(self, tables: Tables) -> None:
        codes = self.named("Employee", tables)
        traits: dict[str, dict[str, Any]] = defaultdict(dict)
        for name, rows in tables.items():
            for row in rows if name not in UNITS else ():
                code = row.get("person_id") or (row.get("spell_id") if name in PEOPLE_TABLES else None)
                codes |= {str(each) for each in (code, row.get("manager_id")) if each is not None}
                for column, kept in PERSONAL.items():
                    if code is not None and row.get(column) is not None:
                        traits[str(code)][kept] = row[column]
        for code in sorted(codes):
            self.ids["Employee"][code] = self.add(
                people.Employee, code=code, name=code, name_pinyin=code, **traits[code]
            )

    # --- Employment and assignments ---

    def employments(self, rows: list[Row]) -> None:
        starts: dict[str, list[date]] = defaultdict(list)
        for row in rows:
            if not row.get("superseded_at"):
                starts[person_of(row)].append(row["start_date"])
        for row in rows:
            start, kind = row["start_date"], row.get("exit_type")
            after = [day for day in starts[person_of(row)] if day > start]
            self.add(
                people.Employment,
                employee_id=self.ids["Employee"][person_of(row)],
                is_initial=not row.get("is_rehire", False),
                type=TYPES[row.get("employment_type", "regular")],
                contract="FIXED_TERM" if row.get("employment_type") == "fixed_term" else "OPEN_ENDED",
                hired_on=start,
                left_on=row.get("end_date"),
                leave_kind=LEAVE.get(kind or ""),
                leave_ground=GROUNDS.get(kind or ""),
                leave_reason=row.get("exit_reason"),
                is_regretted=row.get("is_regretted"),
                legal_entity_id=self.ids["LegalEntity"].get(str(row.get("legal_entity"))),
                valid_from=start,
                valid_to=min(after, default=None),
                **clocks(row, self.zone),
            )

    def assignments(self, rows: list[Row], stays: list[Row]) -> None:
        """Add the assignments given, and one of its own to each employment that has none."""
        covered = {str(row.get("spell_id", row.get("person_id"))) for row in rows}
        for row in rows:
            self.assignment(row, str(row["dept_id"]), row["valid_from"], row.get("valid_to"))
        for row in stays:
            if str(row["spell_id"]) not in covered:
                self.assignment(
                    row, WHOLE, row["start_date"], row.get("end_date") and row["end_date"] + timedelta(1)
                )

    def assignment(self, row: Row, department: str, start: date, end: date | None) -> None:
        location, manager = row.get("location"), row.get("manager_id")
        self.add(
            people.Assignment,
            employee_id=self.ids["Employee"][person_of(row)],
            department_id=self.ids["Department"][department],
            position_id=self.post(row),
            location_id=self.ids["Location"][str(location)] if location else None,
            manager_id=self.ids["Employee"][str(manager)] if manager else None,
            fte=round(float(row.get("fte", 1)) * 100),
            valid_from=start,
            valid_to=end,
            **clocks(row, self.zone),
        )

    def post(self, row: Row) -> str:
        """Return the position of a row; what an example says of a post makes one of its own."""
        key = tuple(row.get(name) for name in POST)
        if key not in self.posts:
            name = str(row.get("position") or "post")
            taken = sum(each[0] == row.get("position") for each in self.posts)
            self.posts[key] = self.add(
                people.Position,
                code=f"{name}#{taken}" if taken or not row.get("position") else name,
                name=name,
                family=str(row.get("job_family") or ""),
                grade_name=str(row.get("grade") or ""),
                is_core=bool(row.get("is_critical")),
                is_core_sales=bool(row.get("is_core_sales")),
                is_manager=bool(row.get("is_manager")),
            )
        return self.posts[key]

    def events(self, source: Source, rows: list[Row]) -> None:
        model, known = models()[source.table], Known(self.ids)
        for row in rows:
            self.add(model, **stored(source, row, known), **clocks(row, self.zone))


def person_of(row: Row) -> str:
    """Name whose a row is; an employment named alone is its person's only one."""
    return str(row.get("person_id") or row["spell_id"])


def depth(code: str, parents: Mapping[str, str | None]) -> int:
    steps = 0
    above = parents.get(code)
    while above is not None:
        steps, above = steps + 1, parents.get(above)
    return steps


def needs_whole(tables: Tables) -> bool:
    covered = {str(row.get("spell_id", row.get("person_id"))) for row in tables.get("assignment", [])}
    return any(str(row["spell_id"]) not in covered for row in tables.get("employment", []))


def context_at(store: Store, policy: Any, as_of: date) -> Context:
    """Return the house's own context at the close of a day; `policy` as in any context."""
    moment = last_moment(as_of, store.settings.zone)
    return Context(SYSTEM, moment, as_of, policy, store, "zh", new_id())
