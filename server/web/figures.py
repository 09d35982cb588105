"""GET /metrics/export: a file of figures or of a frozen report, for a session or a bearer token."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar, cast
from urllib.parse import quote

import orjson
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.kernel.clock import read_instant
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, Trouble, Unauthenticated
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.governance.desk import Desk
from server.metrics.models import Usage
from server.metrics.reporting.exports import Exported, export, export_report
from server.metrics.reporting.sheets import Kind
from server.metrics.words import Compare, Grain, OrgView, VersionRule
from server.store.store import Store
from server.web.errors import of_trouble
from server.web.front import BEARER
from server.web.house import House

LAST = re.compile(r"(?:last:)?(\d{1,3})(\+?)")
BETWEEN = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
KINDS = ("xlsx", "csv", "json")
T = TypeVar("T")


def routes(house: House, desk_of: Callable[[Store], Desk]) -> list[Route]:
    async def take(request: Request) -> Response:
        try:
            ctx = await caller(house, request)
        except Trouble as trouble:
            return Response(status_code=trouble.status, headers={"WWW-Authenticate": "Bearer"})
        desk = desk_of(ctx.store)
        try:
            made = await exported(ctx, desk, request.query_params)
        except Trouble as trouble:
            body = orjson.dumps({"errors": [of_trouble(trouble, ctx)]})
            return Response(body, trouble.status, media_type="application/json")
        desk.counts.note(ctx, made.keys, Usage.EXPORT)
        disposition = f"attachment; filename*=UTF-8''{quote(made.name)}"
        return Response(made.content, media_type=made.media, headers={"Content-Disposition": disposition})

    return [Route("/metrics/export", take)]


async def caller(house: House, request: Request) -> Context:
    """Return the context of the session, or of the bearer token sent along."""
    given = request.headers.get("authorization", "").encode()
    if given[: len(BEARER)].lower() == BEARER:
        signed = await house.accounts.signed_in(given[len(BEARER) :].strip().decode("latin-1"))
        if signed is not None:
            return house.context(signed, request_id=str(request.state.request_id))
    elif request.state.ctx is not None:
        return cast("Context", request.state.ctx)
    raise Unauthenticated("请先登录，或使用有效的令牌。", "Sign in, or send a valid token.")


async def exported(ctx: Context, desk: Desk, given: QueryParams) -> Exported:
    """Make the file an address asks for."""
    kind = given.get("format", "xlsx")
    if kind not in KINDS:
        raise bad("format", "格式须为 xlsx、csv 或 json。", "The format is xlsx, csv or json.")
    if report := given.get("report"):
        return await export_report(ctx, desk.registry, report, cast("Kind", kind))
    return await export(ctx, desk.registry, asks_of(given), cast("Kind", kind))


def asks_of(given: QueryParams) -> list[Ask]:
    """Read the questions: `keys`, `period`, `grain`, `by`, `under` and `is`, `compare`, `org`, `version`, `known`."""
    known = given.get("known")
    return [
        Ask(
            key=key,
            period=period_of(given.get("period", "12")),
            grain=word(Grain, given.get("grain"), "grain"),
            by=tuple(listed(given, "by")),
            where=tuple(filters(given)),
            compare=tuple(
                cast("Compare", word(Compare, each, "compare")) for each in listed(given, "compare")
            ),
            org_view=word(OrgView, given.get("org"), "org") or OrgView.AS_WAS,
            version=version_of(given.get("version", "")),
            as_known_at=read(read_instant, known, "known") if known else None,
        )
        for key in listed(given, "keys")
    ]


def period_of(text: str) -> PeriodAsk:
    """Read `12` (the last twelve whole ones), `12+` (with the present one), `2025-01-01..2025-03-31`, or names."""
    if found := LAST.fullmatch(text.strip()):
        return PeriodAsk(last=int(found[1]), complete=not found[2])
    if found := BETWEEN.fullmatch(text.strip()):
        first, last = (read(date.fromisoformat, each, "period") for each in found.groups())
        return PeriodAsk(between=(first, last))
    return PeriodAsk(named=tuple(each for each in re.split(r"[,，\s]+", text) if each))


def filters(given: QueryParams) -> list[DimFilter]:
    """Read `under=department:D1` and `is=location:L1,L2`."""
    found = []
    for name in ("under", "is"):
        for text in given.getlist(name):
            dimension, colon, values = text.partition(":")
            if not colon or not values:
                raise bad(name, "筛选须写成 维度:值。", "Write a filter as dimension:value.")
            found.append(DimFilter(dimension, tuple(values.split(",")), under=name == "under"))
    return found


def version_of(text: str) -> VersionRule | int:
    if text.isdecimal():
        return int(text)
    return word(VersionRule, text, "version") or VersionRule.AS_OF_PERIOD


def listed(given: QueryParams, name: str) -> list[str]:
    return [each.strip() for text in given.getlist(name) for each in text.split(",") if each.strip()]


def word(kind: Callable[[str], T], text: str | None, name: str) -> T | None:
    return read(kind, text.upper(), name) if text else None


def read(kind: Callable[[str], T], text: Any, name: str) -> T:  # a text of the address
    try:
        return kind(text)
    except ValueError as error:
        raise bad(name, f"“{text}”无法识别。", f"{text!r} can't be read.") from error


def bad(name: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=(name,))
