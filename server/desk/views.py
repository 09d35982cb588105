"""Saved views of lists, and how each account likes a list: columns, row height, page size, first view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

import orjson

from server import audit
from server.desk.models import ListChoice, SavedView
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.kernel.rights import allow, decide
from server.store.base import change_row, stamp
from server.store.idempotency import repeatable

PAGES: Final = (
    "people", "audit", "accounts", "grants", "departments", "positions", "locations", "jobs", "attendance",
    "conflicts", "feedback", "reviews", "looks", "approvals", "lists",
)  # fmt: skip
"""The lists whose views and columns are kept; `lists` stands for all of them together."""
EVERY: Final = "lists"
"""Where the row height is kept: it is one for all lists."""
DENSITIES: Final = ("", "compact", "comfortable")
SIZES: Final = (0, 25, 50, 100)
LONGEST_NAME, LONGEST_ADDRESS, MOST_VIEWS, MOST_COLUMNS = 60, 2000, 50, 40
PLACES: Final = ("after", "before", "at")
MARKS: Final = {"people": "view"}
"""What in a list's address names the view that is open, where it isn't `kept`."""


@dataclass(frozen=True)
class View:
    """A saved view as its reader meets it."""

    id: str
    page: str
    name: str
    address: str
    is_shared: bool
    is_own: bool
    is_default: bool
    version: int


@dataclass(frozen=True)
class Choice:
    """How a list is shown; empty columns are the usual ones, and the row height is one for all lists."""

    page: str
    columns: tuple[str, ...] = ()
    density: str = ""
    size: int = 0
    view_id: str | None = None
    version: int = 0


@repeatable
async def save_view(
    ctx: Context,
    *,
    page: str,
    name: str,
    address: str,
    is_shared: bool = False,
    is_default: bool | None = None,
    id: str | None = None,  # noqa: A002 (the contract's word)
    version: int | None = None,
) -> str:
    """Keep a list under a name, or change a view of one's own; sharing it with all is a right of its own."""
    allow(ctx, "Mutation.saveView", own=True)
    if is_shared:
        allow(ctx, "SavedView.isShared")
    values: dict[str, Any] = {  # columns, of mixed types
        "name": clean_name(name),
        "address": clean_address(page, address),
        "is_shared": is_shared,
    }
    require_page(page)
    if id is None:
        mine = SavedView.filter(account_id=ctx.principal.account_id, page=page)
        if await mine.count() >= MOST_VIEWS:
            raise invalid("name", f"最多保存 {MOST_VIEWS} 个视图。", f"At most {MOST_VIEWS} views are kept.")
        row = await SavedView.create(**stamp(ctx), account_id=ctx.principal.account_id, page=page, **values)
        view_id = row.id
    else:
        view_id = (await own(ctx, id)).id
        await change_row(ctx, SavedView, view_id, version=version, **values)
    if is_default is not None:
        await prefer(ctx, page, view_id=view_id if is_default else None)
    await tell(ctx, "save_view", view_id, {"name": (None, values["name"]), "isShared": (None, is_shared)})
    return view_id


@repeatable
async def delete_view(ctx: Context, *, id: str) -> str:  # noqa: A002 (the contract's word)
    """Throw a view of one's own away; whoever opens the list with it meets the whole list again."""
    allow(ctx, "Mutation.deleteView", own=True)
    row = await own(ctx, id)
    await ListChoice.filter(view_id=id).update(view_id=None, updated_at=ctx.now)
    await row.delete()
    await tell(ctx, "delete_view", id, {"name": (row.name, None)})
    return id


@repeatable
async def save_list_choice(
    ctx: Context,
    *,
    page: str,
    columns: Sequence[str] | None = None,
    density: str | None = None,
    size: int | None = None,
    view_id: str | None = "",
) -> str:
    """Keep how the caller likes a list; what is not named stays, None as the view opens the whole list.

    The row height is kept for all lists at once.
    """
    allow(ctx, "Mutation.saveListChoice", own=True)
    require_page(page)
    changes: dict[str, Any] = {}  # columns, of mixed types
    every = ""
    if columns is not None:
        if len(columns) > MOST_COLUMNS or any(not name.isidentifier() for name in columns):
            raise invalid("columns", "列名无法识别。", "A column's name can't be read.")
        changes["columns"] = orjson.dumps(list(dict.fromkeys(columns))).decode()
    if density is not None:
        require_one("density", density, DENSITIES)
        every = await prefer(ctx, EVERY, density=density)
    if size is not None:
        require_one("size", size, SIZES)
        changes["size"] = size
    if view_id != "":
        if view_id is not None and view_id not in {each.id for each in await views_of(ctx, page)}:
            raise not_found()
        changes["view_id"] = view_id
    return await prefer(ctx, page, **changes) if changes or density is None else every


async def prefer(ctx: Context, page: str, **changes: Any) -> str:
    """Change one's choice for a list, made at the first change."""
    mine = ListChoice.filter(account_id=ctx.principal.account_id, page=page)
    row = await mine.select_for_update().get_or_none()
    if row is None:
        made = await ListChoice.create(
            **stamp(ctx), account_id=ctx.principal.account_id, page=page, **changes
        )
        return made.id
    await change_row(ctx, ListChoice, row.id, **changes)
    return row.id


async def own(ctx: Context, view_id: str) -> SavedView:
    """Return the caller's view, locked; somebody else's, even a shared one, is as one that does not exist.

    Who may share may also change and remove what is shared, so that nothing stays behind one who left.
    """
    row = await SavedView.filter(id=view_id).select_for_update().get_or_none()
    may_share = decide(ctx, "SavedView.isShared", "write").allowed
    if row is None or (row.account_id != ctx.principal.account_id and not (row.is_shared and may_share)):
        raise not_found()
    return row


async def views_of(ctx: Context, page: str) -> list[View]:
    """List the views the caller meets on a page: their own, then what is shared, in the order they were made."""
    me = ctx.principal.account_id
    first, second = ("?1", "?2") if ctx.store.dialect == "sqlite" else ("$1", "$2")
    sql = (
        "select id, page, name, address, is_shared, account_id, version from saved_view"  # noqa: S608 (marks)
        f" where page = {second} and (account_id = {first} or is_shared) order by id"
    )
    chosen = (await choice_of(ctx, page)).view_id
    rows = await ctx.store.reads.rows(sql, [me, page])
    found = [
        View(
            id=row[0], page=row[1], name=row[2], address=row[3], is_shared=bool(row[4]), is_own=row[5] == me,
            is_default=row[0] == chosen, version=row[6],
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda view: not view.is_own)


async def choice_of(ctx: Context, page: str) -> Choice:
    """Return how the caller likes a list."""
    first, second = ("?1", "?2") if ctx.store.dialect == "sqlite" else ("$1", "$2")
    sql = (
        "select page, columns, density, size, view_id, version from list_choice"  # noqa: S608 (marks)
        f" where account_id = {first} and page in ({second}, '{EVERY}')"
    )
    rows = {row[0]: row[1:] for row in await ctx.store.reads.rows(sql, [ctx.principal.account_id, page])}
    density = rows[EVERY][1] if EVERY in rows else rows[page][1] if page in rows else ""
    if page not in rows:
        return Choice(page, density=density)
    columns, _, size, view_id, version = rows[page]
    return Choice(page, tuple(orjson.loads(columns)), density, size, view_id, version)


def clean_name(name: str) -> str:
    if not 0 < len(name.strip()) <= LONGEST_NAME:
        raise invalid(
            "name", f"名称须有 1 到 {LONGEST_NAME} 个字。", f"A name has 1 to {LONGEST_NAME} characters."
        )
    return name.strip()


def clean_address(page: str, address: str) -> str:
    """Keep what narrows and orders a list, not where in it somebody stood."""
    dropped = (*PLACES, MARKS.get(page, "kept"))
    kept = [pair for pair in parse_qsl(address.removeprefix("?")) if pair[0] not in dropped]
    text = urlencode(kept)
    if len(text) > LONGEST_ADDRESS:
        raise invalid("address", "条件太长，请减少条件。", "Too many conditions; take some away.")
    return text


def require_page(page: str) -> None:
    require_one("page", page, PAGES)


def require_one(field: str, value: object, known: Sequence[object]) -> None:
    if value not in known:
        shown = "、".join(str(each) for each in known if each != "")
        raise invalid(field, f"只能是：{shown}。", f"It must be one of: {shown}.")


def invalid(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


async def tell(ctx: Context, act: str, row_id: str, changes: dict[str, tuple[object, object]]) -> None:
    await audit.record(ctx, f"desk.{act}", subject_type="SavedView", subject_id=row_id, changes=changes)
