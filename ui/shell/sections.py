"""The tabs of an area: those a reader may open, and the one a page lies under."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ui.imports.sections import SECTIONS as DATA
from ui.meetings.sections import SECTIONS as MEETINGS
from ui.metrics.sections import REPORTS
from ui.metrics.sections import SECTIONS as METRICS
from ui.org.sections import SECTIONS as ORGANIZATION
from ui.recruiting.sections import SECTIONS as RECRUITING
from ui.support.sections import SECTIONS as SUPPORT

if TYPE_CHECKING:
    from server.kernel.context import Context
    from ui.performance.sections import Section

AREAS: Final[Mapping[str, Sequence[Section]]] = {
    "data": DATA, "meetings": MEETINGS, "metrics": METRICS, "organization": ORGANIZATION,
    "recruiting": RECRUITING, "reports": REPORTS,
    "support": SUPPORT,
}  # fmt: skip
Tabs = Mapping[str, Any]


def tabs_of(sections: Sequence[Section], ctx: Context, path: str) -> Tabs:
    """Return the tabs a reader may open, and the place of the longest that the page lies under."""
    shown = [section for section in sections if section.opens(ctx)]
    here = max((tab.place for tab in shown if tab.is_current(path)), key=len, default="")
    return {"shown": shown, "here": here}


def every(ctx: Context, path: str) -> Mapping[str, Callable[[], Tabs]]:
    """Return the tabs of each area, found when its template asks for them."""

    def asked(sections: Sequence[Section]) -> Callable[[], Tabs]:
        return lambda: tabs_of(sections, ctx, path)

    return {name: asked(sections) for name, sections in AREAS.items()}
