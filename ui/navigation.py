"""The navigation: which sections a viewer sees. The server says what they may open; nothing is decided here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Link:
    """One entry; `needs` names the Viewer field that must be true, `text` is a message id."""

    place: str
    icon: str
    text: str
    needs: str = ""
    begins_group: bool = False
    within: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()

    def is_current(self, path: str) -> bool:
        """Tell whether a page lies in this section: under its place, or under one of those it takes `within`.

        Places `apart` have a link of their own.
        """
        if path in self.apart:
            return False
        places = (self.place, *self.within)
        return path in places or any(place != "/" and path.startswith(f"{place}/") for place in places)


METRICS = tuple(
    f"/metrics/{name}" for name in ("compare", "explore", "explain", "league", "reviews", "conflicts")
)
PERFORMANCE = tuple(
    f"/{name}" for name in ("scores", "reviews", "plans", "goals", "talks", "peers", "quality", "field")
)
TRAINING = ("/me/learning", "/learn")
INCENTIVES = ("/me/incentives", "/honors", "/contests")
BOARDS = ("/metrics/boards", "/metrics/replay")
LINKS = (
    Link("/", "house", "Home"),
    Link("/people", "users", "People", "mayListPeople", apart=("/people/exits",)),
    Link("/approvals", "stamp", "Approvals", "employee", within=("/me/resign",)),
    Link("/attendance", "calendar-check", "Attendance", "employee"),
    Link("/leave", "tree-palm", "Leave", "employee"),
    Link("/support", "life-buoy", "Support", "employee"),
    Link("/meetings", "calendar-clock", "Meetings", "employee"),
    Link("/people/exits", "door-open", "Exits", "mayReadExits"),
    Link("/recruiting", "user-plus", "Recruiting", "mayReadRecruiting"),
    Link("/org", "network", "Organization", "mayReadOrg"),
    Link("/data", "database", "Data", "mayImport"),
    Link(
        "/performance",
        "gauge",
        "Performance",
        "mayReadPerformance",
        begins_group=True,
        within=("/me/performance", *PERFORMANCE),
    ),
    Link("/incentives", "award", "Incentives", "mayReadIncentives", within=INCENTIVES),
    Link("/training", "graduation-cap", "Training", "mayReadTraining", within=TRAINING),
    Link("/feedback", "message-square-quote", "Customer feedback", "mayReadFeedback"),
    Link("/metrics/dictionary", "book-open", "Metrics", "mayReadMetrics", begins_group=True, within=METRICS),
    Link("/metrics/reports", "file-chart-column", "Reports", "mayReadReports", within=BOARDS),
    Link("/policies", "shield-check", "Policies", "mayReadPolicies", begins_group=True),
    Link("/audit", "scroll-text", "Audit", "mayReadAudit"),
    Link("/settings", "settings", "Settings", "mayKeep", within=("/integrations",)),
    Link("/api-console", "square-terminal", "API console", begins_group=True),
)


def links(viewer: Mapping[str, Any], console: bool) -> list[Link]:
    """Return the links this viewer may open, with their own record for those who have one."""
    shown = [
        link
        for link in LINKS
        if (not link.needs or viewer.get(link.needs)) and (console or link.place != "/api-console")
    ]
    if viewer.get("mayReadMetrics") and not viewer.get("mayReadReports"):
        shown.insert(
            _after_metrics(shown), Link("/metrics/boards", "layout-dashboard", "Boards", within=BOARDS)
        )
    own = viewer.get("employee")
    if own and not viewer.get("mayListPeople"):
        shown.insert(1, Link(f"/people/{own['id']}", "id-card", "My record"))
    if own and not viewer.get("mayReadRecruiting"):
        place = next((at for at, link in enumerate(shown, start=1) if link.text == "Meetings"), len(shown))
        shown.insert(place, Link("/recruiting/posts", "user-plus", "Refer somebody"))
    if own and not viewer.get("mayReadPerformance"):
        shown.insert(2, Link("/me/performance", "gauge", "Performance", within=PERFORMANCE))
    if own and not viewer.get("mayReadTraining"):
        shown.insert(2, Link("/me/learning", "graduation-cap", "My learning", within=("/training", "/learn")))
    if own and not viewer.get("mayReadIncentives"):
        place = next((at for at, link in enumerate(shown, start=1) if link.text == "Performance"), len(shown))
        shown.insert(place, Link("/me/incentives", "award", "Incentives", within=INCENTIVES))
    return shown


def _after_metrics(shown: list[Link]) -> int:
    return 1 + next(place for place, link in enumerate(shown) if link.needs == "mayReadMetrics")
