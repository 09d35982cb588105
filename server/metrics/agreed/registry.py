"""The dictionary in force, read once and kept until a table of its governance changes or the day does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from server.kernel.context import Context
from server.metrics.agreed.governed import Governed, governed
from server.metrics.agreed.standing import read_standing
from server.metrics.definitions import Dictionary
from server.metrics.dictionary.load import load_builtin
from server.store.store import Store

TABLES = ("metric_version", "metric_signature", "metric_target", "metric_family_default")
MARK = " union all ".join(
    f"select count(*), coalesce(sum(version), 0), coalesce(max(updated_at), '') from {table}"
    for table in TABLES
)
Mark = tuple[date, tuple[tuple[object, ...], ...]]


@dataclass
class Registry:
    """Gives the dictionary of a store; `builtin` makes the files' part of it."""

    store: Store
    builtin: Callable[[], Dictionary] = load_builtin
    _mark: Mark | None = None
    _kept: Governed | None = field(default=None, repr=False)

    async def current(self, ctx: Context) -> Dictionary:
        """Return the dictionary in force today."""
        return (await self.governed(ctx)).dictionary

    async def governed(self, ctx: Context) -> Governed:
        """Return it together with what it was made of."""
        async with self.store.reads.snapshot() as snapshot:
            mark = (ctx.today, tuple(await snapshot.rows(MARK)))
            if self._kept is None or mark != self._mark:
                self._kept = governed(self.builtin(), await read_standing(snapshot), ctx.today)
                self._mark = mark
            return self._kept
