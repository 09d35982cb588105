"""A small organization for tests of figures: departments, people, their stays and posts, in a line each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from server.metrics.components import Component, ComponentKind, Frame, Group, Part
from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import load_builtin
from server.metrics.lang.parse import parse_predicate
from server.metrics.lang.tree import Duration
from server.metrics.live.fetch import fetch
from server.metrics.periods import Window
from server.people import models as m
from server.store.models import PersonKey
from server.store.store import Store

PAST = datetime(2019, 1, 1, tzinfo=UTC)
SOMEWHEN = date(2019, 1, 1)


def dictionary() -> Dictionary:
    return load_builtin()


def component(
    name: str,
    kind: ComponentKind = "flow",
    where: str = "",
    *,
    column: str = "",
    duration: tuple[int, str] | None = None,
) -> Component:
    return Component(
        dictionary().measures[name],
        parse_predicate(where) if where else None,
        kind,
        column,
        Duration(*duration) if duration else None,
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def window(text: str) -> Window:
    """Read "2025-03-01..2025-03-31", or one day."""
    first, _, last = text.partition("..")
    return Window(day(first), day(last or first))


def uid(code: str) -> str:
    """Return a fixed id for a short code."""
    return f"01900000-0000-7000-8000-{code.encode().hex():0>12}"[:36]


def code_of(key: str | None) -> str | None:
    return None if key is None else bytes.fromhex(key[24:].lstrip("0")).decode()


@dataclass
class Town:
    """Rows to be written together; every method returns the town, so that lines can be strung together."""

    rows: list[Any] = field(default_factory=list)
    number: int = 0

    def _base(self, code: str = "") -> dict[str, Any]:
        self.number += 1
        return {
            "id": uid(code or f"#{self.number}"),
            "created_at": PAST,
            "updated_at": PAST,
        }

    def department(
        self,
        code: str,
        parent: str | None = None,
        *,
        moves: Iterable[tuple[str, str | None]] = (),
        recorded: datetime = PAST,
    ) -> Town:
        """Add a department; `moves` are (day, parent from then on)."""
        stops = [(SOMEWHEN, parent), *((day(when), above) for when, above in moves)]
        last = stops[-1][1]
        self.rows.append(
            m.Department(
                **self._base(code), code=code, name=code, kind="DEPARTMENT", parent_id=last and uid(last)
            )
        )
        for since, above in stops:
            self.rows.append(
                m.DepartmentVersion(
                    **self._base(),
                    department_id=uid(code),
                    name=code,
                    kind="DEPARTMENT",
                    parent_id=above and uid(above),
                    valid_from=since,
                    recorded_at=recorded,
                )
            )
        return self

    def person(self, code: str, **given: Any) -> Town:
        self.rows.append(m.Employee(**self._base(code), code=code, name=code, **given))
        return self

    def stay(
        self,
        person: str,
        hired: str,
        left: str | None = None,
        *,
        code: str = "",
        recorded: datetime = PAST,
        **given: Any,
    ) -> Town:
        base = {"is_initial": True, "type": "FULL_TIME"} | given
        self.rows.append(
            m.Employment(
                **self._base(code),
                employee_id=uid(person),
                hired_on=day(hired),
                left_on=day(left) if left else None,
                valid_from=day(hired),
                recorded_at=recorded,
                **base,
            )
        )
        return self

    def post(
        self,
        person: str,
        department: str,
        since: str,
        until: str | None = None,
        *,
        recorded: datetime = PAST,
        **given: Any,
    ) -> Town:
        self.rows.append(
            m.Assignment(
                **self._base(),
                employee_id=uid(person),
                department_id=uid(department),
                valid_from=day(since),
                valid_to=day(until) if until else None,
                recorded_at=recorded,
                **given,
            )
        )
        return self

    def worker(self, code: str, department: str, hired: str, left: str | None = None, **given: Any) -> Town:
        """A person with one stay, at one post all the while."""
        self.person(code).stay(code, hired, left, **given)
        return self.post(code, department, hired, is_initial=True)

    def event(self, model: type[Any], *, recorded: datetime = PAST, **given: Any) -> Town:
        """Add any other row; `employee`, `agent` and `department` are codes."""
        named = {
            f"{key}_id" if key in ("employee", "agent", "department") else key: uid(value)
            if key in ("employee", "agent", "department") and value is not None
            else value
            for key, value in given.items()
        }
        self.rows.append(model(**self._base(), recorded_at=recorded, **named))
        return self

    def sealed(
        self, store: Store, model: type[Any], person: str, amounts: Mapping[str, str], **given: Any
    ) -> Town:
        """Add a row whose amounts are sealed with the person's own key."""
        base = self._base()
        wrapped = store.vault.new_person_key()
        self.rows.append(PersonKey(person_id=uid(person), wrapped=wrapped))
        shut = {
            name: store.vault.seal(wrapped, f"{model._meta.db_table}.{name}|{base['id']}", amount)
            for name, amount in amounts.items()
        }
        self.rows.append(model(**base, recorded_at=PAST, employee_id=uid(person), **shut, **given))
        return self

    async def build(self, store: Store) -> None:
        async def write() -> None:
            kinds: dict[type[Any], list[Any]] = {}
            for row in self.rows:
                kinds.setdefault(type(row), []).append(row)
            order: list[Any] = [m.Department, m.DepartmentVersion, m.Position, m.Location, m.Employee]
            for kind in [*order, *(each for each in kinds if each not in order)]:
                if kinds.get(kind):
                    await kind.bulk_create(kinds[kind])

        await store.write(write)
        self.rows.clear()


async def ask(ctx: Any, what: Component, when: str, frame: Frame | None = None) -> dict[Group, Part]:
    at = window(when)
    found = await fetch(ctx, dictionary(), [(what, at)], frame or Frame())
    return found[what, at]


async def total(ctx: Any, what: Component, when: str, frame: Frame | None = None) -> Any:
    return (await ask(ctx, what, when, frame))[()].value


async def by(ctx: Any, what: Component, when: str, *names: str, **given: Any) -> dict[Any, Any]:
    """Return values by group, departments by their codes, a single key bare."""
    found = await ask(ctx, what, when, Frame(by=names, **given))
    return {plain(names, group): part.value for group, part in found.items()}


def plain(names: tuple[str, ...], group: Group) -> Any:
    keys = [
        code_of(key) if name in ("department", "person", "agent", "manager") else key
        for name, key in zip(names, group, strict=True)
    ]
    return keys[0] if len(keys) == 1 else tuple(keys)
