"""Products: kept by code, one by one or a list at once, and given the texts by which people name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from server import audit
from server.feedback.models import Product, ProductState, ProductText
from server.feedback.operations.product_texts import folded, keep_texts, restate
from server.kernel.context import Context
from server.kernel.errors import InvalidInput, not_found
from server.people.operations.access import Place, allow, link
from server.people.operations.record import operation
from server.store.base import change_row, stamp

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
LONGEST_NAME, MOST_AT_ONCE = 80, 2000


class ProductNameTaken(InvalidInput):
    """A name or code that already means another product."""

    code = "PRODUCT_NAME_TAKEN"


def wrong(field: str, zh: str, en: str) -> InvalidInput:
    return InvalidInput(zh, en, path=("input", field))


@operation
async def save_product(
    ctx: Context,
    *,
    code: str,
    name: str,
    name_en: str = "",
    state: ProductState = ProductState.ACTIVE,
    version: int | None = None,
) -> str:
    """Keep a product, found by its code; what named it before goes on meaning it. Return its id."""
    allow(ctx, Place(), "saveProduct")
    row_id, _ = await keep(ctx, code, name, name_en, state, version)
    return row_id


@operation
async def import_products(ctx: Context, *, products: Sequence[Mapping[str, Any]]) -> str:
    """Keep a list of products by code, all or none; return how many are new or changed."""
    allow(ctx, Place(), "importProducts")
    if not 1 <= len(products) <= MOST_AT_ONCE:
        raise wrong(
            "products", f"一次 1 至 {MOST_AT_ONCE} 个产品。", f"Give 1 to {MOST_AT_ONCE} products at once."
        )
    changed = 0
    for number, each in enumerate(products, start=1):
        try:
            _, is_new = await keep(
                ctx, each["code"], each["name"], each.get("name_en", ""),
                each.get("state", ProductState.ACTIVE), None,
            )  # fmt: skip
        except InvalidInput as error:
            raise type(error)(
                f"第 {number} 行：{error.zh}", f"Row {number}: {error.en}", path=("input", "products")
            ) from error
        changed += is_new
    return str(changed)


@operation
async def name_product_text(
    ctx: Context,
    *,
    id: str,  # noqa: A002 (the contract's word)
    product_code: str,
) -> str:
    """Say which product a text means: everything that was named so is of it from now on, and what comes later."""
    allow(ctx, Place(), "nameProductText")
    row = await ProductText.filter(id=id).select_for_update().get_or_none()
    if row is None:
        raise not_found()
    product = await Product.get_or_none(code=product_code.strip())
    if product is None:
        raise wrong("productCode", "没有这个产品，请先登记。", "There is no such product; enter it first.")
    if await means_another(row.key, product):
        raise taken("productCode", row.text)
    await ProductText.filter(id=id).update(product_id=product.id, updated_at=ctx.now)
    changed = await restate(ctx, {row.key: product.code})
    await note(
        ctx, "name_product", "ProductText", id,
        {"product": (link(row, "product_id") or None, product.id), "rows": (None, changed)},
    )  # fmt: skip
    return id


async def keep(
    ctx: Context, code: str, name: str, name_en: str, state: ProductState, version: int | None
) -> tuple[str, bool]:
    """Make a product or change it; return its id and whether anything is new."""
    key = code.strip()
    if not CODE.fullmatch(key):
        raise wrong("code", "编码用字母、数字、点、横线。", "A code has letters, digits, dots and dashes.")
    values: dict[str, Any] = {  # columns of mixed types
        "name": text_of(name, "name", 1),
        "name_en": text_of(name_en, "nameEn"),
        "state": state,
    }
    held = await Product.filter(code=key).select_for_update().get_or_none()
    if held is not None and all(getattr(held, column) == value for column, value in values.items()):
        return held.id, False
    if held is None:
        row_id = (await Product.create(**stamp(ctx), code=key, **values)).id
    else:
        row_id = held.id
        await change_row(ctx, Product, row_id, version=version, **values)
    await take_names(ctx, await Product.get(id=row_id))
    changes = {column: (getattr(held, column, None), value) for column, value in values.items()}
    await note(ctx, "save_product", "Product", row_id, changes)
    return row_id, True


async def take_names(ctx: Context, product: Product) -> None:
    """Let code and names mean the product; one that means another already is refused."""
    texts = {folded(text): text for text in (product.name_en, product.name, product.code) if text}
    rows = {row.key: row for row in await ProductText.filter(key__in=list(texts))}
    for key, row in rows.items():
        if link(row, "product_id") not in ("", product.id):
            raise taken("code" if key == folded(product.code) else "name", row.text)
    await ProductText.filter(key__in=list(rows)).update(product_id=product.id, updated_at=ctx.now)
    await keep_texts(
        ctx, {key: text for key, text in texts.items() if key not in rows}, product_id=product.id
    )
    await restate(ctx, dict.fromkeys(texts, product.code))


async def means_another(key: str, product: Product) -> bool:
    """Tell whether a text is the code or a name of another product."""
    return any(key in own_keys(each) for each in await Product.exclude(id=product.id))


def own_keys(product: Product) -> set[str]:
    return {folded(text) for text in (product.code, product.name, product.name_en) if text}


def taken(field: str, text: str) -> ProductNameTaken:
    return ProductNameTaken(
        f"“{text}”已指另一个产品，请换一个写法。",
        f"'{text}' means another product already; choose another wording.",
        path=("input", field),
    )


def text_of(text: str, field: str, least: int = 0) -> str:
    found = " ".join(text.split())
    if not least <= len(found) <= LONGEST_NAME:
        raise wrong(
            field, f"请填写 {least} 至 {LONGEST_NAME} 字。", f"Write {least} to {LONGEST_NAME} characters."
        )
    return found


async def note(
    ctx: Context, action: str, kind: str, row_id: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    await audit.record(ctx, f"feedback.{action}", subject_type=kind, subject_id=row_id, changes=dict(changes))
