"""Each area of pages has a topic, in both languages."""

from __future__ import annotations

import re

import pytest

from ui.help.topics import TOPICS, topic_of
from ui.navigation import LINKS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("place", [link.place for link in LINKS])
def test_every_section_has_a_topic(place):
    assert topic_of(place) is not None


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/people", "people"),
        ("/people/018f0000", "person"),
        ("/people/new", "new"),
        ("/metrics/reports/7", "reports"),
        ("/metrics/compare", "metrics"),
        ("/", "home"),
    ],
)
def test_the_closest_topic_is_the_one(path, key):
    found = topic_of(path)

    assert found is not None
    assert found.key == key


def test_a_page_without_a_topic_has_none():
    assert topic_of("/nowhere") is None


def test_topics_speak_both_languages_and_have_names_of_their_own():
    assert len({topic.key for topic in TOPICS}) == len(TOPICS)
    for topic in TOPICS:
        assert CHINESE.search(topic.text[0])
        assert not CHINESE.search(topic.text[1] + topic.title[1])
