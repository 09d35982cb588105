"""The addresses of topics, scripts, products and customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from ui.library.customers import Customers
from ui.library.products import Products
from ui.library.scripts import Scripts
from ui.library.topics import Topics
from ui.shell.pages import guarded

if TYPE_CHECKING:
    from ui.page import Pages


def routes(pages: Pages) -> list[Route]:
    topics, scripts, customers = Topics(pages), Scripts(pages), Customers(pages)
    products = Products(pages)
    both, post = ["GET", "POST"], ["POST"]
    return [
        Route("/feedback/topics", guarded(pages, topics.shown)),
        Route("/feedback/topics/usual", guarded(pages, topics.usual), methods=post),
        Route("/feedback/topics/measure", guarded(pages, topics.measure), methods=post),
        Route("/feedback/topics/measure/undo", guarded(pages, topics.undo), methods=post),
        Route("/feedback/topics/{topic}", guarded(pages, topics.edit), methods=both),
        Route("/feedback/scripts", guarded(pages, scripts.listed)),
        Route("/feedback/scripts/new", guarded(pages, scripts.edit), methods=both),
        Route("/feedback/scripts/{script}", guarded(pages, scripts.one), methods=both),
        Route("/feedback/scripts/{script}/edit", guarded(pages, scripts.edit), methods=both),
        Route("/feedback/scripts/{script}/undo", guarded(pages, scripts.undo), methods=post),
        Route("/feedback/products", guarded(pages, products.listed)),
        Route("/feedback/products/import", guarded(pages, products.bring_in), methods=post),
        Route("/feedback/products/name", guarded(pages, products.name), methods=post),
        Route("/feedback/products/{product}", guarded(pages, products.edit), methods=both),
        Route("/feedback/customers", guarded(pages, customers.listed)),
        Route("/feedback/customers/new", guarded(pages, customers.edit), methods=both),
        Route("/feedback/customers/import", guarded(pages, customers.bring_in), methods=post),
        Route("/feedback/customers/{customer}", guarded(pages, customers.one), methods=both),
        Route("/feedback/customers/{customer}/edit", guarded(pages, customers.edit), methods=both),
    ]
