"""What is asked and done about products and the texts that mean them."""

from __future__ import annotations

import strawberry

from schema.acts import act
from schema.attendance_mutations import SEEN
from schema.call import call
from schema.inputs import Once, given_with, needed, optional
from schema.listing import listed
from schema.planned import Connection
from schema.topics import Product, ProductText
from server.feedback.models import ProductState
from server.feedback.operations import products
from server.kernel.labels import label


@strawberry.type(description=label("产品查询", "Questions about products"))
class ProductQuery:
    products: Connection[Product] = listed("产品", "Products", "Product")
    product_texts: Connection[ProductText] = listed(
        "产品的写法", "Texts that mean products", "ProductText", search=False
    )


@strawberry.input(description=label("产品", "A product"))
class SaveProductInput(Once):
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    state: ProductState | None = optional("状态", "State")
    version: int | None = optional(*SEEN)


@strawberry.input(description=label("清单中的产品", "A product of a list"))
class ProductLineInput:
    code: str = needed("编码", "Code")
    name: str = needed("名称", "Name")
    name_en: str | None = optional("英文名称", "Name in English")
    state: ProductState | None = optional("状态", "State")


@strawberry.input(description=label("产品清单", "A list of products"))
class ImportProductsInput(Once):
    products: list[ProductLineInput] = needed("产品", "Products")


@strawberry.input(description=label("写法所指的产品", "Which product a text means"))
class NameProductTextInput(Once):
    id: strawberry.ID = needed("写法编号", "Text")
    product_code: str = needed("产品编码", "Product's code")


async def bring_in(info: strawberry.Info, input: ImportProductsInput) -> int:
    return int(await products.import_products(call(info).ctx, **LINES(input)))


LINES = given_with({"products": dict})


@strawberry.type(description=label("产品变更", "Changes of products"))
class ProductMutation:
    save_product = act("保存产品", "Keep a product", SaveProductInput, Product, products.save_product)
    import_products = strawberry.mutation(
        bring_in,
        description=label(
            "按编码导入产品清单，返回新增或变更的个数",
            "Bring in products by code; how many are new or changed",
        ),
    )
    name_product_text = act(
        "认领写法", "Name a text", NameProductTextInput, ProductText, products.name_product_text
    )
