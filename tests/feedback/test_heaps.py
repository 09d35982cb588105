"""Texts without a topic lie in heaps of those alike, whatever their order; single voices lie in none."""

from __future__ import annotations

import pytest
import yaml

from bench.topics import HEAPS, heap_lines
from server.feedback.heaps import heap_up, is_word, overlap

TUNED = yaml.safe_load(HEAPS.read_text("utf-8"))["tuned"]
WORDS = {
    "zh": {"停车", "推销", "音乐", "包装"},
    "en": {"parking", "marketing", "the music", "packaging"},
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_says_the_same_lies_together_and_is_told_by_its_words(language):
    said = [(subject, text) for subject, texts in TUNED[language].items() for text in texts]

    heaps = heap_up([text for _, text in said], language, 4)

    subjects = [{said[place][0] for place in heap.members} for heap in heaps]
    assert sorted(map(tuple, subjects)) == [("bags",), ("calls",), ("music",), ("parking",)]
    assert {heap.words[0] for heap in heaps} == WORDS[language]
    assert [heap.members for heap in heap_up([text for _, text in said], language, 9)] == []
    backwards = heap_up([text for _, text in reversed(said)], language, 4)
    assert {frozenset(said[-1 - place][1] for place in heap.members) for heap in backwards} == {
        frozenset(said[place][1] for place in heap.members) for heap in heaps
    }


def test_what_has_no_letters_or_says_one_thing_many_times_is_no_trouble():
    assert heap_up([], "zh", 2) == []
    assert heap_up(["……"], "zh", 2) == []
    assert heap_up(["!!!", "???", "…"], "en", 2) == []
    (heap,) = heap_up(["停车位太少"] * 5, "zh", 2)
    assert heap.members == (0, 1, 2, 3, 4)


def test_words_are_whole_and_no_pieces_of_each_other():
    assert [is_word(gram) for gram in ("停车", "停", "<dog>", "dog", "<a>", "the dog")] == [
        True, False, True, False, False, True,
    ]  # fmt: skip
    assert [overlap("推销", other) for other in ("销电", "打推", "推销电", "短信")] == [
        True,
        True,
        True,
        False,
    ]


def test_heaps_of_sentences_never_seen_are_as_good_as_the_documents_say():
    assert [line for line in heap_lines() if " short" in line] == []
