"""What all selects of a question share: the tree, the two clocks, what is ripe, and the lists bound as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from server.kernel.clock import local_date, spell_instant
from server.kernel.context import Context
from server.metrics.components import Frame, Wanted
from server.metrics.definitions import Dictionary
from server.metrics.live.conditions import Maturity
from server.metrics.live.spans import Cutting
from server.metrics.live.spelling import Binder, Kind, spelling
from server.metrics.live.tree import Tree, make_tree, read_tree
from server.metrics.words import OrgView

PAIR_COLUMNS: tuple[tuple[str, Kind], ...] = (("era", "int"), ("leaf", "text"), ("above", "text"))
KEY_COLUMNS: tuple[tuple[str, Kind], ...] = (("k", "text"),)


@dataclass
class Ground:
    """What all selects of one statement share; `tables` are its common table expressions by name."""

    dictionary: Dictionary
    frame: Frame
    tree: Tree
    maturity: Maturity
    org_day: date
    binder: Binder
    tables: dict[str, str] = field(default_factory=dict)
    named: dict[object, str] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return self.maturity.zone

    def afresh(self) -> Ground:
        """Return the same ground with nothing bound yet, for another statement."""
        binder = Binder(self.binder.spelling)
        return Ground(self.dictionary, self.frame, self.tree, self.maturity, self.org_day, binder)

    @cached_property
    def clock(self) -> str:
        """A condition on the row `{0}`: known at the moment, and not yet replaced by something else."""
        known = self.frame.known_at
        if known is None:
            return "{0}.superseded_at is null"
        moment = self.binder.bind(spell_instant(known), "text")
        return (
            f"{{0}}.recorded_at<={moment} and ({{0}}.superseded_at is null or {{0}}.superseded_at>{moment})"
        )

    @cached_property
    def needs_tree(self) -> bool:
        return "department" in self.frame.by or any(
            each.dimension == "department" and each.under for each in self.frame.where
        )

    def cutting(self, *, before: bool) -> Cutting:
        """Cut where the tree changes; rows that look at the day before follow a day later."""
        if not self.needs_tree:
            return Cutting()
        if self.frame.org_view is OrgView.AS_IS:
            fixed = self.tree.era(self.org_day)
            return Cutting(era=lambda _: fixed)
        late = timedelta(days=1 if before else 0)
        return Cutting([day + late for day in self.tree.changes], lambda day: self.tree.era(day - late))

    def table(
        self, name: str, key: object, columns: Sequence[tuple[str, Kind]], data: Sequence[Sequence[object]]
    ) -> str:
        """Bind a list as a common table, once; return its name."""
        if key not in self.named:
            self.named[key] = f"{name}{len(self.named)}"
            self.tables[self.named[key]] = self.binder.table(columns, data)
        return self.named[key]

    def day_of(self, era: int) -> date:
        return self.tree.changes[era - 1] if era else date.min

    def pairs(self, eras: Sequence[int]) -> str:
        """Return the table of departments with those above them, in each era."""
        data = [(era, leaf, above) for era in eras for leaf, above in self.tree.closure(self.day_of(era))]
        return self.table("t", ("pairs", tuple(eras)), PAIR_COLUMNS, data)

    def keys(self, values: Sequence[str]) -> str:
        return self.table("k", ("keys", tuple(values)), KEY_COLUMNS, [(value,) for value in values])


async def prepare(ctx: Context, dictionary: Dictionary, wanted: Iterable[Wanted], frame: Frame) -> Ground:
    """Settle what all statements of a question share; the tree is read only if a department is asked about."""
    zone = ZoneInfo(ctx.store.settings.zone)
    known = local_date(frame.known_at, zone.key) if frame.known_at else ctx.today
    org_day = frame.org_day or max(window.last for _, window in wanted)
    asks_tree = "department" in frame.by or any(each.dimension == "department" for each in frame.where)
    tree = await read_tree(ctx, frame) if asks_tree else make_tree([])
    maturity = Maturity(frame.as_of or known, zone)
    return Ground(dictionary, frame, tree, maturity, org_day, Binder(spelling(ctx.store.dialect)))
