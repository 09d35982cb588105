"""The linter of goals: what is refused, what is missing, what it understood; in both languages."""

from __future__ import annotations

from decimal import Decimal

import pytest

from server.performance.goals.attainment import ChangeKind
from server.performance.goals.lint import Figure, Lack, Verdict, Wish, lint, named_in
from server.performance.plans.models import Aim

CSAT = Figure("csat_share", ("客户满意度", "满意度", "Customer satisfaction", "CSAT"), "percent", "UP")
RESPONSE = Figure(
    "first_response_seconds_avg", ("平均首次响应时长", "Average first response time"), "second", "DOWN"
)
HOURS = Figure("training_hours_avg", ("人均培训学时", "Training hours a head"), "hour", "UP")
STAY = Figure("retention_3m", ("三个月留存率", "3-month retention"), "percent", "UP")
KNOWN = (CSAT, RESPONSE, HOURS, STAY)
ACCEPTED, NEEDS, REJECTED = Verdict.ACCEPTED, Verdict.NEEDS_BASELINE, Verdict.REJECTED
VERDICTS = (
    ("提高效率", REJECTED, ("NO_METRIC", "VAGUE_VERB", "NO_TARGET")),
    ("改善服务", REJECTED, ("NO_METRIC", "VAGUE_VERB", "NO_TARGET")),
    ("将平均首次呼叫解决时间缩短10%", NEEDS, ("NO_BASELINE",)),
    ("将客户满意度评分从85%提升至90%", ACCEPTED, ()),
    ("Improve efficiency", REJECTED, ("NO_METRIC", "VAGUE_VERB", "NO_TARGET")),
    ("Better service", REJECTED, ("NO_METRIC", "VAGUE_VERB", "NO_TARGET")),
    ("Cut the average time to a first solution by 10%", NEEDS, ("NO_BASELINE",)),
    ("Raise customer satisfaction from 85% to 90%", ACCEPTED, ()),
    ("2026年第一季度提升客户满意度", REJECTED, ("VAGUE_VERB", "NO_TARGET")),
    ("客户满意度提升5%", REJECTED, ("NO_KIND", "NO_BASELINE")),
    ("客户满意度提升5个百分点，目前80%", ACCEPTED, ()),
    ("投诉减少20%", NEEDS, ("NO_BASELINE",)),
    ("人均培训学时增加4小时，目前6小时", ACCEPTED, ()),
    ("客户满意度从90%降到85%", ACCEPTED, ("WRONG_WAY",)),
    ("客户满意度从90%提升到90%", REJECTED, ("NO_CHANGE",)),
    ("三个月留存率提升5个百分点，目前70%", ACCEPTED, ()),
    ("客户满意度从 85 提到 90", ACCEPTED, ()),
    ("客户满意度提高百分之五", REJECTED, ("NO_KIND", "NO_BASELINE")),
    ("Improve service by 30 June 2026", REJECTED, ("NO_METRIC", "VAGUE_VERB", "NO_TARGET")),
    ("Answer customers first within 30 s", REJECTED, ("NO_METRIC", "NO_BASELINE")),
)


@pytest.mark.parametrize(("title", "verdict", "codes"), VERDICTS, ids=[case[0] for case in VERDICTS])
def test_a_goal_is_judged_by_its_title(title, verdict, codes):
    found = lint(Wish(title), KNOWN)

    assert found.verdict is verdict
    assert tuple(each.code for each in found.findings) == codes
    assert all(" | " in each.text for each in found.findings)


SPEED = RESPONSE.key
UNDERSTOOD = (
    # title, metric, kind, baseline, change, required, aim
    ("将客户满意度从85%提升至90%", "csat_share", ChangeKind.ABSOLUTE, "0.85", "0.9", "0.9", Aim.UP),
    ("CSAT up by 5 percentage points, currently 80%", "csat_share", ChangeKind.POINTS, "0.8", "0.05", "0.85", Aim.UP),
    ("平均首次响应时长缩短10%，目前 30 秒", SPEED, ChangeKind.RELATIVE, "30", "-0.1", "27", Aim.DOWN),
    ("平均首次响应时长不超过 25 秒，目前 30 秒", SPEED, ChangeKind.ABSOLUTE, "30", "25", "25", Aim.DOWN),
    ("3-month retention up 5 points, now 70%", STAY.key, ChangeKind.POINTS, "0.7", "0.05", "0.75", Aim.UP),
    ("客户满意度 85% → 90%", "csat_share", ChangeKind.ABSOLUTE, "0.85", "0.9", "0.9", Aim.UP),
    ("2026Q3 人均培训学时 +4 小时，基线 6 小时", "training_hours_avg", ChangeKind.POINTS, "6", "4", "10", Aim.UP),
    ("Training hours a head from 6 to 10", "training_hours_avg", ChangeKind.ABSOLUTE, "6", "10", "10", Aim.UP),
)  # fmt: skip


@pytest.mark.parametrize("case", UNDERSTOOD, ids=[case[0] for case in UNDERSTOOD])
def test_a_title_tells_metric_kind_and_numbers(case):
    title, metric, kind, baseline, change, required, aim = case

    found = lint(Wish(title), KNOWN)

    assert found.wish == Wish(title, metric, kind, Decimal(baseline), Decimal(change))
    assert (found.required, found.aim, found.findings) == (Decimal(required), aim, ())


def test_what_is_given_goes_before_what_the_title_says():
    given = Wish("客户满意度提升5%", "", ChangeKind.RELATIVE, Decimal("0.80"), Decimal("0.05"))

    found = lint(given, KNOWN)

    assert (found.verdict, found.required) == (ACCEPTED, Decimal("0.84"))
    assert lint(Wish(given.title, "", ChangeKind.POINTS, Decimal("0.80")), KNOWN).required == Decimal("0.85")


def test_an_ambiguous_per_cent_says_both_that_it_may_mean():
    (kind, _) = lint(Wish("客户满意度提升5%"), KNOWN).findings

    assert kind.text == ("“5%”可以是相对变化，也可以是5个百分点 | 5% may mean 5% of itself or 5 points")
    assert (kind.code, kind.place) == (Lack.NO_KIND, "changeKind")


def test_a_metric_outside_of_the_dictionary_is_refused_by_its_field():
    (found, *_) = lint(Wish("从 1 到 2", "no_such"), KNOWN).findings

    assert (found.code, found.place) == (Lack.UNKNOWN_METRIC, "metric")


def test_a_name_that_two_metrics_share_names_none():
    twin = Figure("csat_mean", ("满意度",), "score", "UP")

    assert named_in("满意度 5 分", (CSAT, twin)) == ""
    assert named_in("客户满意度 5 分", (CSAT, twin)) == "csat_share"
