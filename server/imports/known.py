"""What the database holds before an import, read in one snapshot: people as they stand, and names of things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from server.store.reads import Snapshot
from server.store.store import Store
from server.store.vault import Vault

PEOPLE = (
    "select e.code,e.id,e.version,e.name,e.phone_hash,e.email_hash,e.id_number_hash,m.id,m.hired_on,m.left_on,"
    "m.leave_kind,m.leave_reason,m.type,m.vendor,m.probation_ends_on,m.confirmed_on from employee e "
    "join employment m on m.employee_id=e.id and m.superseded_at is null and m.valid_to is null"
)
POSTS = (
    "select employee_id,valid_from,valid_to,department_id,position_id,location_id,manager_id from assignment "
    "where is_primary and superseded_at is null order by employee_id,valid_from"
)
LINKS = (
    "select r.code,r.employee_id from source_record r where r.superseded_at is null and r.source_id={0} "
    "order by r.seen_at"
)
SOURCE = "select id from import_source where name={0}"
MERGED = (
    "select g.dropped_code,e.code from employee_merge g join employee e on e.id=g.keep_id where g.state='MERGED' "
    "order by g.created_at"
)
CONTACTS = "select e.code,e.phone,e.email,e.id_number,k.wrapped from employee e join person_key k on k.person_id=e.id"
BIRTHS = "select code,birth_on from employee where birth_on is not null"
PAY = (
    "select c.employee_id,c.valid_from,c.valid_to,c.id,c.base_salary,k.wrapped from compensation c "
    "join person_key k on k.person_id=c.employee_id where c.superseded_at is null order by 1,2"
)
OWN = (
    "select v.employee_id,f.key,v.valid_from,v.valid_to,v.id,v.value,k.wrapped from custom_value v "
    "join custom_field f on f.id=v.field_id join person_key k on k.person_id=v.employee_id "
    "where v.superseded_at is null"
)


@dataclass
class Person:
    """One person as known: the row, the latest employment, and the posts in order."""

    id: str
    version: int
    name: str
    hashes: dict[str, str | None]
    stay_id: str
    stay: dict[str, Any]  # the employment's own columns, of mixed types
    posts: list[tuple[date, date | None, dict[str, str | None]]] = field(default_factory=list)
    pay: list[tuple[date, date | None, str, str, str]] = field(default_factory=list)
    own: list[tuple[str, date, date | None, str, str, str]] = field(default_factory=list)
    sealed: tuple[str | None, str | None, str | None, str] = (None, None, None, "")

    def post_on(self, day: date) -> dict[str, str | None]:
        return next(
            (post for start, end, post in self.posts if start <= day and (end is None or day < end)), {}
        )


def pay_on(vault: Vault, person: Person, day: date) -> str | None:
    """Return the base pay on a day, opened."""
    for start, end, row, sealed, key in person.pay:
        if start <= day and (end is None or day < end):
            return vault.open(key, f"compensation.base_salary|{row}", sealed)
    return None


@dataclass
class Names:
    """Rows that a cell may name by code or, where only one has it, by name."""

    ids: dict[str, str | None] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def add(self, row_id: str, code: str, name: str) -> None:
        self.ids[code] = row_id
        if name != code:
            self.ids[name] = None if name in self.ids else row_id
        self.codes[row_id] = code


@dataclass
class Known:
    """People by code; `aliases` are other codes of theirs: the source's, and those of records merged into them."""

    people: dict[str, Person]
    departments: Names
    positions: Names
    locations: Names
    roots: list[str]
    aliases: dict[str, str] = field(default_factory=dict)
    by_hash: dict[tuple[str, str], str | None] = field(default_factory=dict)
    births: dict[str, date] = field(default_factory=dict)

    def ids(self) -> dict[str, str]:
        own = {code: person.id for code, person in self.people.items()}
        return {code: own[real] for code, real in self.aliases.items() if real in own} | own

    def named(self, linked: Mapping[str, str]) -> dict[str, str]:
        """Return the codes of a file that somebody said to be a person here: to the code that is ours."""
        own = {person.id: code for code, person in self.people.items()}
        return {code: own[person] for code, person in linked.items() if person in own}

    def find(self, code: str, name: object, hashes: dict[str, str]) -> Person | None:
        """Find who a row speaks of: by a code of theirs, else by the ID number, else by phone and name."""
        if found := self.people.get(code) or self.people.get(self.aliases.get(code, "")):
            return found
        for kind, text in hashes.items():
            match = self.people.get(self.by_hash.get((kind, text)) or "")
            if match is not None and (kind == "id_number" or match.name == name):
                return match
        return None

    def index(self) -> None:
        """Note whose an ID number or a phone is, where only one has it."""
        for code, person in self.people.items():
            for kind in MATCHED:
                if text := person.hashes[kind]:
                    self.by_hash[kind, text] = None if (kind, text) in self.by_hash else code


MATCHED = ("id_number", "phone")
"""What tells people apart from each other, the surest first."""


async def read_known(
    store: Store, *, pay: bool, source: str = "", contacts: bool = False, own: bool = False
) -> Known:
    """Read everything an import compares with; pay, contacts and own fields only if somebody is to see them."""
    async with store.reads.snapshot(seconds=120) as snapshot:
        people = {row[0]: _person(row) for row in await snapshot.rows(PEOPLE)}
        by_id = {person.id: person for person in people.values()}
        for owner, start, end, *post in await snapshot.rows(POSTS):
            names = ("department_id", "position_id", "location_id", "manager_id")
            by_id[owner].posts.append((_day(start), _maybe(end), dict(zip(names, post, strict=True))))
        for owner, start, end, row, sealed, key in await snapshot.rows(PAY) if pay else ():
            by_id[owner].pay.append((_day(start), _maybe(end), row, sealed, key))
        for owner, name, start, end, *value in await snapshot.rows(OWN) if own else ():
            if owner in by_id:
                by_id[owner].own.append((name, _day(start), _maybe(end), *value))
        for code, *sealed in await snapshot.rows(CONTACTS) if contacts else ():
            if code in people:
                people[code].sealed = tuple(sealed)
        births = await snapshot.rows(BIRTHS) if contacts else []
        roots = await snapshot.rows("select id from department where parent_id is null")
        found = Known(
            people,
            await _names(snapshot, "department"),
            await _names(snapshot, "position"),
            await _names(snapshot, "location"),
            [row[0] for row in roots],
            await read_aliases(store, snapshot, source),
            births={code: _day(born) for code, born in births},
        )
    found.index()
    return found


async def read_aliases(store: Store, snapshot: Snapshot, source: str) -> dict[str, str]:
    """Return the codes by which a source, or a record merged since, names somebody: to the code that is ours."""
    mark = "?1" if store.dialect == "sqlite" else "$1"
    known = await snapshot.rows(SOURCE.format(mark), [source])
    links = await snapshot.rows(LINKS.format(mark), [known[0][0]]) if known else []
    own: dict[str, str] = dict(await snapshot.rows("select id,code from employee")) if links else {}
    merged: dict[str, str] = dict(await snapshot.rows(MERGED))
    return merged | {code: own[owner] for code, owner in links if code != own[owner]}


def _person(row: tuple[Any, ...]) -> Person:
    _, row_id, version, name, phone, email, number, stay_id, *about = row
    hired, left, kind, reason, employed_as, vendor, ends, confirmed = about
    stay = {
        "hired_on": _day(hired), "left_on": _maybe(left), "leave_kind": kind, "leave_reason": reason,
        "type": employed_as, "vendor": vendor, "probation_ends_on": _maybe(ends), "confirmed_on": _maybe(confirmed),
    }  # fmt: skip
    return Person(row_id, version, name, {"phone": phone, "email": email, "id_number": number}, stay_id, stay)


async def _names(snapshot: Snapshot, table: str) -> Names:
    names = Names()
    found: Iterable[tuple[Any, ...]] = await snapshot.rows(f"select id,code,name from {table} order by code")  # noqa: S608 (a constant)
    for row_id, code, name in found:
        names.add(row_id, code, name)
    return names


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _maybe(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
