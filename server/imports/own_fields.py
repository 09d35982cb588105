"""The company's own fields as columns of a file of people: `custom:KEY`, written by who may write its class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

import orjson

from policies import Decision, unite
from server.imports.check import Values
from server.imports.columns import OWN_PREFIX, Field, Own, fold
from server.imports.known import Person
from server.imports.values import Cell, text_of
from server.kernel.context import SYSTEM, Context
from server.people import custom
from server.people.models import CustomField
from server.people.operations.access import Place, decide
from server.people.operations.custom_fields import FIELD
from server.store.vault import Vault

ACTIVE = (
    "select key,label_zh,label_en,type,choices,data_class,is_required from custom_field where is_active "
    "order by place,key"
)
NONE: Mapping[str, Field] = MappingProxyType({})


async def read_own(ctx: Context) -> tuple[Field, ...]:
    """Return the fields in use as columns; labels and key are what a header may call them."""
    return tuple(
        Field(
            OWN_PREFIX + key,
            reader(kind, orjson.loads(choices), key),
            "|".join(word for text in (zh, en, key) if fold(word := text.replace("|", " "))),
            own=Own((zh, en), data_class, bool(is_required)),
        )
        for key, zh, en, kind, choices, data_class, is_required in await ctx.store.reads.rows(ACTIVE)
    )


async def own_of(ctx: Context, kind: str) -> Mapping[str, Field]:
    """Return the own fields that a kind of file may fill, by name."""
    return {each.name: each for each in await read_own(ctx)} if kind == "people" else NONE


def reader(kind: str, choices: Sequence[str], key: str) -> Callable[[Cell], object]:
    return lambda cell: custom.read_value(kind, choices, text_of(cell), key)


def own_decision(ctx: Context, name: str, own: Mapping[str, Field], act: str) -> Decision:
    """Decide on a field by the class of its values; one that is not in use is nobody's to write or read."""
    field = own.get(name)
    if field is None or field.own is None:
        return unite(())
    verb = decide(ctx, Place(), "Mutation.setCustomFields", "write")
    if act == "write" and not verb.allowed:
        return verb
    return decide(ctx, Place(), field.own.data_class, act)


def required_own(ctx: Context, fields: Mapping[str, Field]) -> list[str]:
    """Name the fields that a newcomer needs, of those the caller may fill."""
    own = {name: field for name, field in fields.items() if field.own and field.own.is_required}
    return [name for name in own if ctx.principal == SYSTEM or own_decision(ctx, name, own, "write").allowed]


def own_on(vault: Vault, person: Person, name: str, day: date) -> str | None:
    """Return the value of a field on a day, opened."""
    for key, start, end, row, sealed, wrapped in person.own:
        if OWN_PREFIX + key == name and start <= day and (end is None or day < end):
            return vault.open(wrapped, f"{FIELD}|{row}", sealed)
    return None


def told_values(values: Values) -> dict[str, custom.Kept]:
    """Return what a row says of own fields, by name."""
    return {name: kept for name, kept in values.items() if isinstance(kept, custom.Kept)}


def changed_values(vault: Vault, person: Person, values: Values, day: date) -> dict[str, custom.Kept]:
    """Return what a row says of own fields that is not known on the day."""
    told = told_values(values)
    return {name: kept for name, kept in told.items() if kept.text != own_on(vault, person, name, day)}


async def definitions(names: Iterable[str]) -> dict[str, CustomField]:
    """Return the definitions of own fields by the names of their columns; inside store.write."""
    keys = sorted({name.removeprefix(OWN_PREFIX) for name in names})
    return {OWN_PREFIX + row.key: row for row in await CustomField.filter(key__in=keys)} if keys else {}
