"""Customers' needs and scripts of the samples."""

from __future__ import annotations

from datetime import date
from random import Random

import yaml

from server.demo.library import SCRIPTS, needs_of
from server.feedback.texts import usual_topics


def test_needs_follow_each_other_and_are_the_same_each_time():
    found = needs_of(Random(3), date(2025, 1, 1), date(2025, 7, 1))

    assert found == needs_of(Random(3), date(2025, 1, 1), date(2025, 7, 1))
    assert [day for day, _ in found] == sorted(day for day, _ in found)
    assert len({need for _, need in found}) == len(found)
    assert {day for day, _ in needs_of(Random(3), date(2025, 1, 1), date(2025, 1, 1))} == {date(2025, 1, 1)}


def test_scripts_speak_of_topics_there_are_in_both_languages():
    scripts = yaml.safe_load(SCRIPTS.read_text("utf-8"))

    assert {each["topic"] for each in scripts} <= {each["code"] for each in usual_topics()}
    assert all(each["body"] and each["body_en"] for each in scripts)
