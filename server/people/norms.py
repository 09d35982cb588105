"""The rules of staffing norms: what a change does to the spans known, and what a unit and all beneath it add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from server.kernel.errors import InvalidState
from server.people.rules import Revision, Span


def renorm(spans: Sequence[Span], day: date, posts: int | None) -> Revision:
    """Let a norm hold from `day` until the next change known; None ends what holds on that day.

    Raises InvalidState if nothing holds that could be ended.
    """
    now = next((span for span in spans if span.covers(day)), None)
    if now is None and posts is None:
        raise InvalidState(
            f"{day} 当天没有编制，无需取消。", f"No norm holds on {day}; there is nothing to end.",
            path=("input", "fte"),
        )  # fmt: skip
    later = sorted(span.start for span in spans if span.start > day)
    end = now.end if now else next(iter(later), None)
    before = [replace(now, end=day, key="")] if now and now.start < day else []
    after = [] if posts is None else [Span(day, end, {"fte": posts})]
    return Revision((now.key,) if now else (), (*before, *after))


@dataclass(frozen=True)
class Norm:
    """One norm in force: a department's, or that of one position in it; hundredths."""

    department: str
    position: str | None
    posts: int


def own_norms(norms: Iterable[Norm]) -> dict[str, int]:
    """Return what each department is meant to have itself: its norm as a whole, else its positions' added up."""
    whole: dict[str, int] = {}
    parts: dict[str, int] = {}
    for norm in norms:
        if norm.position is None:
            whole[norm.department] = norm.posts
        else:
            parts[norm.department] = parts.get(norm.department, 0) + norm.posts
    return parts | whole


def norms_beneath(own: Mapping[str, int], parents: Mapping[str, str | None]) -> dict[str, int]:
    """Add each department's own norm to all those above it; departments with none at all beneath are left out."""
    found: dict[str, int] = {}
    for department, posts in own.items():
        above: str | None = department
        seen: set[str] = set()
        while above is not None and above not in seen:
            seen.add(above)
            found[above] = found.get(above, 0) + posts
            above = parents.get(above)
    return found
