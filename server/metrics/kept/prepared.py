"""The quickest way to components: what is remembered, else what is kept, else the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from server.kernel.context import Context
from server.kernel.period import add_months
from server.metrics.components import Component, Fetched, Frame, Group, Part, Wanted
from server.metrics.definitions import Dictionary
from server.metrics.kept import harvest
from server.metrics.kept.books import WHOLE_MONTH, Books, Cells, Kept, read_books, read_cells
from server.metrics.kept.cache import ResultCache, cache_of, can_cache, key_of
from server.metrics.kept.dirty import Watermark, is_told_of, topics, watermark
from server.metrics.kept.harvest import MonthOf
from server.metrics.kept.keep import Harvest, keep, settle
from server.metrics.kept.kept_parts import Cut, month_parts, stock_parts
from server.metrics.kept.ledger import Stretch, divisor, stretch
from server.metrics.kept.rollup import Cell, fits, hash_of, is_settled, keeps_ledger, keeps_months, months_in
from server.metrics.live import fetch as live
from server.metrics.live.spelling import spelling
from server.metrics.live.tree import Tree, read_tree

TREE_TOPICS = frozenset({"department", "department_version"})
MOST_TOUCHES = 2000
"""With more changes outstanding than this, what they reach is forgotten, so that reading them costs nothing."""
DAY = timedelta(days=1)


async def fetch(ctx: Context, dictionary: Dictionary, wanted: Sequence[Wanted], frame: Frame) -> Fetched:
    """Return what `fetch.fetch` returns, from wherever it is had most cheaply.

    People behind large cells that cover several months are a lower bound (`Part.people_at_least`), unless the
    question wants persons: then such cells are computed live.
    """
    if not wanted:
        return {}
    question = Question(ctx, dictionary, frame)
    await question.open(wanted)
    found = {each: parts for each in wanted if (parts := question.remembered(each)) is not None}
    rest = [each for each in wanted if each not in found]
    found |= await question.from_kept(rest)
    if left := [each for each in rest if each not in found]:
        found |= await live.fetch(ctx, dictionary, left, frame)
    question.remember(found)
    await question.keep()
    return {each: found[each] for each in wanted}


@dataclass
class Plan:
    """What is kept of the components asked for, and what is missing of it."""

    months: dict[Wanted, list[date]] = field(default_factory=dict)
    stocks: dict[Wanted, date] = field(default_factory=dict)
    dirty: dict[tuple[Component, date], frozenset[str] | None] = field(default_factory=dict)
    ledgers: dict[Component, frozenset[str] | None] = field(default_factory=dict)


@dataclass
class Question:
    """One question on its way: what is ready, what had been told when it began, and what it computed on the way."""

    ctx: Context
    dictionary: Dictionary
    frame: Frame
    books: Books = field(default_factory=Books)
    cells: Cells = field(default_factory=Cells)
    plan: Plan = field(default_factory=Plan)
    computed: dict[Component, Harvest] = field(default_factory=dict)
    tree: Tree | None = None

    @property
    def cache(self) -> ResultCache:
        return cache_of(self.ctx.store.reads)

    @property
    def as_of(self) -> date:
        return self.frame.as_of or self.ctx.today

    async def open(self, wanted: Sequence[Wanted]) -> None:
        """Read what is ready, then the kept cells, in two statements that see the same moment."""
        candidates = [each for each in wanted if self.is_candidate(each)]
        hashes = {hash_of(component) for component, _ in candidates}
        names = TREE_TOPICS.union(*(topics(component.measure.source) for component, _ in wanted))
        spelled = spelling(self.ctx.store.dialect)
        async with self.ctx.store.reads.snapshot() as snapshot:
            self.books = await read_books(snapshot, spelled, hashes, names)
            candidates = [each for each in candidates if self.remembered(each) is None]
            if candidates and self.needs_tree:
                self.tree = await self.known_tree()
            for each in candidates:
                self.plan_for(each)
            months, stocks = self.asked_cells()
            if months or stocks:
                self.cells = await read_cells(snapshot, spelled, months, stocks, self.frame.departments)

    # -- what is remembered --

    def mark(self, component: Component) -> Watermark | None:
        """How far the changes to all a component rests on are known; None if they are not told of."""
        source = component.measure.source
        if not is_told_of(source, self.books.told):
            return None
        return watermark(self.books.told, topics(source) | TREE_TOPICS)

    def remembered(self, each: Wanted) -> dict[Group, Part] | None:
        mark = self.mark(each[0])
        if mark is None or not can_cache(each[0].measure.source, self.frame):
            return None
        found = self.cache.get(key_of(each, self.frame, self.ctx.today, mark))
        return None if found is None else dict(found)

    def remember(self, found: Fetched) -> None:
        for each, parts in found.items():
            mark = self.mark(each[0])
            if mark is not None and can_cache(each[0].measure.source, self.frame):
                self.cache.put(key_of(each, self.frame, self.ctx.today, mark), dict(parts))

    # -- what is kept --

    def is_candidate(self, each: Wanted) -> bool:
        component, window = each
        if not fits(self.frame) or (self.frame.want_persons and not self.can_name_people(component)):
            return False
        if keeps_ledger(component):
            return True
        months = months_in(window)
        return (
            months is not None
            and keeps_months(component)
            and (component.kind != "days" or len(months) == 1)
            and all(is_settled(component, month, self.as_of) for month in months)
        )

    @staticmethod
    def can_name_people(component: Component) -> bool:
        """Whether kept cells can say who is behind a small group: not for stocks, nor how much of a sum is whose."""
        measure = component.measure
        return not measure.source.person or (component.kind != "stock" and measure.aggregate != "sum")

    @property
    def needs_tree(self) -> bool:
        return "department" in self.frame.by or bool(self.frame.where)

    async def known_tree(self) -> Tree:
        mark = watermark(self.books.told, TREE_TOPICS)
        if mark.count and self.cache.tree is not None and self.cache.tree[0] == mark:
            return self.cache.tree[1]
        tree = await read_tree(self.ctx, self.frame)
        self.cache.tree = (mark, tree)
        return tree

    def kept(self, component: Component) -> Kept | None:
        return self.books.kept.get(hash_of(component))

    def plan_for(self, each: Wanted) -> None:
        component, window = each
        source = component.measure.source
        if not is_told_of(source, self.books.told):
            return
        kept, names = self.kept(component), topics(source)
        if component.kind == "stock":
            missing = None if kept is None else self.books.ledger_state(kept, names)
            if self.may_use(missing) and not (missing == frozenset() and kept and kept.is_irregular):
                self.plan.stocks[each] = window.last
                self.plan.ledgers[component] = missing
            return
        months = months_in(window) or []
        if any(self.has_break(component, month) for month in months):
            return
        states = {
            month: None if kept is None else self.books.month_state(kept.id, month, names) for month in months
        }
        if all(self.may_use(state) for state in states.values()):
            self.plan.months[each] = months
            self.plan.dirty |= {(component, month): state for month, state in states.items()}

    def may_use(self, missing: frozenset[str] | None) -> bool:
        """Whoever may see only a part computes nothing for the whole company: that is for others to keep."""
        scope = self.frame.departments
        return scope is None or (missing is not None and scope.isdisjoint(missing))

    def has_break(self, component: Component, month: date) -> bool:
        """Whether the tree changes within the month, so that one tree cannot place all of its rows."""
        if self.tree is None:
            return False
        late = DAY if component.measure.source.anchor == "before" else DAY * 0
        following = add_months(month, 1)
        return any(month < change + late < following for change in self.tree.changes)

    def asked_cells(self) -> tuple[set[tuple[int, date]], set[tuple[int, Stretch]]]:
        months, stocks = set(), set()
        for (component, _), asked in self.plan.months.items():
            if kept := self.kept(component):
                months |= {
                    (kept.id, month) for month in asked if self.plan.dirty[component, month] is not None
                }
        for (component, _), day in self.plan.stocks.items():
            kept = self.kept(component)
            if kept and kept.first_month and kept.last_month and self.plan.ledgers[component] is not None:
                stocks.add((kept.id, stretch(day, kept.first_month, kept.last_month)))
        return months, stocks

    # -- what is missing --

    async def from_kept(self, wanted: Iterable[Wanted]) -> Fetched:
        """Return what can be had from kept cells, after computing those that are missing."""
        asked = set(wanted)
        if not asked & (self.plan.months.keys() | self.plan.stocks.keys()):
            return {}
        fresh = await self.missing_months()
        await self.missing_ledgers()
        cut = Cut(self.frame, self.tree)
        found: Fetched = {}
        for each, months in self.plan.months.items():
            cells = {month: self.cells_of(each[0], month, fresh) for month in months}
            parts = month_parts(each[0], cells, cut)
            if parts is not None:
                found[each] = parts
        for each, day in self.plan.stocks.items():
            if not self.is_irregular(each[0]):
                found[each] = stock_parts(each[0], day, self.standing(each[0], day), cut)
        return {each: parts for each, parts in found.items() if each in asked}

    def cells_of(
        self, component: Component, month: date, fresh: dict[MonthOf, list[tuple[str, Cell]]]
    ) -> list[tuple[str, Cell]]:
        dirty = self.plan.dirty[component, month]
        kept = self.kept(component)
        new = fresh.get((component, month), [])
        if dirty is None or kept is None:
            return new
        old = self.cells.months.get((kept.id, month), [])
        if dirty and self.frame.departments is None:
            old = [(place, cell) for place, cell in old if place not in dirty and place != WHOLE_MONTH]
        return [*old, *new]

    async def missing_months(self) -> dict[MonthOf, list[tuple[str, Cell]]]:
        if self.frame.departments is not None:
            return {}
        asked = {key: state for key, state in self.plan.dirty.items() if state is None or state}
        if not asked:
            return {}
        tree = self.tree or await self.known_tree()
        apart = await self.apart(asked)
        fresh = await harvest.months(self.ctx, self.dictionary, tree, asked, self.as_of, apart=apart)
        for (component, month), cells in fresh.items():
            self.harvest_of(component).months[month, asked[component, month]] = cells
        return fresh

    async def apart(self, asked: Mapping[MonthOf, frozenset[str] | None]) -> set[MonthOf]:
        """Choose the months whose whole is the sum of its departments, before the changes and after them.

        Where no persons are counted, that fails only for rows whose person is in two places at once.
        """
        some = {
            key: places
            for key, places in asked.items()
            if places is not None and not key[0].measure.source.person and self.adds_up(key)
        }
        places = frozenset().union(*some.values())
        return set(some) if some and await harvest.is_regular(self.ctx, places) else set()

    def adds_up(self, key: MonthOf) -> bool:
        kept = self.kept(key[0])
        cells = self.cells.months.get((kept.id, key[1]), []) if kept else []
        whole = [cell for place, cell in cells if place == WHOLE_MONTH]
        sums = [
            (sum(cell.value for cell in some), sum(cell.rows for cell in some))
            for some in (whole, [cell for place, cell in cells if place != WHOLE_MONTH])
        ]
        return not whole or sums[0] == sums[1]

    async def missing_ledgers(self) -> None:
        if self.frame.departments is not None:
            return
        for component, departments in self.plan.ledgers.items():
            if departments is None or departments:
                written = await harvest.ledger(self.ctx, component, departments)
                found = self.harvest_of(component)
                found.deltas, found.departments = written.deltas, departments
                found.irregular = written.irregular

    def harvest_of(self, component: Component) -> Harvest:
        if component not in self.computed:
            seen = watermark(self.books.told, topics(component.measure.source))
            self.computed[component] = Harvest(component, divisor(component), seen)
        return self.computed[component]

    def is_irregular(self, component: Component) -> bool:
        found = self.computed.get(component)
        return found is not None and found.irregular > 0

    def standing(self, component: Component, day: date) -> dict[str, tuple[int, int]]:
        """Return value and rows of a stock in every department at the close of the day."""
        kept, found = self.kept(component), self.computed.get(component)
        fresh = found.deltas if found is not None and found.deltas is not None else []
        anew = found.departments if found is not None and found.deltas is not None else frozenset()
        sums: dict[str, list[int]] = {}
        if kept is not None and anew is not None:
            stored = self.cells.stocks.get((kept.id, day), {})
            sums = {place: list(pair) for place, pair in stored.items() if place not in anew}
        for each in fresh:
            if each.day <= day:
                here = sums.setdefault(each.department, [0, 0])
                here[0] += each.value
                here[1] += each.rows
        return {place: (value, rows) for place, (value, rows) in sums.items()}

    async def keep(self) -> None:
        """Keep what was computed; nothing of the answer depends on it."""
        await keep(self.ctx, list(self.computed.values()))
        if sum(map(len, self.books.touches.values())) > MOST_TOUCHES:
            await settle(self.ctx)
