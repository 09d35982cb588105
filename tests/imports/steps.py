"""What the tests of batches share: somebody's context, a file as an upload, and a batch taken through its steps."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from server.imports import operations as act
from server.imports.steps import run_apply, run_revert, run_validate
from server.kernel.context import Context
from server.kernel.upload import Upload
from tests.people.town import rows


class Desk:
    """One caller and the clock, which moves on with each step."""

    def __init__(self, ctx: Context) -> None:
        self.ctx = ctx

    def later(self, minutes: int = 1) -> Context:
        self.ctx = replace(self.ctx, now=self.ctx.now + timedelta(minutes=minutes))
        return self.ctx

    async def upload(
        self, text: str, *, source: str = "hris", kind: str = "people", name: str = "people.csv"
    ) -> str:
        file = Upload(name, text.encode())
        return await act.upload_import(self.later(), file=file, kind=kind, source=source)

    async def check(self, batch: str) -> None:
        await act.validate_import(self.later(), id=batch)
        await run_validate(self.later(), batch, "job")

    async def apply(self, batch: str) -> None:
        await act.apply_import(self.later(), id=batch)
        await run_apply(self.later(), batch, "job")

    async def load(self, text: str, **given: str) -> str:
        batch = await self.upload(text, **given)
        await self.check(batch)
        await self.apply(batch)
        return batch

    async def undo(self, batch: str) -> None:
        await act.revert_import(self.later(), id=batch)
        await run_revert(self.later(), batch, "job")

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return await rows(self.ctx.store, sql)

    async def counts(self, batch: str) -> tuple[Any, ...]:
        sql = f"select state,rows,added,changed,unchanged,conflicts,rejected,kept from import_batch where id='{batch}'"
        return (await self.rows(sql))[0]
