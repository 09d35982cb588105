"""A program that is missing or fails is said in words, and a target that holds tables is left alone."""

from __future__ import annotations

import pytest

from server.commands.postgres_dump import NoProgram, load, run


async def test_a_missing_program_is_named():
    with pytest.raises(NoProgram, match="pg_nothing is not installed"):
        await run("pg_nothing")


async def test_a_failing_program_speaks_for_itself():
    with pytest.raises(NoProgram, match="ls failed"):
        await run("ls", "/no/such/place")


async def test_a_database_with_tables_is_refused(postgres_settings, tmp_path):
    with pytest.raises(NoProgram, match="the target database holds"):
        await load(postgres_settings.database_url, tmp_path / "none")
