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

    def is_current(self, path: str) -> bool:
        return path == self.place or (self.place != "/" and path.startswith(f"{self.place}/"))


LINKS = (
    Link("/", "house", "Home"),
    Link("/people", "users", "People", "mayListPeople"),
    Link("/policies", "shield-check", "Policies", "mayReadPolicies", begins_group=True),
    Link("/audit", "scroll-text", "Audit", "mayReadAudit"),
    Link("/api-console", "square-terminal", "API console", begins_group=True),
)


def links(viewer: Mapping[str, Any], console: bool) -> list[Link]:
    """Return the links this viewer may open, with their own record for those who have one."""
    shown = [
        link
        for link in LINKS
        if (not link.needs or viewer.get(link.needs)) and (console or link.place != "/api-console")
    ]
    own = viewer.get("employee")
    if own and not viewer.get("mayListPeople"):
        shown.insert(1, Link(f"/people/{own['id']}", "user-round", "My record"))
    return shown
