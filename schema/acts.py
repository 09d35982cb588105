"""How most mutations are declared: an input, the operation that takes it, and the row that it changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import strawberry

from schema.call import call, changed
from schema.inputs import given
from server.kernel.labels import label

Operation = Callable[..., Awaitable[str]]
"""Takes the context, then the members of an input by name; returns the id of the row it changed."""


def act(
    zh: str,
    en: str,
    argument: type,
    answer: type,
    run: Operation,
    *,
    handed: Callable[[object], dict[str, Any]] = given,
    reads_figures: bool = False,
    is_certain: bool = False,
) -> Any:  # stands where dataclasses expect the field's own type
    """Declare a mutation that runs an operation and answers with the changed row, as the caller may see it.

    `handed` turns the input into the operation's arguments. An operation that reads figures gets the dictionary after
    the context. An answer is certain where whoever may make the change may also read the row.
    """

    async def resolve(
        info: strawberry.Info, input: Any
    ) -> Any:  # an instance of `argument`; a row of the engine
        here = call(info)
        before = (here.ctx, here.figures.registry) if reads_figures else (here.ctx,)
        return await changed(info, answer.__name__, await run(*before, **handed(input)))

    resolve.__annotations__ |= {
        "info": strawberry.Info,
        "input": argument,
        "return": answer if is_certain else answer | None,
    }
    return strawberry.mutation(resolve, description=label(zh, en))
