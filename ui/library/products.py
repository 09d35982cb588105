"""Products: found, kept by code, brought in as a list; texts that nobody knows yet are given their product."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from ui.attendance.months import nodes
from ui.forms import Form
from ui.offers import may_read, may_write
from ui.page import Pages, PageTrouble, back_to, query
from ui.quality.acting import act, sent, version_of
from ui.said import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.responses import Response

TEXTS = ("code", "name", "nameEn", "state")
STATES = ("ACTIVE", "RETIRED")
COLUMNS = ("code", "name", "nameEn", "state")
STATE_WORDS = {"停售": "RETIRED", "retired": "RETIRED", "RETIRED": "RETIRED"}
"""How a list may say that a product is no longer sold; everything else is sold."""
HEADS = frozenset({"code", "编码", "产品编码", "product code"})


class Products:
    """GET /feedback/products with its forms, and a product's own page."""

    def __init__(self, pages: Pages) -> None:
        self.pages = pages

    async def listed(self, request: Request, form: Form | None = None) -> Response:
        ctx = request.state.ctx
        if not may_read(ctx, "Product.id"):
            raise PageTrouble(404, "")
        asked = {name: request.query_params.get(name, "").strip() for name in ("q", "state", "after")}
        where = {"state": {"eq": asked["state"]}} if asked["state"] in STATES else {}
        answer = await self.pages.ask(
            request, "library/products", where=where, search=asked["q"] or None, after=asked["after"] or None
        )
        found = answer["products"] or {}
        info = found.get("pageInfo") or {}
        kept = {name: value for name, value in asked.items() if value and name != "after"}
        view = {
            "asked": asked,
            "states": STATES,
            "products": found.get("nodes", ()),
            "total": found.get("totalCount", 0),
            "next": query({**kept, "after": info["endCursor"]}) if info.get("hasNextPage") else "",
            "choices": nodes(answer, "choices"),
            "unnamed": nodes(answer, "productTexts"),
            "may_keep": may_write(ctx, "Mutation.saveProduct", own=False),
            "form": form or Form(""),
            "key": uuid4().hex,
            "failed": [self.pages.say(request, error) for error in answer.errors],
        }
        return await self.pages.show(
            request, "library/products.html", view, blocks={"found": "found"}, status=view["form"].status
        )

    async def edit(self, request: Request) -> Response:
        """Keep a product; `new` begins one, with the text it is to mean if there is one."""
        if not may_write(request.state.ctx, "Mutation.saveProduct", own=False):
            raise PageTrouble(404, "")
        code = request.path_params["product"]
        row = next(iter(nodes(await self.pages.ask(request, "library/product", code=code), "products")), None)
        if row is None and code != "new":
            raise PageTrouble(404, "")
        if request.method == "POST":
            form, values = await sent(self.pages, request, TEXTS)
            given: dict[str, Any] = {name: values[name] for name in ("code", "name", "nameEn")}
            given |= {"state": values["state"] if values["state"] in STATES else "ACTIVE", **version_of(form)}
            key = str(form.get("key", ""))
            problem = await act(self.pages, request, "library/save_product", given, values, key)
            if problem is None:
                return tell(back_to("/feedback/products"), "saved")
        else:
            name = request.query_params.get("name", "")
            problem = Form("", began(row) if row else {"state": "ACTIVE", "name": name})
        view = {"form": problem, "product": row, "states": STATES, "key": uuid4().hex}
        return await self.pages.show(request, "library/product_edit.html", view, status=problem.status)

    async def name(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("id", "productCode"))
        problem = await act(
            self.pages, request, "library/name_product", values, values, str(form.get("key", ""))
        )
        if problem is not None:
            return await self.listed(request, problem)
        return tell(back_to("/feedback/products"), "product-named")

    async def bring_in(self, request: Request) -> Response:
        form, values = await sent(self.pages, request, ("products",))
        given = {"products": lines_of(values["products"])}
        problem = await act(
            self.pages, request, "library/import_products", given, values, str(form.get("key", ""))
        )
        if problem is not None:
            return await self.listed(request, problem)
        return tell(back_to("/feedback/products"), "products-in")


def began(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: row[name] or "" for name in TEXTS}


def lines_of(text: str) -> list[dict[str, str]]:
    """Read a list as it is pasted from a sheet or a CSV: code, name, name in English, state; a head is left out."""
    found = []
    for line in text.splitlines():
        cells = [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ",")]
        if not any(cells) or cells[0].lower() in HEADS:
            continue
        told = dict(zip(COLUMNS, [*cells, "", ""], strict=False))
        found.append({"name": "", **told, "state": STATE_WORDS.get(told.get("state", ""), "ACTIVE")})
    return found
