"""What help says, read from topics.yaml: a topic for each area of pages and a few for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Topic:
    """One topic; `places` are the addresses it belongs to; title and text are (中文, English)."""

    key: str
    places: tuple[str, ...]
    title: tuple[str, str]
    text: tuple[str, str]

    def holds(self, wanted: str) -> bool:
        return any(wanted in text.lower() for text in (*self.title, *self.text))


def read() -> tuple[Topic, ...]:
    entries = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text("utf-8"))
    return tuple(
        Topic(
            one["key"],
            tuple(one["places"]),
            (one["title"]["zh"], one["title"]["en"]),
            (one["zh"], one["en"]),
        )
        for one in entries
    )


TOPICS = read()


def topic_of(path: str) -> Topic | None:
    """Return the topic a page belongs to; an address ending in `/` takes what lies below it."""
    fits = [
        (len(place), topic)
        for topic in TOPICS
        for place in topic.places
        if path == place or (place != "/" and path.startswith(place if place.endswith("/") else f"{place}/"))
    ]
    return max(fits, key=lambda fit: fit[0])[1] if fits else None
