"""Which media type an answer has, and which status goes with it (GraphQL over HTTP)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

Media = Literal["application/json", "application/graphql-response+json"]
JSON: Media = "application/json"
GRAPHQL: Media = "application/graphql-response+json"
EXACT: dict[str, Media] = {JSON: JSON, GRAPHQL: GRAPHQL, "application/*": JSON, "*/*": JSON}


@lru_cache(maxsize=256)
def media_of(accept: str) -> Media | None:
    """Return the best media type of an Accept header, None if none of ours is accepted."""
    if not accept.strip():
        return JSON
    best: tuple[float, int, Media] | None = None
    for place, part in enumerate(accept.split(",")):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        ours, quality = EXACT.get(name), quality_of(parameters)
        if ours is None or quality <= 0 or not speaks_utf8(parameters):
            continue
        if best is None or (quality, -place) > best[:2]:
            best = (quality, -place, ours)
    return best[2] if best else None


def quality_of(parameters: list[str]) -> float:
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def speaks_utf8(parameters: list[str]) -> bool:
    named = [
        value.strip().strip('"')
        for key, _, value in (p.partition("=") for p in parameters)
        if key.strip() == "charset"
    ]
    return all(value in ("utf-8", "utf8") for value in named)


def status_of(media: Media, *, has_data: bool, trouble: int) -> int:
    """Return 4xx for what was refused before it ran, but 200 in plain JSON; 429, 500 and 503 in both."""
    if has_data:
        return 200
    if trouble in (429, 500, 503):
        return trouble
    return 200 if media == JSON else (400 if trouble in (0, 422) else trouble)
