"""Downloads of lists as CSV or XLSX: a GraphQL document, page by page, so that a file holds what a page may."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from server.audit import look
from server.kernel.cells import harmless
from server.kernel.context import Context
from server.kernel.errors import Denied, Trouble
from server.web.doors import Download, Format
from server.web.house import House

PAGE = 200
MOST_ROWS = 100_000
MEDIA: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Json = Any  # an answer's own values


class ExportFailed(Trouble):
    """A page of the list could not be read; the file is not made."""

    code, status = "EXPORT_FAILED", 422


@dataclass(frozen=True)
class Column:
    """A column of the file: the field or class that decides whether it may leave, and the steps to its value.

    It is picked by the first of them, or by `name`.
    """

    field: str
    path: tuple[str, ...]
    zh: str
    en: str
    name: str = ""


@dataclass(frozen=True)
class Table:
    """A list that can be downloaded. `document` takes `$first` and `$after` besides the list's own variables."""

    zh: str
    en: str
    document: str
    root: str
    columns: tuple[Column, ...]
    spell: Callable[[Context, str, str], str] | None = None
    """Turns a coded value (of a `Type.field`) into a word, if the table wants words."""
    more: Callable[[House, Context], Awaitable[tuple[Column, ...]]] | None = None
    """Finds the columns that are not known beforehand."""

    async def export(self, house: House, ctx: Context, variables: dict[str, Any], kind: Format) -> Download:
        """Make the file, and keep in the access log who took how many rows."""
        found = (*self.columns, *(await self.more(house, ctx) if self.more else ()))
        variables = dict(variables)
        found = picked(found, variables.pop("columns", None))
        columns = [column for column in found if may_leave(ctx, column.field)]
        if not columns:
            raise Denied("没有可导出的内容。", "There is nothing you may export.")
        rows = await self.rows(house, ctx, variables, columns)
        head = [ctx.say(column.zh, column.en) for column in columns]
        mark = f"{ctx.principal.name} · {ctx.now.isoformat(timespec='seconds')} · {ctx.request_id}"
        make = as_csv if kind == "csv" else as_xlsx
        content = await asyncio.to_thread(make, head, rows, mark)
        house.looks.put(
            look(
                ctx, subject_type=self.root, subject_id=None, field_group="export", rule="export",
                document=f"export:{self.root}:{kind}", rows=len(rows),
            )
        )  # fmt: skip
        return f"{ctx.say(self.zh, self.en)}-{ctx.today.isoformat()}.{kind}", MEDIA[kind], content

    async def rows(
        self, house: House, ctx: Context, variables: dict[str, Any], columns: list[Column]
    ) -> list[list[str]]:
        out: list[list[str]] = []
        after = None
        while len(out) < MOST_ROWS:
            reply = await house.executor.execute(
                ctx, self.document, {**variables, "first": PAGE, "after": after}
            )
            if reply.errors or not reply.data:
                said = reply.errors[0]["extensions"] if reply.errors else {"zh": "", "en": ""}
                raise ExportFailed(str(said["zh"]), str(said["en"]))
            page = reply.data[self.root]
            out += [[self.text(ctx, node, column) for column in columns] for node in page["nodes"]]
            if not page["pageInfo"]["hasNextPage"]:
                break
            after = page["pageInfo"]["endCursor"]
        return out

    def text(self, ctx: Context, node: Json, column: Column) -> str:
        for step in column.path:
            node = under(node, step)
        if node is None:
            return ""
        return self.spell(ctx, column.field, str(node)) if self.spell else str(node)


def picked(columns: Sequence[Column], names: Sequence[str] | None) -> tuple[Column, ...]:
    """Return the columns of these fields in their order, after those that say who it is; all without names."""
    if names is None:
        return tuple(columns)
    wanted = ["code", "name", *names]
    named = [(column.name or column.path[0], column) for column in columns]
    kept = [(wanted.index(name), column) for name, column in named if name in wanted]
    return tuple(column for _, column in sorted(kept, key=lambda pair: pair[0]))


def under(node: Json, step: str) -> Json:
    """Return what lies under a name: a member of an object, or the value of the row of a list with that key."""
    if isinstance(node, list):
        return next((row["value"] for row in node if row["key"] == step), None)
    return node.get(step) if isinstance(node, dict) else None


def may_leave(ctx: Context, field: str) -> bool:
    """Tell whether some role of the caller may export the field in some relation."""
    roles = ctx.principal.roles
    return any(
        ctx.policy.decide_for(roles, relation, field, "export").allowed
        for relation in ("self", "team", "org")
    )


def as_csv(head: Sequence[str], rows: Sequence[Sequence[str]], mark: str) -> bytes:
    """Spell a CSV with the mark that makes Excel read it as UTF-8."""
    del mark  # a line that is no row would break whoever reads the file; the access log knows
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(text) for text in head])
    writer.writerows([[harmless(text) for text in row] for row in rows])
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(head: Sequence[str], rows: Sequence[Sequence[str]], mark: str) -> bytes:
    """Spell a workbook of texts; its footer says who took it, when, and under which request."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.set_footer(f"&L{mark.replace('&', '&&')}")
        book.set_properties({"comments": mark})
        sheet.freeze_panes(1, 0)
        for place, text in enumerate(head):
            sheet.write_string(0, place, text, bold)
        for number, row in enumerate(rows, 1):
            for place, text in enumerate(row):
                sheet.write_string(number, place, harmless(text))
    return out.getvalue()
