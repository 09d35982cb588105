"""Deals from a file, known by their codes. What they earn somebody is proposed and confirmed on their own page."""

from __future__ import annotations

from typing import Any

from server.feedback.models import CustomerAccount
from server.imports import values as cells
from server.imports.check import Values
from server.imports.columns import Field, limited
from server.imports.entered.entry import Entry, Ground, inside
from server.incentives.commissions.operations import save_deal
from server.incentives.scheme_models import Deal
from server.incentives.schemes.operations.ground import clean_code
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.people.operations.access import link

FIELDS = (
    Field("code", limited(64), "合同编码|合同编号|合同号|商机编号|编码|contract code|deal code", required=True),
    Field("name", limited(128), "合同名称|名称|商机名称|deal|deal name|contract name", required=True),
    Field("signed_on", cells.day_of, "签约日期|签订日期|成交日期|signing date|closed won on", required=True),
    Field("customer", limited(64), "客户|客户编码|客户编号|customer code|account|account code|customer key"),
)  # fmt: skip


async def find(_: Context, row: Values, __: Ground) -> Deal | None:
    return await Deal.get_or_none(code=clean_code(str(row["code"])))


async def enter(ctx: Context, row: Values, held: Any, ground: Ground) -> str:
    key = await customer_key(str(row["customer"]), ground.source) if "customer" in row else None
    if key is None and held is not None and (owner := link(held, "customer_id")):
        key = (await CustomerAccount.get(id=owner)).source_key
    return await inside(save_deal)(
        ctx, code=row["code"], name=row["name"], signed_on=row["signed_on"], customer_key=key,
        version=held and held.version,
    )  # fmt: skip


async def customer_key(code: str, source: str) -> str:
    """Return how an account is kept that a file names by its code, or by the key its own system gave it."""
    known = CustomerAccount.filter(superseded_at=None)
    for wanted in ({"source_key": f"{source}:{code}"}, {"source_key": code}, {"code": code}):
        found = await known.filter(**wanted).limit(2)
        if len(found) == 1 and found[0].source_key:
            return found[0].source_key
    raise InvalidInput(
        f"没有客户“{code}”，请先导入客户。",
        f"There is no account '{code}'; import accounts first.",
        path=("input", "customer"),
    )


DEALS = Entry(
    labels=("合同", "Deals"),
    verb="saveDeal",
    model=Deal,
    key=("code",),
    fields=FIELDS,
    columns=("name", "signed_on", "customer_id"),
    shows=dict.fromkeys((each.name for each in FIELDS), "Deal.name"),
    find=find,
    enter=enter,
    names={"customer_key": "customer"},
)
