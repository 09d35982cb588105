"""Where somebody who has left can still be active: a word for each place, and the SQL that finds them there.

Places beyond people and pay are handed in (server/catalog/leaving.py); `{who}` stands for the person, `{left}` for
their last day, and `:as_of` for the day that is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LEFT: Final = "{em}.left_on<:as_of"
IN_FORCE: Final = "(x.valid_to is null or x.valid_to>:as_of)"
OWN: Final[Mapping[str, str]] = {
    "ACCOUNT": "account x where x.employee_id={who} and x.is_active",
    "ATTENDANCE": "attendance x where x.employee_id={who} and x.month>substr(cast({left} as text),1,7) "
    "and x.worked_hours>0",
    "EXIT": "exit_step x join exit_case ec on ec.id=x.exit_id where ec.employee_id={who} and not ec.is_taken_back "
    "and x.state='WAITING' and x.target<>'ACCOUNTS'",
    "PAYROLL": "payroll_month x where x.employee_id={who} and x.superseded_at is null and x.month>{left}",
    "HEAD": "department x where x.manager_id={who} and x.closed_on is null",
    "MANAGER": "assignment x join employment y on y.employee_id=x.employee_id and y.superseded_at is null "
    f"and (y.left_on is null or y.left_on>=:as_of) where x.manager_id={{who}} "
    f"and x.superseded_at is null and {IN_FORCE}",
}


def found(place: str) -> str:
    """Return the condition that the person is active in a place."""
    return "exists (select 1 from " + place.format(who="{self}.id", left="{em}.left_on") + ")"  # noqa: S608 (our own words)


def active_in(places: Mapping[str, str]) -> str:
    """Return SQL for the words of the places, parted by spaces; null where nothing is left."""
    words = "||".join(f"case when {found(sql)} then '{word} ' else '' end" for word, sql in places.items())
    return f"case when {LEFT} then nullif(trim({words}),'') end"


def gaps(places: Mapping[str, str]) -> str:
    """Return the condition on those who have left and are active somewhere."""
    return f"{LEFT} and (" + " or ".join(found(sql) for sql in places.values()) + ")"
