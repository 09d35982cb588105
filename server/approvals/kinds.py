"""What can be asked for, and the steps of a chain; the domains say what follows from a decision."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import orjson

from server.approvals.models import ApprovalRequest
from server.kernel.context import Context
from server.kernel.errors import InvalidInput

APPROVERS = ("manager", "manager_of_manager", "department_head")
ROLE = "role:"
MOST_STEPS = 6


@dataclass(frozen=True)
class Step:
    """Who decides at one step: a place above the person or `role:…`; one of them (`any_of`) or all."""

    approver: str
    any_of: bool = True


DEFAULT_STEPS = (Step("manager"), Step("role:hr_manager"))

Settled: TypeAlias = Callable[[Context, ApprovalRequest], Awaitable[None]]


@dataclass(frozen=True)
class Kind:
    """A kind of request. What follows from its end runs once, in the transaction that settles it."""

    name: str
    label: str
    approved: Settled
    refused: Settled | None = None
    returned: Settled | None = None
    withdrawn: Settled | None = None
    steps: Sequence[Step] = DEFAULT_STEPS


Kinds: TypeAlias = Mapping[str, Kind]
Approvers: TypeAlias = Callable[[str], Awaitable[Sequence[str]]]
"""Finds the employees whom an approver word of a step stands for, for the person the request is about."""


def spell_steps(steps: Sequence[Step]) -> str:
    return orjson.dumps([{"approver": step.approver, "any_of": step.any_of} for step in steps]).decode()


def read_steps(text: str) -> tuple[Step, ...]:
    return tuple(Step(each["approver"], bool(each.get("any_of", True))) for each in orjson.loads(text))


def clean_steps(steps: Sequence[Step], roles: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps if a chain can have them."""
    if not 1 <= len(steps) <= MOST_STEPS:
        raise InvalidInput(
            f"审批链须有 1 到 {MOST_STEPS} 步。",
            f"A chain has 1 to {MOST_STEPS} steps.",
            path=("input", "steps"),
        )
    for step in steps:
        known = step.approver in APPROVERS or step.approver.removeprefix(ROLE) in roles
        if not known or (step.approver in roles):
            raise InvalidInput(
                f"没有“{step.approver}”这种审批人。",
                f"There is no approver '{step.approver}'.",
                path=("input", "steps"),
            )
    return tuple(steps)
