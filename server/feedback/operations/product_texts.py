"""Which product a text means: looked up folded, and kept to be named where nobody knows it yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from tortoise.models import Model

from server.feedback.models import (
    FeedbackCluster,
    FeedbackLink,
    FeedbackTicket,
    Product,
    ProductText,
    RoutingRule,
    Script,
)
from server.kernel.context import Context
from server.people.operations.access import link
from server.store.base import stamp

SPEAKING: tuple[type[Model], ...] = (FeedbackTicket, RoutingRule, Script, FeedbackCluster, FeedbackLink)
"""Tables that name a product in their column `product`."""
LONGEST_TEXT = 80


def folded(text: str) -> str:
    """Return a text as it is compared: width, case and spaces do not tell products apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())[:LONGEST_TEXT]


async def product_meant(ctx: Context, text: str, *, keep: bool = True) -> str:
    """Return the code of the product a text means, else the text as given; inside store.write.

    An unknown text is kept to be named, unless it was only asked about.
    """
    key, given = folded(text), text.strip()
    if not key:
        return ""
    known = await ProductText.get_or_none(key=key)
    if known is not None and link(known, "product_id"):
        return (await Product.get(id=link(known, "product_id"))).code
    if known is None and keep:
        await keep_texts(ctx, {key: given})
    return given


async def keep_texts(ctx: Context, texts: Mapping[str, str], product_id: str | None = None) -> None:
    """Keep texts by their folded form; one that is kept already stays as it is, also by somebody at once."""
    rows = [
        ProductText(**stamp(ctx), key=key, text=text[:LONGEST_TEXT], product_id=product_id)
        for key, text in texts.items()
    ]
    await ProductText.bulk_create(rows, ignore_conflicts=True)


async def restate(ctx: Context, codes: Mapping[str, str]) -> int:
    """Let everything that names a product by one of these folded texts name it by its code; return how many rows."""
    changed = 0
    for model in SPEAKING:
        texts = await model.all().distinct().values_list("product", flat=True)
        for text in texts:
            code = codes.get(folded(str(text))) if text else None
            if code is not None and code != str(text):
                changed += await model.filter(product=str(text)).update(product=code, updated_at=ctx.now)
    return changed


async def collect_texts(ctx: Context) -> None:
    """Keep every text in use that nobody has named yet: what came before there was a list; inside store.write."""
    found: dict[str, str] = {}
    for model in SPEAKING:
        for text in await model.all().distinct().values_list("product", flat=True):
            if text and (key := folded(str(text))):
                found.setdefault(key, str(text))
    known = {str(key) for key in await ProductText.all().values_list("key", flat=True)}
    await keep_texts(ctx, {key: text for key, text in found.items() if key not in known})
