"""A migration whose new tables are prepared together.

Tortoise describes the whole database anew, twice, for every table a migration adds: minutes for hundreds of tables.
A new table needs no description of what was before it, so those that follow each other are described once; what is
run on the database stays the same, in the same order.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from tortoise.migrations.migration import Migration
from tortoise.migrations.operations import CreateModel
from tortoise.migrations.schema_generator.state import ModelState, State


class Steps(Migration):
    """The base of our migrations."""

    async def apply(
        self, state: State, *, dry_run: bool = False, schema_editor: Any = None, collect_sql: bool = False
    ) -> State:
        everything = self.operations
        try:
            for makes_tables, group in groupby(everything, lambda each: isinstance(each, CreateModel)):
                self.operations = list(group)
                if makes_tables and not collect_sql:
                    await self._make_tables(state, None if dry_run else schema_editor)
                else:
                    state = await super().apply(
                        state, dry_run=dry_run, schema_editor=schema_editor, collect_sql=collect_sql
                    )
        finally:
            self.operations = everything
        state.validate_relations_initialized()
        return state

    async def _make_tables(self, state: State, schema_editor: Any) -> None:
        new = [each for each in self.operations if isinstance(each, CreateModel)]
        for operation in new:
            made = ModelState.make_from_model(self.app_label, operation.model)
            state.models[self.app_label, operation.name] = made
        state.reload_models((self.app_label, operation.name) for operation in new)
        for operation in new if schema_editor else ():
            await operation.database_forward(self.app_label, state, state, schema_editor)
