"""Tables of products: what feedback, rules, scripts and measures speak of, and the texts that mean it."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Row
from server.store.fields import Choice, Ref, Text


class ProductState(StrEnum):
    """RETIRED: no longer sold; what was said of it stays, and texts still mean it."""

    ACTIVE = "ACTIVE"
    RETIRED = "RETIRED"


class Product(Row):
    """A product; tickets, rules, scripts and clusters name it by `code` in their column `product`."""

    code = Text(64, unique=True, description=label("产品编码", "Product code"))
    name = Text(80, description=label("产品名称", "Product name"))
    name_en = Text(80, default="", description=label("英文名称", "Name in English"))
    state = Choice(ProductState, default=ProductState.ACTIVE, description=label("状态", "State"))

    class Meta:
        table = "product"


class ProductText(Row):
    """A text by which a product was named; without a product it waits to be named. `key` is the text folded."""

    key = Text(80, unique=True, description=label("归一写法", "Folded text"))
    text = Text(80, description=label("原写法", "Text as given"))
    product = Ref("Product", null=True, description=label("产品", "Product"))

    class Meta:
        table = "product_text"
        indexes = (("product_id",),)
