"""Where other domains still know somebody who has left: each place a word, and the rows that hold them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from server.people.exit_entities import gap
from server.people.exit_gaps import IN_FORCE, OWN, active_in, gaps
from server.plan.entity import Column, Entity, Kind

PLACES: Final = {
    **OWN,
    "CALENDAR": "calendar_feed x where x.employee_id={who} and x.revoked_at is null",
    "APPROVAL": "approval_task x where x.approver_id={who} and x.state='WAITING'",
    "DEPUTY": f"deputy x where x.deputy_id={{who}} and not x.is_ended and {IN_FORCE}",
    "FEEDBACK": "feedback_team t left join feedback_team_member x on x.team_id=t.id where t.is_active "
    f"and (t.lead_id={{who}} or (x.employee_id={{who}} and {IN_FORCE}))",
    "ROUTING": "routing_rule x where x.employee_id={who} and x.is_active",
    "SUPPORT": "support_topic x where x.owner_id={who} and x.is_active",
    "GOAL": "goal x where x.employee_id={who} and x.state='ACTIVE' and x.ends_on>=:as_of",
    "TRAINING": "enrollment x where x.employee_id={who} and x.state in ('ASSIGNED','STARTED','EXAM','COACHING')",
    "ACTION": "meeting_action x where x.owner_id={who} and x.done_on is null",
}
"""In the order they are named to who sees to them."""
GAPS: Final = gaps(PLACES)


def leaving_entity() -> Entity:
    """Return the type of those who have left and are active somewhere, over all places."""
    found = gap()
    return replace(found, columns={**found.columns, "active_in": Column(active_in(PLACES), Kind.TEXT)})
