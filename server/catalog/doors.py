"""The doors beside GraphQL that hand out files: one line a domain."""

from __future__ import annotations

from starlette.routing import BaseRoute

from server.catalog import payroll
from server.imports import doors as imports
from server.web.house import House


def routes(house: House) -> list[BaseRoute]:
    """Return every route that answers with a file."""
    return [*imports.routes(house), *payroll.routes(house)]
