"""The doors beside GraphQL that hand out files: one line a domain."""

from __future__ import annotations

from starlette.routing import BaseRoute

from server.catalog import calendar, payroll
from server.imports import doors as imports
from server.training import doors as training
from server.web.house import House


def routes(house: House) -> list[BaseRoute]:
    """Return every route that answers with a file, or takes in what other systems tell."""
    return [*imports.routes(house), *payroll.routes(house), *training.routes(house), *calendar.routes(house)]
