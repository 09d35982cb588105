"""Runs a file of worked examples: each is loaded into a scratch database and asked of the engine, line by line."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from policies import load
from server.demo.example_rows import checked, moment_of
from server.demo.examples import LONG_AGO, Loader, context_at, expand, last_moment
from server.demo.expected import came, texts
from server.demo.outcome import Outcome
from server.demo.unloaded import language, suppression
from server.kernel.context import Context
from server.kernel.errors import InvalidInput
from server.kernel.secrets import new_secrets
from server.kernel.settings import Settings
from server.metrics.agreed.governed import Governed
from server.metrics.agreed.registry import Registry
from server.metrics.answers.service import answer
from server.metrics.asked import Ask, DimFilter, PeriodAsk
from server.metrics.definitions import Dictionary, Metric
from server.metrics.dictionary.load import DictionaryError, load_builtin, make_metric
from server.metrics.dictionary.overlay import with_metrics
from server.metrics.lang.problems import FormulaError
from server.metrics.live.dims import canonical
from server.metrics.words import Compare, Grain, MetricStatus, OrgView
from server.store.migrate import create_all
from server.store.store import Store

Example = Mapping[str, Any]  # a document of the file, of mixed types


@dataclass
class Scratch:
    """Makes an empty database for each example, from one migrated file (or one PostgreSQL database, emptied)."""

    folder: Path
    secrets: Any = field(default_factory=new_secrets)
    template: Path | None = None

    @asynccontextmanager
    async def store(self) -> AsyncIterator[Store]:
        if self.template is None:
            made = Settings(data=self.folder / "template")
            made.data.mkdir()
            await create_all(made)
            self.template = made.sqlite_path
        data = Path(tempfile.mkdtemp(dir=self.folder))
        settings = Settings(data=data)
        shutil.copy(self.template, settings.sqlite_path)
        store = await Store.open(settings, self.secrets)
        try:
            yield store
        finally:
            await store.close()
            shutil.rmtree(data)


def read(path: Path) -> Example:
    """Read a file of examples; InvalidInput if it is none."""
    try:
        found = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"文件无法读取：{error}", f"The file cannot be read: {error}", path=("file",)
        ) from error
    if (
        not isinstance(found, dict)
        or not {"examples", "suppression_examples", "language_examples"} & found.keys()
    ):
        raise InvalidInput("不是算例文件。", "This is no file of worked examples.", path=("file",))
    return found


async def run(path: Path, today: date | None = None) -> AsyncIterator[Outcome]:
    """Yield the outcome of every expectation in the file, in its order; `today` is for examples that name no day.

    An example that cannot be loaded is one outcome, which says why.
    """
    file = read(path)
    dictionary = load_builtin()
    for outcome in [*suppression(file.get("suppression_examples", ())), *language(file, dictionary)]:
        yield outcome
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder))
        for example in file.get("examples", ()):
            async with scratch.store() as store:
                for outcome in await tried(store, dictionary, example, file, today):
                    yield outcome


async def tried(
    store: Store, dictionary: Dictionary, example: Example, file: Example, today: date | None
) -> list[Outcome]:
    try:
        return await evaluate(
            store, dictionary, example, file.get("defaults", {}), zone=file.get("timezone"), today=today
        )
    except InvalidInput as trouble:
        name = str(example.get("id", "?")) if isinstance(example, dict) else "?"
        return [Outcome(name, "example", "", {"loaded": "yes"}, {"loaded": f"{trouble.zh} | {trouble.en}"})]


async def evaluate(
    store: Store,
    dictionary: Dictionary,
    example: Example,
    defaults: Mapping[str, Any],
    *,
    zone: str | None = None,
    today: date | None = None,
) -> list[Outcome]:
    """Load one example into an empty store and ask for everything it expects.

    `settings` of the example stand for the company's; `metrics` are definitions of its own. Raises InvalidInput for
    an example that cannot be loaded.
    """
    require_shape(example)
    own = own_metrics(example, dictionary)
    as_of = day_of(example.get("as_of"), today)
    settings = {**({"zone": zone} if zone else {}), **example.get("settings", {})}
    store.settings = store.settings.model_copy(update=settings)
    ctx = context_at(store, load(), as_of)
    rows = {name: expand(each, defaults.get(name) or {}) for name, each in example.get("tables", {}).items()}
    await Loader(store, dictionary, ctx).load(checked(rows, dictionary, store.settings.zone))
    asks = [asked(example, wanted, store.settings.zone) for wanted in example["expect"]]
    registry = Ruled(store, lambda: dictionary, own=own, defaults=example.get("family_defaults", {}))
    answers = await answer(ctx, registry, asks)
    return [
        Outcome(example["id"], ask.key, ask.period.named[0], texts(wanted), came(given, wanted))
        for ask, wanted, given in zip(asks, example["expect"], answers, strict=True)
    ]


@dataclass
class Ruled(Registry):
    """A registry in which the example's own metrics are published, and its family defaults chosen."""

    own: Sequence[Metric] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)

    async def governed(self, ctx: Context) -> Governed:
        found = await super().governed(ctx)
        standing = replace(found.standing, defaults={**found.standing.defaults, **self.defaults})
        return replace(
            found, dictionary=with_metrics(found.dictionary, self.own, ctx.today), standing=standing
        )


def require_shape(example: Example) -> None:
    """Refuse what is no example: nothing expected, or no metric named."""
    expected = example.get("expect") if isinstance(example, dict) else None
    if not isinstance(expected, list) or not all(isinstance(each, dict) for each in expected):
        raise InvalidInput("算例没有期望值。", "The example expects nothing.", path=("expect",))
    if not all("period" in each for each in expected):
        raise InvalidInput("期望值没有期间。", "An expectation has no period.", path=("expect",))
    if not all(each.get("metric") or example.get("metric") for each in expected):
        raise InvalidInput("算例没有指明指标。", "The example names no metric.", path=("metric",))


def own_metrics(example: Example, dictionary: Dictionary) -> list[Metric]:
    """Make the metrics an example brings along; `version` and `effective` say when each is in force."""
    found: list[Metric] = []
    try:
        for given in example.get("metrics", ()):
            raw = {name: value for name, value in given.items() if name != "version"}
            made = make_metric(raw, with_metrics(dictionary, found))
            since = made.effective_from or LONG_AGO
            number = given.get("version", 1)
            found.append(replace(made, version=number, status=MetricStatus.PUBLISHED, effective_from=since))
    except (DictionaryError, FormulaError) as error:
        raise InvalidInput(
            f"算例的指标有误：{error}", f"A metric of the example: {error}", path=("metrics",)
        ) from error
    return found


def day_of(value: object, today: date | None) -> date:
    """Return the day whose close an example looks from."""
    if value is None and today is not None:
        return today
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        raise InvalidInput(
            "算例的 as_of 不是日期。", "The example's as_of is no day.", path=("as_of",)
        ) from error


def name_of(period: object) -> str:
    return period.isoformat() if isinstance(period, date) else str(period)


def asked(example: Example, wanted: Example, zone: str) -> Ask:
    try:
        return ask_of(example, wanted, zone)
    except ValueError as error:
        raise InvalidInput(
            f"算例的问题有误：{error}", f"The example's query: {error}", path=("query",)
        ) from error


def ask_of(example: Example, wanted: Example, zone: str) -> Ask:
    """Put a question together; what an expectation says of itself goes before what the example says of all."""
    told = {**example.get("query", {}), **wanted}
    grain, known = told.get("grain"), told.get("as_known_at")
    group = wanted.get("group") or {}
    return Ask(
        key=wanted.get("metric") or example["metric"],
        period=PeriodAsk(named=(name_of(wanted["period"]),)),
        grain=Grain(str(grain).upper()) if grain else None,
        by=tuple(group) if "group" in wanted else tuple(told.get("by", ())),
        where=tuple(filter_of(each) for each in told.get("where", ())),
        compare=tuple(Compare(str(each).upper()) for each in told.get("compare", ())),
        org_view=OrgView(str(told.get("org_view", "AS_WAS")).upper()),
        as_known_at=known_at(known, zone),
    )


def known_at(value: object, zone: str) -> datetime | None:
    """Return the moment of knowledge; a bare day means its close."""
    if value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        return last_moment(value, zone)
    return moment_of("as_known_at", value, zone)


def filter_of(told: Example) -> DimFilter:
    """Read a filter: `dim` with `eq`, `in` or `under`, turned round by `not`."""
    if "under" in told:
        values = told["under"] if isinstance(told["under"], list) else [told["under"]]
    else:
        values = told.get("in") or [told.get("eq")]
    name = str(told.get("dim") or told.get("dimension"))
    return DimFilter(
        canonical(name) or name,
        tuple(str(value) for value in values),
        under="under" in told,
        negated=bool(told.get("not")),
    )
