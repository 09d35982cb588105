"""From a credential to the principal it stands for, asked of the database at most once a second each."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, TypeAlias

from policies import Policy
from server.access.credentials import READ, TOKEN_PREFIX, digest
from server.access.models import Account, ApiToken, Session
from server.kernel.clock import Clock, read_instant
from server.kernel.context import Grant, Principal
from server.store.store import Store

Teams: TypeAlias = Callable[[str | None, str, tuple[str, ...], date], Awaitable[tuple[str, ...]]]
"""(employee id, role, departments named by grants, today) -> the departments of the role's team, subtrees and all."""

Kind = Literal["session", "token"]
FRESH_SECONDS = 0.9
TOUCH = timedelta(minutes=1)
MOST_CACHED = 10_000

_PERSON = "a.id, a.username, a.display_name, a.employee_id, a.language"
_GRANTS = (
    "JOIN account a ON a.id=c.account_id LEFT JOIN role_grant g ON g.account_id=a.id AND g.valid_from<={2} "
    "AND (g.valid_to IS NULL OR g.valid_to>{2}) WHERE c.digest={1} AND a.is_active ORDER BY g.role, g.department_id"
)
_TOLD = "c.id, c.expires_at, {used}, g.role, g.department_id, {scope} FROM {table} c"
_TABLES: dict[Kind, dict[str, str]] = {
    "session": {"used": "c.seen_at", "scope": "''", "table": "session"},
    "token": {"used": "c.used_at", "scope": "c.scopes", "table": "api_token"},
}
SQL = {kind: f"SELECT {_PERSON}, {_TOLD.format(**names)} {_GRANTS}" for kind, names in _TABLES.items()}


EVERYONE = (
    "SELECT a.id, a.username, a.display_name, a.employee_id, g.role, g.department_id FROM account a "
    "LEFT JOIN role_grant g ON g.account_id=a.id AND g.valid_from<={1} AND (g.valid_to IS NULL OR g.valid_to>{1}) "
    "WHERE a.is_active{only} ORDER BY a.username, g.role, g.department_id"
)
ONE_EMPLOYEE = " AND a.employee_id={2}"


@dataclass(frozen=True)
class Signed:
    """Somebody signed in: who, by what, and the language they chose ("" for none)."""

    principal: Principal
    kind: Kind
    language: str
    digest: str


@dataclass(frozen=True)
class _Known:
    signed: Signed | None
    until: float


class Principals:
    """Resolves credentials; a revoked one is refused within a second, in this process at once."""

    def __init__(
        self, store: Store, clock: Clock, wall: Clock, policy: Callable[[], Policy], teams: Teams
    ) -> None:
        self._store, self._clock, self._wall, self._policy, self._teams = store, clock, wall, policy, teams
        self._cache: dict[str, _Known] = {}
        self._generation = 0
        self._touches: set[asyncio.Task[None]] = set()
        mark = "?" if store.dialect == "sqlite" else "$"
        self._everyone = EVERYONE.replace("{1}", f"{mark}1").replace("{only}", "")
        self._employee = (
            EVERYONE.replace("{1}", f"{mark}1").replace("{only}", ONE_EMPLOYEE).replace("{2}", f"{mark}2")
        )
        self._sql = {
            kind: sql.replace("{1}", f"{mark}1").replace("{2}", f"{mark}2") for kind, sql in SQL.items()
        }

    async def signed_in(self, credential: str) -> Signed | None:
        """Return who a session cookie or API token stands for, None for anybody else."""
        known = self._cache.get(credential)
        if known is not None and time.monotonic() < known.until:
            return known.signed
        asked, generation = time.monotonic(), self._generation  # before reading: what is read may be this old
        signed = await self._look_up(credential)
        if len(self._cache) >= MOST_CACHED:
            self._cache.clear()
        if signed is not None and generation == self._generation:
            self._cache[credential] = _Known(signed, asked + FRESH_SECONDS)
        else:
            self._cache.pop(credential, None)
        return signed

    async def principal_of(self, credential: str) -> Principal | None:
        signed = await self.signed_in(credential)
        return signed.principal if signed else None

    async def everyone(self) -> list[Principal]:
        """Return the principal of every active account, for questions about who could see something."""
        return await self._principals(self._everyone)

    async def of_employee(self, employee_id: str) -> Principal | None:
        """Return an employee as the holder of their account; None for who has none that is open."""
        return next(iter(await self._principals(self._employee, employee_id)), None)

    async def _principals(self, sql: str, *given: str) -> list[Principal]:
        today = self._clock.today()
        rows = await self._store.reads.rows(sql, [today.isoformat(), *given])
        found: dict[str, list[tuple[Any, ...]]] = {}
        for row in rows:
            found.setdefault(row[0], []).append(row)
        out = []
        for mine in found.values():
            account, username, name, employee, _, _ = mine[0]
            grants = await self._grants(employee, [(row[4], row[5]) for row in mine if row[4]], today)
            out.append(Principal(account, username, name, employee, grants))
        return out

    def forget(self) -> None:
        """Ask the database again for everybody; after each change of accounts, grants or sessions."""
        self._generation += 1
        self._cache.clear()

    async def close(self) -> None:
        await asyncio.gather(*self._touches, return_exceptions=True)

    async def _look_up(self, credential: str) -> Signed | None:
        kind: Kind = "token" if credential.startswith(TOKEN_PREFIX) else "session"
        today = self._clock.today()
        rows = await self._store.reads.rows(self._sql[kind], [digest(credential), today.isoformat()])
        if not rows:
            return None
        account, username, name, employee, language, row_id, expires, used, _, _, scope = rows[0]
        now, used_at = self._wall.now(), read_instant(used) if used else None
        if read_instant(expires) <= now or self._is_idle(kind, used_at, now):
            return None
        if used_at is None or now - used_at > TOUCH:
            self._touch(kind, row_id, account, now)
        grants = await self._grants(employee, [(row[8], row[9]) for row in rows if row[8]], today)
        who = Principal(account, username, name, employee, grants, row_id, is_read_only=scope == READ)
        return Signed(who, kind, language, digest(credential))

    def _is_idle(self, kind: Kind, used_at: datetime | None, now: datetime) -> bool:
        idle = timedelta(minutes=self._store.settings.session_idle_minutes)
        return kind == "session" and used_at is not None and now - used_at > idle

    async def _grants(
        self, employee: str | None, rows: list[tuple[str, str | None]], today: date
    ) -> tuple[Grant, ...]:
        """Unite the grants of each role, in the policy's order; a role it does not know gives nothing."""
        named: dict[str, list[str]] = {}
        for role, department in rows:
            named.setdefault(role, []).extend([department] if department else [])
        if employee:
            named.setdefault("employee", [])
        known = self._policy().roles()
        named = {role: departments for role, departments in named.items() if role in known}
        return tuple(
            [
                Grant(role, await self._teams(employee, role, tuple(departments), today))
                for role, departments in sorted(named.items(), key=lambda each: known.index(each[0]))
            ]
        )

    def _touch(self, kind: Kind, row_id: str, account_id: str, now: datetime) -> None:
        """Note the use, once a minute and beside the request."""
        task = asyncio.create_task(self._note_use(kind, row_id, account_id, now))
        self._touches.add(task)
        task.add_done_callback(self._touches.discard)

    async def _note_use(self, kind: Kind, row_id: str, account_id: str, now: datetime) -> None:
        async def work() -> None:
            await Account.filter(id=account_id).update(seen_at=now)
            if kind == "session":
                await Session.filter(id=row_id).update(seen_at=now)
            else:
                await ApiToken.filter(id=row_id).update(used_at=now)

        await self._store.write(work)
