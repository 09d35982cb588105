"""What an xAPI statement must say to be read."""

from __future__ import annotations

import pytest

from server.training.xapi import BadStatement, Verb, read_statement

GOOD = {
    "id": "0190f0a0-0000-7000-8000-000000000001",
    "actor": {"account": {"homePage": "https://player.example.com", "name": " e3 "}},
    "verb": {"id": "http://adlnet.gov/expapi/verbs/passed"},
    "object": {"id": "https://player.example.com/courses/base/lessons/2"},
    "result": {"score": {"scaled": 0.599}, "duration": "PT4M"},
    "timestamp": "2025-06-30T16:00:00+08:00",
}


def test_a_statement_is_read_and_a_score_rounds_down():
    said = read_statement(GOOD)
    assert (said.person, said.verb, said.course, said.lesson, said.score) == (
        "E3",
        Verb.PASSED,
        "BASE",
        2,
        59,
    )
    bare = read_statement(
        {key: GOOD[key] for key in ("id", "actor", "verb")} | {"object": {"id": "urn:x/courses/B1"}}
    )
    assert (bare.course, bare.lesson, bare.score, bare.happened_at) == ("B1", None, None, None)


@pytest.mark.parametrize(
    ("change", "en"),
    [
        ({"id": "17"}, "The id is not a UUID."),
        ({"actor": {"mbox": "mailto:x"}}, "actor.account.name is missing."),
        ({"verb": {"id": "http://adlnet.gov/expapi/verbs/liked"}}, "liked is not one of"),
        ({"object": {"id": "https://x/books/1"}}, "object.id reads"),
        ({"result": {"score": {"scaled": 60}}}, "result.score.scaled is -1 to 1."),
        ({"result": {"score": {"scaled": "much"}}}, "result.score.scaled is -1 to 1."),
        ({"timestamp": "yesterday"}, "The timestamp is not a time with an offset."),
    ],
    ids=["id", "actor", "verb", "object", "score", "score-text", "time"],
)
def test_a_bad_statement_says_what_is_wrong(change, en):
    with pytest.raises(BadStatement) as caught:
        read_statement(GOOD | change)
    assert en in caught.value.en


def test_what_is_no_object_is_no_statement():
    with pytest.raises(BadStatement):
        read_statement(["a"])
