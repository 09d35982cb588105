"""Shows the text of a lesson or a case: a few marks, everything else as it was typed; no tag of the text survives.

`## heading`, `- item`, `1. item`, `> aside`, `**strong**`, `[words](https://…)`; a blank line ends a paragraph.
"""

from __future__ import annotations

import re
from itertools import groupby

from markupsafe import Markup, escape

LINK = re.compile(r"\[([^\]\n]{1,200})\]\(((?:https://|/(?!/))[^\s()\"'<>\\]{1,500})\)")
STRONG = re.compile(r"\*\*([^*\n]{1,300})\*\*")
ITEM, STEP, ASIDE = re.compile(r"[-*] +(.+)"), re.compile(r"\d{1,3}[.、] *(.+)"), re.compile(r"> ?(.*)")
HEADING = re.compile(r"#{1,4} +(.+)")
SHAPES = (("head", HEADING), ("ul", ITEM), ("ol", STEP), ("aside", ASIDE))


def shown(text: str) -> Markup:
    """Return the text as HTML; headings stand below that of the page."""
    lines = [shape(line.strip()) for line in text.replace("\r\n", "\n").split("\n")]
    blocks = (
        block(kind, [words for _, words in found]) for kind, found in groupby(lines, key=lambda line: line[0])
    )
    return Markup("\n").join(each for each in blocks if each)


def shape(line: str) -> tuple[str, str]:
    if not line:
        return "", ""
    for kind, pattern in SHAPES:
        if found := pattern.fullmatch(line):
            return kind, found[1]
    return "p", line


def block(kind: str, lines: list[str]) -> Markup:
    made = [inline(line) for line in lines]
    if kind == "head":
        return Markup("").join(Markup("<h2>{}</h2>").format(each) for each in made)
    if kind in ("ul", "ol"):
        items = Markup("").join(Markup("<li>{}</li>").format(each) for each in made)
        return Markup("<{0}>{1}</{0}>").format(Markup(kind), items)  # noqa: S704 (one of the two words above)
    whole = Markup("<br>").join(made)
    if kind == "aside":
        return Markup("<blockquote>{}</blockquote>").format(whole)
    return Markup("<p>{}</p>").format(whole) if kind else Markup("")


def inline(line: str) -> Markup:
    """Mark links and strong words of a line whose every other sign is escaped."""
    safe = str(escape(line))
    safe = STRONG.sub(r"<b>\1</b>", safe)
    return Markup(LINK.sub(r'<a href="\2" rel="noreferrer">\1</a>', safe))  # noqa: S704 (escaped above)
