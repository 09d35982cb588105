"""What is read out of a customer's words, sentence by sentence, and how well on the whole."""

from __future__ import annotations

import pytest

from bench.topics import known_topics, lines
from server.feedback.texts import KnownTopic, Sentiment, Topic, language_of, sentiment_of, topic_of

GOOD, EVEN, BAD = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("快递太慢", "zh"),
        ("The parcel was late", "en"),
        ("这个 app 总是闪退", "zh"),
        ("please tell 王 to call back", "en"),
        ("👍 123", ""),
        ("", ""),
    ],
)
def test_a_text_is_in_the_language_most_of_it_is_in(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("客服很耐心，非常满意", GOOD),
        ("态度恶劣，太失望了", BAD),
        ("不满意", BAD),
        ("没有不满意", GOOD),
        ("物流很快，但是质量太差", BAD),
        ("质量一般，但是客服特别好，推荐", GOOD),
        ("请问什么时候可以预约？", EVEN),
        ("你好", EVEN),
        ("ＶＥＲＹ　ＧＯＯＤ", GOOD),
        ("not helpful at all", BAD),
        ("no problems, thank you", GOOD),
        ("It was fine but the box was damaged", BAD),
        ("👍👍", GOOD),
        ("😡", BAD),
        ("", EVEN),
    ],
)
def test_praise_and_blame_are_told_apart(text, sentiment):
    assert sentiment_of(text).sentiment is sentiment


def test_a_rating_speaks_with_the_words_and_a_score_is_never_beyond_a_hundred():
    assert sentiment_of("送到了", 1).sentiment is BAD
    assert sentiment_of("送到了", 5).sentiment is GOOD
    assert sentiment_of("送到了", 3).sentiment is EVEN
    assert sentiment_of("太差" * 5000, 1).score == -100


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("详情页没写尺寸，不会用", "description"),
        ("快递还没到", "delivery"),
        ("the courier lost my parcel", "delivery"),
        ("refund please", "after_sales"),
        ("it broke, very poor quality", "quality"),
        ("排队两个小时", "waiting"),
        ("就这样", ""),
        ("", ""),
        ("路过，没什么要说的", ""),
        ("蜗牛都比你快，卡在中转站三天了", "delivery"),
        ("she rolled her eyes and barked at my mum", "attitude"),
    ],
)
def test_a_topic_is_found_by_its_words_in_either_language(text, code):
    assert topic_of(text, known_topics()).code == code


def test_a_word_of_english_is_found_at_its_beginning_only_and_likeness_helps_where_no_word_stands():
    known = (KnownTopic("a", ("app",)), KnownTopic("b", ("送货上门服务",)))

    assert topic_of("happy", known).code == ""
    assert topic_of("apps", known).code == "a"
    assert topic_of("上门服务", known) == Topic("b", 10000)
    assert topic_of("送货", ()) == Topic("", 0)


def test_words_a_company_gave_a_topic_win_over_what_was_learned():
    text = "快递太慢，等了五天还没到"
    known = known_topics()
    own = (*known, KnownTopic("PROMISES", ("等了五天",)))
    widened = tuple(
        KnownTopic(each.code, (*each.words, *(["五天"] * (each.code == "price")))) for each in known
    )

    assert topic_of(text, known).code == "delivery"
    assert topic_of(text, own).code == "PROMISES"
    assert topic_of(text, widened).code == "price"


def test_a_topic_that_is_not_in_use_is_never_found():
    known = tuple(each for each in known_topics() if each.code != "delivery")

    assert topic_of("快递太慢，等了五天还没到", known).code != "delivery"


def test_the_sentences_of_the_benchmark_are_read_as_well_as_it_says():
    assert [line for line in lines() if "microseconds" not in line and " ok" not in line] == []
