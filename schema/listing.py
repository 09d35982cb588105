"""How root fields of the read engine are declared: one row, or a list with its filter, order and pages."""

from __future__ import annotations

from typing import Any

import strawberry

from schema.call import planned
from schema.filters import MOMENTS, Argument, list_arguments, with_arguments
from server.kernel.labels import label

Arguments = tuple[Argument, ...]


def root(
    zh: str, en: str, arguments: Arguments = ()
) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a root field the read engine answers."""

    async def resolve(info: strawberry.Info, **_: Any) -> Any:  # a row the engine made
        return await planned(info)

    return strawberry.field(description=label(zh, en))(with_arguments(resolve, arguments))


def listed(zh: str, en: str, target: str, *, search: bool = True) -> Any:  # as above
    return root(zh, en, list_arguments(target, search=search, moments=True))


ONE: Arguments = (("id", strawberry.ID, "编号", "Id"), ("code", str, "编码", "Code"), *MOMENTS)
