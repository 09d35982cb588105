"""How a component is written in an answer: as in the formula, with its days where they are not the period's own."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from server.metrics.components import Component, Wanted
from server.metrics.lang.tree import Anchor, Cohort, Expr, MeasureUse
from server.metrics.lang.unparse import unparse
from server.metrics.periods import Period, Window

DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def component_text(wanted: Wanted, period: Period) -> str:
    """Write a component: leavers, opening(headcount), matured(new_hires, 3 months), leavers @ 2025-02-01..02-28."""
    component, window = wanted
    own = period.window
    if component.kind == "stock":
        return stock_text(component, window, own)
    text = unparse(node_of(component))
    if component.kind == "days":
        text = f"person_days({text})"
    elif component.kind == "pending":
        text = f"pending{text.removeprefix('matured')}"
    return text if window == own else f"{text} @ {window.first}..{window.last}"


def stock_text(component: Component, window: Window, own: Window) -> str:
    if window.last == own.first - DAY:
        return unparse(Anchor("opening", use_of(component)))
    if window.last == own.last:
        return unparse(Anchor("closing", use_of(component)))
    return f"{unparse(use_of(component))} @ {window.last}"


def use_of(component: Component) -> MeasureUse:
    return MeasureUse(component.measure.name, component.where)


def node_of(component: Component) -> Expr:
    """Return the formula's node a component came from; what is pending is written like what has matured."""
    duration = component.duration
    if duration is None:
        return use_of(component)
    match component.kind:
        case "kept":
            return Cohort("kept", use_of(component), duration)
        case "done":
            return Cohort("done", use_of(component), duration, component.column)
    return Cohort("matured", use_of(component), duration)
