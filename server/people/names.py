"""Names as they are found and ordered: pinyin and initials, the surname read as a surname."""

from __future__ import annotations

from pypinyin import lazy_pinyin

SURNAMES = {
    "曾": "zeng", "单": "shan", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "朴": "piao", "任": "ren",
    "乐": "yue", "盖": "ge", "缪": "miao", "宓": "mi", "翟": "zhai", "覃": "qin", "葛": "ge", "尹": "yin",
    "洗": "xian", "冼": "xian", "员": "yun", "折": "she", "黑": "he", "种": "chong", "秘": "bi", "晟": "cheng",
}  # fmt: skip
COMPOUND = {"尉迟": ["yu", "chi"], "万俟": ["mo", "qi"], "长孙": ["zhang", "sun"], "澹台": ["tan", "tai"]}
"""Characters which read differently in a surname."""


def spell(name: str) -> tuple[str, str]:
    """Return (pinyin, initials): 王芳 -> wangfang, wf; Latin names are only lower-cased."""
    head = COMPOUND.get(name[:2])
    if head is None and name[:1] in SURNAMES:
        head = [SURNAMES[name[0]]]
    rest = name[len(head) :] if head else name
    parts = [*(head or []), *lazy_pinyin(rest)]
    whole = "".join(parts).lower()
    if name.isascii():
        words = whole.split()
        return whole, "".join(word[0] for word in words)
    return whole.replace(" ", ""), "".join(part[0] for part in parts if part.strip()).lower()
