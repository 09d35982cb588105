"""The base rows: what every table carries, and the two clocks of a fact."""

from __future__ import annotations

from typing import Any

from tortoise.models import Model, ModelMeta

from server.kernel.context import Context
from server.kernel.errors import Conflict, not_found
from server.kernel.ids import new_id
from server.kernel.labels import label
from server.store.fields import Day, Instant, Int, Text, TextId


class Uncommented(ModelMeta):
    """Makes a model without searching its source for `#:` comments on columns; ours carry descriptions.

    With two hundred models that search is a tenth of what every start costs.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> ModelMeta:
        return super().__new__(cls, name, bases, {"_no_comments": True, **attrs})


class Row(Model, metaclass=Uncommented):
    """A row with its identity, its origin and the version that optimistic locking compares."""

    id = TextId(primary_key=True, default=new_id, description=label("编号", "Id"))
    created_at = Instant(description=label("创建时间", "Created at"))
    created_by = TextId(null=True, description=label("创建人", "Created by"))
    updated_at = Instant(description=label("更新时间", "Updated at"))
    version = Int(default=1, description=label("版本", "Version"))

    class Meta:
        abstract = True


class Fact(Row):
    """A fact with two clocks: when it holds (half-open dates) and when we knew it."""

    valid_from = Day(description=label("生效日期", "Valid from"))
    valid_to = Day(null=True, description=label("失效日期", "Valid to"))
    recorded_at = Instant(description=label("记录时间", "Recorded at"))
    superseded_at = Instant(null=True, description=label("被取代时间", "Superseded at"))

    class Meta:
        abstract = True


class Event(Row):
    """A fact that happened at one point in time, which its own column names; superseded, never overwritten.

    `source_key` is how the system it came from names it, so that loading a file twice adds nothing.
    """

    source_key = Text(128, null=True, description=label("来源编号", "Key in the source"))
    recorded_at = Instant(description=label("记录时间", "Recorded at"))
    superseded_at = Instant(null=True, description=label("被取代时间", "Superseded at"))

    class Meta:
        abstract = True


def stamp(ctx: Context) -> dict[str, Any]:
    """Return a new row's origin, of mixed types; use as `Model.create(**stamp(ctx), …)`."""
    return {"created_at": ctx.now, "created_by": ctx.principal.account_id, "updated_at": ctx.now}


async def change_row(
    ctx: Context, model: type[Row], row_id: str, *, version: int | None = None, **values: Any
) -> int:
    """Change a row in one conditional statement and return its new version.

    Raises Conflict if `version` is given and is not the current one, NotFound if the row is gone. The values
    are the model's own, of mixed types.
    """
    row = await model.filter(id=row_id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    expected = row.version if version is None else version
    changed = await model.filter(id=row_id, version=expected).update(
        **values, version=expected + 1, updated_at=ctx.now
    )
    if not changed:
        raise Conflict(
            f"记录已被他人修改，当前版本为 {row.version}，请刷新后重试。",
            f"Someone else changed this record (version {row.version}); reload and try again.",
            path=("version",),
        )
    return expected + 1
