"""When feedback gathers around a topic, and what that suggests; nothing is computed here but counts of equal things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from server.feedback.texts import Sentiment
from server.feedback.topic_models import Suggests

GOOD_RATING = 4
BY_PRODUCT = frozenset({Suggests.SCRIPT, Suggests.PRODUCT})
"""What is mended for one product at a time; a process or a skill serves them all."""
SENTENCES: Mapping[Suggests, tuple[str, str]] = {
    Suggests.SCRIPT: ("补全「{subject}」的话术：{topic}", "Complete the script for {subject_en}: {topic_en}"),
    Suggests.PROCESS: ("改进「{topic}」的流程", "Improve the process of {topic_en}"),
    Suggests.COURSE: ("安排「{topic}」的培训", "Give a course on {topic_en}"),
    Suggests.PRODUCT: (
        "请产品负责人处理「{subject}」：{topic}",
        "Ask the product owner of {subject_en}: {topic_en}",
    ),
}


@dataclass(frozen=True)
class Heard:
    """So many pieces of feedback alike in all of this."""

    topic: str
    product: str
    sentiment: str | None
    score: int | None
    count: int


@dataclass(frozen=True)
class Gathered:
    """What was said of a topic, of one product where that matters."""

    topic: str
    product: str
    count: int
    negative: int


def is_problem(sentiment: str | None, score: int | None) -> bool:
    """Tell whether feedback names a problem: a rating speaks before the words, and praise is none."""
    if score is not None:
        return score < GOOD_RATING
    return sentiment != Sentiment.POSITIVE


def gather(heard: Iterable[Heard], suggests: Mapping[str, Suggests], least: int) -> list[Gathered]:
    """Count the problems by topic (and product), and return those named so often, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    negative: Counter[tuple[str, str]] = Counter()
    for each in heard:
        if each.topic not in suggests or not is_problem(each.sentiment, each.score):
            continue
        place = (each.topic, each.product if suggests[each.topic] in BY_PRODUCT else "")
        counts[place] += each.count
        negative[place] += each.count if each.sentiment == Sentiment.NEGATIVE else 0
    found = [Gathered(*place, count, negative[place]) for place, count in counts.items() if count >= least]
    return sorted(found, key=lambda each: (-each.count, each.topic, each.product))


def suggestion(
    kind: Suggests, name: str, name_en: str, product: str, product_en: str = ""
) -> tuple[str, str]:
    """Return the suggested measure in both languages."""
    zh, en = SENTENCES[kind]
    said = {
        "topic": name,
        "topic_en": (name_en or name).lower(),
        "subject": product or "全部产品",
        "subject_en": product_en or product or "all products",
    }
    return zh.format(**said)[:200], en.format(**said)[:200]
