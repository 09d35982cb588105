"""Law: both executors give equal answers, under every role, on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from server.kernel.secrets import Secrets
from server.kernel.settings import Settings
from server.store.store import Store
from tests.plan.corpus import CORPUS, Case
from tests.plan.generate import Generator
from tests.plan.harness import Bench, bench, normal
from tests.plan.world import CALLERS


async def test_the_corpus_answers_alike_in_both_executors(planted: Bench):
    wrong = [found for case in CORPUS for role in CALLERS if (found := await differs(planted, role, case))]

    assert not wrong, chr(10).join(wrong)


@pytest.mark.parametrize("seed", range(3))
async def test_generated_documents_answer_alike(planted: Bench, seed: int):
    made = Generator(planted.engine.schema, seed)
    roles = list(CALLERS)
    wrong = []
    for number in range(40):
        document = made.document()
        pair = (roles[number % len(roles)], roles[(number + 4) % len(roles)])
        wrong += [await differs(planted, role, (document, document, {})) for role in pair]

    assert not any(wrong), chr(10).join(filter(None, wrong))


async def differs(planted: Bench, role: str, case: Case) -> str:
    title, source, given = case
    one = await planted.compiled(role, source, given)
    other = await planted.ordinary(role, source, given)
    if normal(one["data"]) == normal(other["data"]) and bool(one["codes"]) == bool(other["codes"]):
        return ""
    return f"{title} as {role}: {one} is not {other}"


async def test_both_databases_give_the_same(
    settings: Settings, postgres_settings: Settings, secrets: Secrets, sqlite_template: Path
):
    shutil.copy(sqlite_template, settings.sqlite_path)

    here, there = [await answers(each, secrets) for each in (settings, postgres_settings)]

    assert [key for key in here if here[key] != there[key]] == []


async def answers(settings: Settings, secrets: Secrets) -> dict[tuple[str, str], object]:
    store = await Store.open(settings, secrets)
    planted = await bench(store)
    found = {
        (title, role): normal(await planted.compiled(role, source, given))
        for title, source, given in CORPUS
        for role in CALLERS
    }
    await store.close()
    return found
