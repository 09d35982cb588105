from __future__ import annotations

from dataclasses import replace
from datetime import date

from server.metrics.definitions import Family
from server.metrics.dictionary.load import make_metric
from server.metrics.dictionary.overlay import rehashed, with_metrics
from server.metrics.lang.canon import canonical_hash
from server.metrics.lang.parse import parse
from server.metrics.words import MetricStatus
from tests.metrics.dictionary.small import KEY, OWN, small


def version(number, formula, status=MetricStatus.PUBLISHED, first=None, last=None):
    made = make_metric(OWN | {"formula": formula}, small())
    return replace(made, version=number, status=status, effective_from=first, effective_to=last)


def test_the_version_in_force_on_the_day_answers():
    one = version(1, "leavers[is_core = true] / leavers", first=date(2024, 1, 1), last=date(2024, 12, 31))
    two = version(2, "leavers[is_core = false] / leavers", first=date(2025, 1, 1))
    draft = version(3, "leavers[fte < 1] / leavers", MetricStatus.DRAFT)

    def answering(day):
        return with_metrics(small(), [draft, two, one], day).metrics[KEY].version

    assert answering(date(2024, 12, 31)) == 1
    assert answering(date(2025, 1, 1)) == 2
    assert answering(None) == 2
    assert [each.version for each in with_metrics(small(), [draft, two, one]).versions[KEY]] == [
        1,
        2,
        3,
    ]


def test_a_draft_of_a_new_key_does_not_answer_on_a_day_and_a_built_in_stays():
    draft = version(1, "leavers / leavers", MetricStatus.DRAFT)
    rival = replace(draft, key="order_value", version=2)

    known = with_metrics(small(), [draft, rival], date(2025, 1, 1))

    assert KEY not in known.metrics
    assert known.metrics["order_value"].is_builtin


def test_a_new_version_changes_the_hash_of_what_is_made_of_it():
    changed = replace(
        small().metrics["order_value"],
        version=2,
        tree=parse("sales / orders * 2"),
        hash="",
        status=MetricStatus.PUBLISHED,
    )

    known = with_metrics(small(), [changed], date(2025, 1, 1))

    before, after = small().metrics["order_value_change"], known.metrics["order_value_change"]
    assert before.hash != after.hash
    assert after.hash == canonical_hash(after.tree, known)
    assert known.versions["order_value_change"] == (after,)


def test_a_family_is_joined_or_begun():
    member = replace(version(1, "leavers / leavers"), family="attrition")
    founder = replace(member, key="custom.other", family="tenure")

    known = with_metrics(small(), [member, founder])

    assert known.families["attrition"].members == ("attrition_average", "attrition_opening", KEY)
    assert known.families["tenure"] == Family("tenure", ("custom.other",), "custom.other")


def test_what_has_lost_its_upstream_keeps_its_hash():
    orphan = replace(version(1, "leavers / leavers"), tree=parse("@gone"), hash="kept")

    assert with_metrics(small(), [orphan]).metrics[KEY].hash == "kept"
    assert rehashed(small()) == small()
