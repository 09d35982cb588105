"""Writes the numbers of a title in digits, as people spell them in Chinese and English. Pure.

"百分之五" and "five per cent" become "5%", "120 万" becomes "1200000". Half and double are meant of the figure itself,
so they become "50% of itself" and "100% of itself".
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

DIGITS: Final = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS: Final = {"十": 10, "百": 100, "千": 1000}
SCALES: Final = {
    "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "thousand": 10**3, "k": 10**3, "m": 10**6, "million": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9,
}  # fmt: skip
WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
ITSELF: Final = "% of itself "
HAN: Final = "[零〇一二两三四五六七八九十百千]"
COUNTED: Final = r"(?:个?百分点|个?小时|分钟|秒|人次|次|单|件|元|万|亿)"
"""Units before which a Chinese number is one; elsewhere 一 may stand in 一线 or 统一."""

GROUPED = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
OUT_OF_HUNDRED = re.compile(rf"百分之\s*({HAN}+|\d+(?:\.\d+)?)")
OUT_OF_TEN = re.compile(rf"({HAN}|\d)\s*成({HAN})?(?![本为果功绩效员交品熟立长就])")
HALF_OFF = re.compile(r"(?:减少|降低|下降|缩短|压缩|减|降)(?:了|到|至|为)?\s*(?:一半|半数)")
HALVE = re.compile(r"减半|\bhalv(?:e|es|ed|ing)\b|\b(?:by|in)\s+half\b", re.IGNORECASE)
DOUBLE = re.compile(
    r"翻(?:一番|番|倍|一倍)|(?:提高|提升|增加|增长)\s*(?:一倍|1\s*倍)|\bdoubl(?:e|es|ed|ing)\b", re.IGNORECASE
)
QUADRUPLE = re.compile(r"翻两番|\bquadrupl\w*", re.IGNORECASE)
TRIPLE = re.compile(r"\b(?:tripl|trebl)(?:e|es|ed|ing)\b", re.IGNORECASE)
HAN_BEFORE_UNIT = re.compile(rf"(?<![第每])({HAN}+)(?=\s*{COUNTED})")
HAN_AFTER_WAY = re.compile(rf"(?<=[从由自至到达为])({HAN}*十{HAN}*)(?![分足])")
NAMED = re.compile(
    rf"\b({'|'.join(sorted(WORDS, key=len, reverse=True))})(?=\s*%|[\s-]+(?:percentage|points?|pp\b|"
    r"hours?|minutes?|seconds?|days?|times|orders?|complaints?))",
    re.IGNORECASE,
)
PER_CENT = re.compile(r"\s*\bper\s?cent\b", re.IGNORECASE)
SCALED = re.compile(
    r"(\d+(?:\.\d+)?)\s*(百万|千万|[千万亿](?!分)|(?i:thousand|million|billion|mn|bn|k)\b|M\b)"
)


def in_digits(title: str) -> str:
    """Write every number a title spells out, or groups, or scales, as plain digits."""
    text = GROUPED.sub("", title)
    text = PER_CENT.sub("%", text)
    text = OUT_OF_HUNDRED.sub(lambda found: f"{number(found[1])}%", text)
    text = OUT_OF_TEN.sub(lambda found: f"{number(found[1])}{number(found[2] or '零')}%", text)
    text = HALF_OFF.sub(f"减少50{ITSELF}", text)
    text = HALVE.sub(f"减少50{ITSELF}", text)
    text = QUADRUPLE.sub(f"+300{ITSELF}", text)
    text = DOUBLE.sub(f"+100{ITSELF}", text)
    text = TRIPLE.sub(f"+200{ITSELF}", text)
    text = HAN_BEFORE_UNIT.sub(lambda found: number(found[1]), text)
    text = HAN_AFTER_WAY.sub(lambda found: number(found[1]), text)
    text = NAMED.sub(lambda found: str(WORDS[found[1].lower()]), text)
    return SCALED.sub(lambda found: scaled(found[1], found[2]), text)


def number(spelt: str) -> str:
    """Write a number up to some thousands, such as 八十五; what is in digits already stays."""
    if spelt[0].isdigit():
        return spelt
    total, digit = 0, 0
    for sign in spelt:
        if sign in TENS:
            total += (digit or 1) * TENS[sign]
            digit = 0
        else:
            digit = DIGITS[sign]
    return str(total + digit)


def scaled(count: str, scale: str) -> str:
    whole = Decimal(count) * SCALES[scale.lower()]
    return f"{whole.normalize():f}"
