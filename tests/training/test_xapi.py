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
        ({"result": {"success": "yes"}}, "result.success is true or false."),
        ({"result": {"completion": 1}}, "result.completion is true or false."),
        ({"result": {"success": False}}, "The verb passed and result.success contradict each other."),
        ({"result": {"duration": "90"}}, "result.duration is an ISO 8601 duration"),
        ({"result": {"duration": "P1M"}}, "result.duration is an ISO 8601 duration"),
        ({"result": {"duration": "PT1001H"}}, "result.duration is an ISO 8601 duration"),
        ({"timestamp": "yesterday"}, "The timestamp is not a time with an offset."),
    ],
    ids=[
        "id",
        "actor",
        "verb",
        "object",
        "score",
        "score-text",
        "success",
        "completion",
        "contrary",
        "number",
        "months",
        "long",
        "time",
    ],
)
def test_a_bad_statement_says_what_is_wrong(change, en):
    with pytest.raises(BadStatement) as caught:
        read_statement(GOOD | change)
    assert en in caught.value.en


def test_what_is_no_object_is_no_statement():
    with pytest.raises(BadStatement):
        read_statement(["a"])


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("PT4M", 240),
        ("PT1H30M", 5400),
        ("P1DT2H", 93600),
        ("PT16.9S", 16),
        ("PT0.5H", 1800),
        ("P1W", 604800),
        ("PT0S", 0),
    ],
)
def test_a_duration_is_whole_seconds(text, seconds):
    assert read_statement(GOOD | {"result": {"duration": text}}).seconds == seconds


@pytest.mark.parametrize("text", ["P", "PT", "PT1H2", "-PT5M", "PT1S1M"])
def test_what_is_no_duration_is_refused(text):
    with pytest.raises(BadStatement):
        read_statement(GOOD | {"result": {"duration": text}})


def test_the_word_of_a_result_goes_before_the_verb_and_results_end_nothing():
    def ends(verb: str, **result: object) -> bool:
        verbs = {"verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"}}
        return read_statement(GOOD | verbs | {"result": result}).is_ending

    assert (ends("completed"), ends("completed", completion=False)) == (True, False)
    assert (ends("experienced"), ends("experienced", completion=True)) == (False, True)
    assert ends("passed", completion=True) is False
    assert read_statement(GOOD | {"result": {"success": True}}).success is True
