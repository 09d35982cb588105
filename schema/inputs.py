"""The members of inputs, and what of an input an operation is handed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import strawberry

from server.kernel.labels import label

MARKS = ("id", "code", "version", "idempotency_key", "effective_on")


def needed(zh: str, en: str) -> Any:  # stands where dataclasses expect the field's own type
    return strawberry.field(description=label(zh, en))


def optional(zh: str, en: str) -> Any:  # as above
    return strawberry.field(description=label(zh, en), default=strawberry.UNSET)


def given(value: object) -> dict[str, Any]:
    """Return the members of an input that were sent; those sent as null count as not sent."""
    return {name: member for name, member in sent(value).items() if member is not None}


def sent(value: object) -> dict[str, Any]:
    return {name: member for name, member in vars(value).items() if member is not strawberry.UNSET}


def split_changes(value: object) -> dict[str, Any]:
    """Part an update into whom it concerns and what changes, in which null means to clear."""
    members = sent(value)
    marks = {name: members[name] for name in MARKS if members.get(name) is not None}
    return marks | {"changes": {name: member for name, member in members.items() if name not in MARKS}}


def given_with(parts: Mapping[str, Callable[..., Any]]) -> Callable[[object], dict[str, Any]]:
    """Make a `given` for inputs that hold lists of inputs; `parts` turns the members of these lists, by their name."""

    def handed(value: object) -> dict[str, Any]:
        out = given(value)
        for name in parts.keys() & out.keys():
            out[name] = [parts[name](**given(each)) for each in out[name]]
        return out

    return handed


@strawberry.input(description=label("幂等键", "Idempotency key"))
class Once:
    idempotency_key: str | None = optional(
        "幂等键，重发同一请求不会重复办理", "Sending the same request again changes nothing"
    )
