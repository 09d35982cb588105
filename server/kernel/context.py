"""What every query and operation is told: who asks, at what moment, under which policy, in which language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from policies import Policy
    from server.store.store import Store

Language = Literal["zh", "en"]


@dataclass(frozen=True)
class Grant:
    """One role of a principal; `team` lists the departments (whole subtrees) its `team` relation covers."""

    role: str
    team: tuple[str, ...] = ()


@dataclass(frozen=True)
class Principal:
    """A signed-in account, with the employee it belongs to (None for pure administrators and auditors)."""

    account_id: str
    username: str
    name: str
    employee_id: str | None = None
    grants: tuple[Grant, ...] = ()
    session: str | None = field(default=None, compare=False)
    is_read_only: bool = False
    """Whether the token it came with may only read, whatever the roles allow."""

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(grant.role for grant in self.grants)

    @cached_property
    def shape(self) -> tuple[tuple[str, bool], ...]:
        """What a plan depends on: the roles and whether each has a team, never who it is."""
        return tuple((grant.role, bool(grant.team)) for grant in self.grants)


SYSTEM = Principal("system", "system", "系统 System")


@dataclass(frozen=True)
class Context:
    """Passed as the first argument everywhere; nothing in server/ looks these up elsewhere."""

    principal: Principal
    now: datetime
    today: date
    policy: Policy
    store: Store
    language: Language = "zh"
    request_id: str = ""
    purpose: str = ""

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def rehearsing(self) -> Context:
        """Return the context of a look ahead: whatever an operation writes under it is rolled back."""
        return replace(self, store=self.store.rehearsing())

    def acting_as(self, principal: Principal) -> Context:
        return replace(self, principal=principal)
