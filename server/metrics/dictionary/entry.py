"""One value of a definition with its place in the file, and every problem found on the way named by that place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from server.metrics.definitions import Label
from server.metrics.dictionary.plain import Path
from server.metrics.lang.nearest import nearest
from server.metrics.lang.problems import FormulaProblem

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class DefinitionProblem:
    """One mistake in a definition: the file ("" for none), its line, the key within it, a code and a sentence."""

    file: str
    line: int
    key: str
    code: str
    message: Label
    suggestions: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file else ""
        hint = f" ({', '.join(self.suggestions)}?)" if self.suggestions else ""
        return f"{place}{self.key}: {self.code} {self.message.en}{hint}"

    @property
    def zh(self) -> str:
        return f"{self.key}:{self.message.zh}"


class DictionaryError(Exception):
    """Definitions that cannot be used; every problem is named, not only the first."""

    def __init__(self, problems: Iterable[DefinitionProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Reading:
    """A file being read: where its keys stand, and what was found wrong so far."""

    file: str = ""
    lines: Mapping[Path, int] = field(default_factory=dict)
    problems: list[DefinitionProblem] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A value at a path of a reading; the getters note a problem and give something harmless instead of raising."""

    value: object
    path: Path
    reading: Reading

    @property
    def is_given(self) -> bool:
        """Whether there is a value; a text left empty is none."""
        return self.value is not None and self.value != ""

    def refuse(
        self, code: str, zh: str, en: str, suggestions: tuple[str, ...] = (), *, key: str = ""
    ) -> None:
        path = self.path
        while path and path not in self.reading.lines:
            path = path[:-1]
        line = self.reading.lines.get(path, 0)
        place = ".".join((*self.path, key) if key else self.path)
        self.reading.problems.append(
            DefinitionProblem(self.reading.file, line, place, code, Label(zh, en), suggestions)
        )

    def refuse_formula(self, problems: Iterable[FormulaProblem]) -> None:
        for each in problems:
            zh, en = each.message
            self.refuse(each.code, f"第 {each.at} 字符:{zh}", f"at {each.at}: {en}", each.suggestions)

    def child(self, key: str) -> Entry:
        value = self.value.get(key) if isinstance(self.value, Mapping) else None
        return Entry(value, (*self.path, key), self.reading)

    def children(self) -> Iterator[tuple[str, Entry]]:
        """Yield the entries of a mapping; nothing where none is given."""
        if isinstance(self.value, Mapping):
            for key in self.value:
                yield str(key), self.child(str(key))
        elif self.is_given:
            self.refuse("E_FORM", "此处应为键值", "Keys and values are needed here")

    def items(self) -> list[Entry]:
        """Return the entries of a list; an empty one where none is given."""
        if isinstance(self.value, list | tuple):
            return [Entry(each, (*self.path, str(n)), self.reading) for n, each in enumerate(self.value)]
        if self.is_given:
            self.refuse("E_FORM", "此处应为列表", "A list is needed here")
        return []

    def allow(self, *keys: str) -> None:
        """Refuse keys beside these: a slip in an optional key would otherwise go unseen."""
        for key, entry in self.children():
            if key not in keys:
                entry.refuse("E_KEY", f"没有键“{key}”", f"There is no key '{key}'", nearest(key, keys))

    def text(self, default: str | None = None) -> str:
        if isinstance(self.value, str) and (self.value.strip() or default is not None):
            return self.value.strip()
        if (
            self.is_given
            and isinstance(self.value, int | Decimal | date)
            and not isinstance(self.value, bool)
        ):
            return str(self.value)
        if not self.is_given and default is not None:
            return default
        self.refuse("E_MISSING", "缺少文本", "A text is needed here")
        return default or ""

    def texts(self) -> tuple[str, ...]:
        return tuple(entry.text() for entry in self.items())

    def flag(self, *, default: bool = False) -> bool:
        if isinstance(self.value, bool):
            return self.value
        if self.is_given:
            self.refuse("E_FORM", "应为 true 或 false", "Write true or false")
        return default

    def whole(self, default: int = 0) -> int:
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        if self.is_given:
            self.refuse("E_FORM", "应为整数", "A whole number is needed here")
        return default

    def decimal(self) -> Decimal | None:
        if not self.is_given or isinstance(self.value, bool):
            return None
        try:
            return Decimal(str(self.value))
        except InvalidOperation:
            self.refuse("E_FORM", "应为数字", "A number is needed here")
            return None

    def day(self) -> date | None:
        if isinstance(self.value, date):
            return self.value
        if not self.is_given:
            return None
        try:
            return date.fromisoformat(str(self.value))
        except ValueError:
            self.refuse("E_FORM", "应为日期,如 2025-01-31", "A date is needed here, such as 2025-01-31")
            return None

    def label(self) -> Label:
        """Read a text in both languages; one missing is a problem."""
        zh, en = (self.child(language).value for language in ("zh", "en"))
        if isinstance(zh, str) and isinstance(en, str) and zh.strip() and en.strip():
            return Label(zh.strip(), en.strip())
        self.refuse("E_LABEL", "中文和英文都要有", "Both languages are needed: {zh: …, en: …}")
        return Label(str(zh or en or ""), str(en or zh or ""))

    def choice(self, words: Collection[Word], default: Word | None = None) -> Word:
        """Read one of a few words, whatever its case."""
        asked = self.text(default)
        for word in words:
            if word.casefold() == asked.casefold():
                return word
        known = ", ".join(words)
        if asked:
            self.refuse(
                "E_WORD", f"“{asked}”应为:{known}", f"'{asked}' is none of {known}", nearest(asked, words)
            )
        return default if default is not None else next(iter(words))

    def known(self, names: Iterable[str], what: Label, code: str) -> str:
        """Read a name that must be one of those defined."""
        asked = self.text()
        names = tuple(names)
        if asked and asked not in names:
            self.refuse(
                code, f"没有{what.zh}“{asked}”", f"There is no {what.en} '{asked}'", nearest(asked, names)
            )
        return asked
