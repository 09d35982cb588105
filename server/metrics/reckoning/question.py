"""A question made ready: the definition that answers each period, what it takes, the rows the caller reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from server.metrics.asked import Ask
from server.metrics.components import Fetched, Frame, Group, Wanted
from server.metrics.definitions import Dictionary, Label, Metric
from server.metrics.periods import Period
from server.metrics.reckoning.access import Reach
from server.metrics.reckoning.evaluate import Value, needs, value
from server.metrics.reckoning.nested import inner_months, unfiltered
from server.metrics.reckoning.versions import chooser
from server.metrics.words import Compare, Grain

TOTAL: Group = ()
SHIFTED = (Compare.PRIOR_PERIOD, Compare.PRIOR_YEAR)
"""Comparisons with another period; those with another group need no further column."""


@dataclass(frozen=True)
class Column:
    """A period and the version of the definition that answers it."""

    period: Period
    metric: Metric

    @property
    def mark(self) -> tuple[Period, str, int]:
        return self.period, self.metric.key, self.metric.version


Mark = tuple[Period, str, int]
Figures = dict[Mark, dict[Group, Value]]


@dataclass(frozen=True)
class Question:
    """What `ask` comes to for this caller. `before` are the columns that comparisons look at, by column and kind."""

    ask: Ask
    dictionary: Dictionary
    metric: Metric
    grain: Grain
    columns: tuple[Column, ...]
    before: Mapping[tuple[Mark, Compare], Column]
    frame: Frame
    reach: Reach
    fiscal_start: int = 1
    least: int = 0
    """The smallest group in which the caller sees these data in any figure: what tables by department show."""
    notes: tuple[Label, ...] = ()
    beside: Mapping[Compare, Frame] = field(default_factory=dict)
    """Frames of the whole organization and of the unit above, for comparisons with them."""

    @cached_property
    def all_columns(self) -> dict[Mark, Column]:
        return {column.mark: column for column in (*self.columns, *self.before.values())}

    @cached_property
    def leaves(self) -> dict[Mark, tuple[Wanted, ...]]:
        """The components of each column."""
        return {
            mark: tuple(
                needs(
                    column.metric.tree,
                    self.dictionary,
                    column.period,
                    choose=chooser(self.dictionary, self.ask.version, column.period.window.last),
                    fiscal_start=self.fiscal_start,
                )
            )
            for mark, column in self.all_columns.items()
        }

    @cached_property
    def wanted(self) -> dict[Wanted, None]:
        """Every component to fetch: what the figures take, and what it takes to see whom they would give away."""
        own = {wanted: None for leaves in self.leaves.values() for wanted in leaves}
        if not self.reach.is_guarded:
            return own
        beside = [each for wanted in own for each in (unfiltered(wanted), *inner_months(wanted)) if each]
        return own | dict.fromkeys(beside)

    def groups(self, fetched: Fetched) -> dict[Group, None]:
        """Return every group that has rows in a column asked for, the total first."""
        found: dict[Group, None] = {TOTAL: None}
        for column in self.columns:
            for wanted in self.leaves[column.mark]:
                found.update(dict.fromkeys(fetched.get(wanted, {})))
        return found

    def figures(self, fetched: Fetched, groups: Mapping[Group, None]) -> Figures:
        """Work out every column for every group."""
        return {mark: self.column(column, fetched, groups) for mark, column in self.all_columns.items()}

    def column(self, column: Column, fetched: Fetched, groups: Mapping[Group, None]) -> dict[Group, Value]:
        choose = chooser(self.dictionary, self.ask.version, column.period.window.last)
        return {
            group: value(
                column.metric.tree,
                self.dictionary,
                column.period,
                lambda wanted, group=group: fetched.get(wanted, {}).get(group),  # type: ignore[misc] # binds the group
                choose=choose,
                fiscal_start=self.fiscal_start,
            )
            for group in groups
        }
