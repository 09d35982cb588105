"""The operator, and a way to bring a file in."""

from __future__ import annotations

import pytest

from server.imports import import_file
from server.kernel.context import SYSTEM
from tests.imports.files import SOURCE
from tests.plan.world import context


@pytest.fixture
def operator(town):
    return context(town, "hr_manager").acting_as(SYSTEM)


@pytest.fixture
def bring(operator, tmp_path):
    async def bring(text, options=SOURCE, encoding="utf-8", *, who=operator, **more):
        file = tmp_path / "people.csv"
        file.write_bytes(text.encode(encoding))
        return await import_file(who, "people", file, options, **more)

    return bring
