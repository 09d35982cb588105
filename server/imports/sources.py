"""Sources of data: their names, how strong each is, and how often it should load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from server import audit
from server.imports.models import ImportSource
from server.imports.redeciding import reckon_all
from server.imports.rights import allow_import
from server.imports.said import FIELDS
from server.kernel.context import Context
from server.kernel.errors import Conflict, InvalidInput, not_found
from server.people.models import Employee, Employment
from server.people.operations.record import operation
from server.store.base import change_row, stamp

MOST_RANK, MOST_DAYS, LONGEST_NAME = 1000, 3660, 64


@operation
async def save_import_source(
    ctx: Context,
    *,
    id: str | None = None,  # noqa: A002 (the contract's word)
    version: int | None = None,
    name: str | None = None,
    priorities: Sequence[Mapping[str, Any]] | None = None,  # field and rank each
    **settings: Any,  # title, rank, fresh_days, is_complete, keeper_code
) -> str:
    """Make a source or change its settings; conflicts that priorities now decide are settled by them."""
    allow_import(ctx, "saveImportSource")
    check_bounds(settings)
    values: dict[str, Any] = {key: value for key, value in settings.items() if value is not None}
    if (keeper := values.pop("keeper_code", None)) is not None:
        values["keeper_id"] = await found_keeper(keeper) if keeper.strip() else None
    source = await found_source(ctx, id, name)
    if name and name.strip() != source.name:
        if await ImportSource.exists(name=name.strip()):
            raise taken(name)
        values["name"] = clean_name(name)
    if priorities is not None:
        values["ranks"] = orjson.dumps(orjson.loads(source.ranks) | ranks_of(priorities)).decode()
        values["ranks"] = orjson.dumps(
            {key: rank for key, rank in orjson.loads(values["ranks"]).items() if rank is not None}
        ).decode()
    if values:
        await change_row(ctx, ImportSource, source.id, version=version, **values)
    if "rank" in values or "ranks" in values:
        await reckon_all(ctx)
    told: dict[str, tuple[object, object]] = {
        key: (getattr(source, key), value) for key, value in values.items()
    }
    await audit.record(
        ctx, "imports.save_source", subject_type="ImportSource", subject_id=source.id, changes=told
    )
    return source.id


async def found_source(ctx: Context, row_id: str | None, name: str | None) -> ImportSource:
    """Return the source, made anew when no id is given."""
    if row_id is not None:
        found = await ImportSource.get_or_none(id=row_id)
        if found is None:
            raise not_found()
        return found
    made = clean_name(name or "")
    if await ImportSource.exists(name=made):
        raise taken(made)
    return await ImportSource.create(**stamp(ctx), name=made)


async def found_keeper(code: str) -> str:
    """Return who answers for a source, by their number; they must be employed here, so that they can be told."""
    person = await Employee.get_or_none(code=code.strip())
    if person is None or not await Employment.exists(employee_id=person.id, superseded_at=None, left_on=None):
        raise InvalidInput(
            "没有这个工号的在职员工。", "Nobody employed here has this number.", path=("input", "keeperCode")
        )
    return person.id


def clean_name(text: str) -> str:
    if not 1 <= len(text.strip()) <= LONGEST_NAME:
        raise InvalidInput(
            "来源名称须为 1 到 64 个字符。", "A source's name has 1 to 64 characters.", path=("input", "name")
        )
    return text.strip()


def taken(name: str) -> Conflict:
    return Conflict(
        f"来源“{name}”已存在，请换一个名称。", f"There is a source '{name}' already.", path=("input", "name")
    )


def check_bounds(settings: Mapping[str, Any]) -> None:
    for name, most in (("rank", MOST_RANK), ("fresh_days", MOST_DAYS)):
        value = settings.get(name)
        if value is not None and not 1 <= int(value) <= most:
            raise InvalidInput(f"须为 1 到 {most}。", f"It lies between 1 and {most}.", path=("input", name))


def ranks_of(priorities: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    """Return ranks by field; None takes a field's own rank away."""
    out: dict[str, int | None] = {}
    for each in priorities:
        name = snake(str(each["field"]))
        if name not in FIELDS:
            raise InvalidInput(
                f"“{each['field']}”没有优先级可言。",
                f"'{each['field']}' has no priority.",
                path=("input", "priorities"),
            )
        check_bounds({"rank": each.get("rank")})
        out[name] = each.get("rank")
    return out


def snake(name: str) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in name)


@operation
async def rank_import_sources(ctx: Context, *, ids: Sequence[str], field: str | None = None) -> str:
    """Put the sources in order, the strongest first; with a field for that field alone. Return how many there are."""
    allow_import(ctx, "rankImportSources")
    if field is not None:
        ranks_of([{"field": field, "rank": 1}])
    known = {row.id: row for row in await ImportSource.filter(id__in=list(ids))}
    if len(known) != len(ids):
        raise not_found()
    for rank, row_id in enumerate(ids, start=1):
        values: dict[str, Any] = {"rank": rank}
        if field is not None:
            values = {
                "ranks": orjson.dumps(orjson.loads(known[row_id].ranks) | {snake(field): rank}).decode()
            }
        await change_row(ctx, ImportSource, row_id, **values)
    await reckon_all(ctx)
    told: dict[str, tuple[object, object]] = {
        "order": (None, [known[each].name for each in ids]),
        "field": (None, field),
    }
    await audit.record(
        ctx, "imports.rank_sources", subject_type="ImportSource", subject_id=ids[0], changes=told
    )
    return str(len(ids))
