"""What is learned from our own examples: that they are fit to learn from, and that new sentences are read by it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
import yaml

from bench.topics import SAYINGS
from server.feedback.lexicon import lexical_weight
from server.feedback.likeness import all_grams, examples, learn, plain
from server.feedback.texts import hints_of, usual_topics

LANGUAGES = ("zh", "en")
ALIKE = 0.4
"""Share of n-grams in common from which two sentences are too much alike to learn one and be tested by the other."""
FLOORS = {"zh": (60, 73), "en": (50, 73)}
"""Percent of topics and of sentiments that must be told of every fifth example from the other four fifths."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_usual_topic_has_examples_enough_with_each_sentiment_and_none_stands_twice(language):
    given = examples(language)
    counts = Counter(each.topic for each in given)

    assert {code for code, count in counts.items() if count >= 40} == {e["code"] for e in usual_topics()} | {
        ""
    }
    assert {(each.topic, each.mark) for each in given} == {(code, mark) for code in counts for mark in "PN0"}
    assert [text for text, count in Counter(plain(each.text) for each in given).items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_example_resembles_a_sentence_the_benchmark_keeps_fresh(language):
    fresh = [
        set(all_grams(plain(text)))
        for _, _, text in yaml.safe_load(SAYINGS.read_text("utf-8"))["fresh"][language]
    ]
    alike = [
        each.text
        for each in examples(language)
        for grams in [set(all_grams(plain(each.text)))]
        if any(len(grams & other) / len(grams | other) > ALIKE for other in fresh)
    ]

    assert alike == []


def test_one_language_is_cut_into_characters_and_the_other_into_words_and_letters():
    assert sorted(all_grams("太慢")) == ["太", "太慢", "慢"]
    assert sorted(all_grams("too bad?")) == sorted(
        [
            "<too>",
            "<to",
            "too",
            "oo>",
            "<too",
            "too>",
            "<bad>",
            "<ba",
            "bad",
            "ad>",
            "<bad",
            "bad>",
            "too bad",
            "?",
        ]
    )


def test_what_was_learned_is_told_of_new_texts_and_nothing_known_says_how_frequent_a_label_is():
    learned = learn(["快递慢", "物流慢", "杯子裂"], np.zeros((3, 1)), [{"late"}, {"late"}, {"broken"}])

    found = learned.weigh("物流太慢", np.zeros(1))
    assert max(found, key=found.__getitem__) == "late"
    assert sum(found.values()) == pytest.approx(1)
    assert learned.weigh("?", np.zeros(1)) == pytest.approx({"late": 2 / 3, "broken": 1 / 3})


@pytest.mark.parametrize("language", LANGUAGES)
def test_examples_kept_apart_are_read_from_the_others(language):
    given = examples(language)
    texts = [plain(each.text) for each in given]
    hints = np.array([hints_of(text, lexical_weight(text)) for text in texts])
    kept = [place for place in range(len(given)) if place % 5]
    learned = learn(
        [texts[at] for at in kept], hints[kept], [{given[at].topic, given[at].mark} for at in kept]
    )

    apart = [(given[at], learned.weigh(texts[at], hints[at])) for at in range(0, len(given), 5)]
    topics = {each.topic for each in given}
    right = [
        100
        * sum(max(among, key=found.__getitem__) == getattr(each, name) for each, found in apart)
        / len(apart)
        for name, among in (("topic", topics), ("mark", set("PN0")))
    ]
    assert [found >= floor for found, floor in zip(right, FLOORS[language], strict=True)] == [True, True], (
        right
    )
