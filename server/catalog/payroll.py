"""The file of a payout run for payroll: employee number, payable hours and amounts, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, cast
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.incentives.payouts.rules import period_named
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, Trouble, not_found
from server.web.errors import of_trouble
from server.web.export import Column, Table
from server.web.figures import caller
from server.web.house import House

RUN = "query Run($id: ID!) { payoutRun(id: $id) { id period } }"
LINES = """
query Payroll($run: ID!, $months: [String!], $first: Int, $after: String) {
  payouts(where: { run: { id: { eq: $run } } }, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      amount currency
      employee {
        code
        attendance(first: 12, where: { month: { in: $months } }) { nodes { key: month value: payableHours } }
      }
    }
  }
}
"""
FORMATS = ("csv", "xlsx")
NUMBER = "Employee.code"


def routes(house: House) -> list[Route]:
    """Return the door; a session or a bearer token opens it."""

    async def file(request: Request) -> Response:
        try:
            ctx = await caller(house, request)
        except Trouble as trouble:
            return Response(status_code=trouble.status, headers={"WWW-Authenticate": "Bearer"})
        try:
            name, media, content = await made(house, ctx, request)
        except Trouble as trouble:
            body = orjson.dumps({"errors": [of_trouble(trouble, ctx)]})
            return Response(body, trouble.status, media_type="application/json")
        disposition = f"attachment; filename*=UTF-8''{quote(name)}"
        headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
        return Response(content, media_type=media, headers=headers)

    return [Route("/incentives/payouts/{id}/payroll", file)]


async def made(house: House, ctx: Context, request: Request) -> tuple[str, str, bytes]:
    """Make the file of a run that the caller may see; the access log keeps who took it."""
    kind = request.query_params.get("format", "csv")
    if kind not in FORMATS:
        raise InvalidInput("格式须为 csv 或 xlsx。", "The format is csv or xlsx.", path=("format",))
    run_id = request.path_params["id"]
    found = ((await house.executor.execute(ctx, RUN, {"id": run_id})).data or {}).get("payoutRun")
    if found is None:
        raise not_found()
    months = months_of(found["period"])
    content = await table_of(found["period"], months).export(
        house, ctx, {"run": run_id, "months": months}, cast("Literal['csv', 'xlsx']", kind)
    )
    return cast("tuple[str, str, bytes]", content)


def months_of(period: str) -> list[str]:
    """Return the months of a period, in their order."""
    window, out = period_named(period).window, list[str]()
    day = window.first
    while day <= window.last:
        out.append(f"{day:%Y-%m}")
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return out


@dataclass(frozen=True)
class ByNumber(Table):
    """A list whose rows come in the order of employee numbers, as a payroll system reads them."""

    async def rows(
        self, house: House, ctx: Context, variables: dict[str, Any], columns: list[Column]
    ) -> list[list[str]]:
        found = await super().rows(house, ctx, variables, columns)
        fields = [column.field for column in columns]
        if NUMBER not in fields:
            return found
        place = fields.index(NUMBER)
        return sorted(found, key=lambda row: row[place])


def table_of(period: str, months: list[str]) -> Table:
    """Return the list with a column of payable hours for each month of the period."""
    hours = tuple(
        Column(
            "Attendance.payableHours", ("employee", "attendance", "nodes", month), f"计薪工时 {month}",
            f"Payable hours {month}",
        )
        for month in months
    )  # fmt: skip
    return ByNumber(
        zh=f"激励发放-{period}",
        en=f"payout-{period}",
        root="payouts",
        document=LINES,
        columns=(
            Column(NUMBER, ("employee", "code"), "工号", "Employee number"),
            *hours,
            Column("Payout.amount", ("amount",), "金额", "Amount"),
            Column("Payout.currency", ("currency",), "币种", "Currency"),
        ),
    )
