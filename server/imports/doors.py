"""GET doors of imports: templates to fill, and the rows of a batch that were refused, with what to do about each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import cast
from urllib.parse import quote

import orjson
import xlsxwriter
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.imports.kinds import fields_offered, words_of
from server.imports.kinds import one as kind_of
from server.imports.models import RowState
from server.imports.own_fields import own_of
from server.imports.reading import cells_of
from server.imports.staging import read_batch
from server.kernel.cells import harmless
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, Trouble
from server.people.operations.access import Place, decide, require
from server.web.errors import of_trouble
from server.web.export import MEDIA
from server.web.figures import caller
from server.web.house import House

FORMATS = ("csv", "xlsx")
BOM = "\ufeff"
Sheet = list[list[str]]


def routes(house: House) -> list[Route]:
    """Return the doors; a session or a bearer token opens them."""

    async def template(request: Request) -> Response:
        return await answer(house, request, template_of)

    async def errors(request: Request) -> Response:
        return await answer(house, request, errors_of)

    return [
        Route("/imports/templates/{kind}", template),
        Route("/imports/{id}/errors", errors),
    ]


async def answer(house: House, request: Request, make: object) -> Response:
    """Answer with the file, or with the trouble as GraphQL spells it."""
    try:
        ctx = await caller(house, request)
    except Trouble as trouble:
        return Response(status_code=trouble.status, headers={"WWW-Authenticate": "Bearer"})
    try:
        kind = request.query_params.get("format", "xlsx")
        if kind not in FORMATS:
            raise InvalidInput("格式须为 csv 或 xlsx。", "The format is csv or xlsx.", path=("format",))
        name, grid = await make(ctx, request)  # type: ignore[operator] # one of the two below
    except Trouble as trouble:
        body = orjson.dumps({"errors": [of_trouble(trouble, ctx)]})
        return Response(body, trouble.status, media_type="application/json")
    content = as_csv(grid) if kind == "csv" else as_xlsx(grid)
    disposition = f"attachment; filename*=UTF-8''{quote(f'{name}.{kind}')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return Response(content, media_type=MEDIA[cast("object", kind)], headers=headers)  # type: ignore[index]


async def template_of(ctx: Context, request: Request) -> tuple[str, Sheet]:
    """Return an empty file with the headers of a kind, those that are needed first."""
    require(decide(ctx, Place(), "Query.importKinds", "read"))
    fields = await fields_offered(ctx, request.path_params["kind"])
    kind = await kind_of(ctx, request.path_params["kind"], ("", ""))
    ordered = sorted(fields, key=lambda each: not each.required)
    return f"{ctx.say('导入模板', 'template')}-{kind.name}", [
        [ctx.say(*words_of(each, kind.name)) for each in ordered]
    ]


async def errors_of(ctx: Context, request: Request) -> tuple[str, Sheet]:
    """Return the refused rows as they came, each with what is wrong; it can be corrected and uploaded again."""
    require(decide(ctx, Place(), "ImportBatch.rows", "read"))
    batch = await read_batch(ctx, request.path_params["id"])
    mark = "?1" if ctx.store.dialect == "sqlite" else "$1"
    rows = await ctx.store.reads.rows(
        f"select id,number,cells,found from staged_row where batch_id={mark} "  # noqa: S608 (constants)
        f"and state='{RowState.ERROR}' order by number",
        [batch.id],
    )
    headers = [header for header in batch.headers if header]
    own = await own_of(ctx, batch.kind)
    grid = [[*headers, ctx.say("行号", "Row"), ctx.say("错误", "Errors")]]
    for row_id, number, cells, found in rows:
        told = cells_of(ctx, batch, (row_id, cells, found), own) if cells else []
        given = {each["header"]: each["given"] or "" for each in told}
        why = "; ".join(
            f"{each['label']}: {each['message']}" for each in told if each["state"] is RowState.ERROR
        )
        grid.append([*(given.get(header, "") for header in headers), str(number), why])
    return f"{ctx.say('错误行', 'errors')}-{batch.file_name.rpartition('.')[0] or batch.id[-8:]}", grid


def as_csv(grid: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[harmless(cell) for cell in row] for row in grid])
    return (BOM + out.getvalue()).encode()


def as_xlsx(grid: Sequence[Sequence[str]]) -> bytes:
    """Spell a sheet of texts, none of which a spreadsheet will take for a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for at, row in enumerate(grid):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell, bold if at == 0 else None)
        if grid:
            sheet.set_column(0, len(grid[0]) - 1, 16)
            sheet.freeze_panes(1, 0)
    return out.getvalue()
