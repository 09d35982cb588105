"""Tables of the dictionary's governance: versions, signatures, targets, defaults, usage, frozen reports, boards."""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.metrics.disclosure_models import Disclosure
from server.metrics.rollup_models import (
    MetricComponent,
    MetricDelta,
    MetricFlow,
    MetricMark,
    MetricStock,
    MetricTouch,
)
from server.metrics.words import Decision, Direction, Grain, MetricStatus, Side
from server.store.base import Row
from server.store.fields import Choice, Day, Flag, Instant, Int, LongText, Ref, Text, TextId

__all__ = [
    "Disclosure",
    "MetricBoard",
    "MetricComponent",
    "MetricDelta",
    "MetricFamilyDefault",
    "MetricFlow",
    "MetricMark",
    "MetricReport",
    "MetricSignature",
    "MetricStock",
    "MetricTarget",
    "MetricTouch",
    "MetricUsage",
    "MetricVersion",
    "Schedule",
    "Usage",
]

KEY_LENGTH = 120


class Usage(StrEnum):
    """What a figure was used for."""

    QUERY = "QUERY"
    EXPORT = "EXPORT"


class Schedule(StrEnum):
    """How often a report is frozen anew, always for the last complete periods."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"


class MetricVersion(Row):
    """One version of a definition.

    Of a built-in definition the row only says how far it is agreed; its text and formula are those of the files, and
    what stands here is how they read when the row was last written. JSON lists are kept as text.
    """

    key = Text(KEY_LENGTH, db_index=True, description=label("指标键", "Metric key"))
    number = Int(description=label("口径版本", "Version of the definition"))
    status = Choice(MetricStatus, default=MetricStatus.DRAFT, description=label("状态", "Status"))
    is_builtin = Flag(default=False, description=label("内置指标", "Built-in"))
    name_zh = Text(200, description=label("中文名", "Name in Chinese"))
    name_en = Text(200, description=label("英文名", "Name in English"))
    definition_zh = LongText(description=label("中文口径", "Definition in Chinese"))
    definition_en = LongText(description=label("英文口径", "Definition in English"))
    notes_zh = LongText(null=True, description=label("中文备注", "Notes in Chinese"))
    notes_en = LongText(null=True, description=label("英文备注", "Notes in English"))
    formula = LongText(description=label("公式", "Formula"))
    hash = Text(64, description=label("口径散列", "Hash of the meaning"))
    unit = Text(40, description=label("单位", "Unit"))
    direction = Choice(Direction, default=Direction.NEUTRAL, description=label("方向", "Direction"))
    grains = LongText(default="[]", description=label("时间粒度", "Grains"))
    dimensions = LongText(default="[]", description=label("维度", "Dimensions"))
    sensitivity = Text(20, description=label("敏感级别", "Sensitivity"))
    domain = Text(60, default="", description=label("领域", "Domain"))
    family = Text(60, null=True, description=label("口径族", "Family"))
    synonyms = LongText(default="[]", description=label("同义词", "Synonyms"))
    examples = LongText(default="[]", description=label("算例", "Worked examples"))
    author_id = TextId(null=True, description=label("起草账号", "Author's account"))
    author_name = Text(200, default="", description=label("起草人", "Author"))
    note = LongText(null=True, description=label("提交说明", "Note on submission"))
    submitted_at = Instant(null=True, description=label("提交时间", "Submitted at"))
    published_at = Instant(null=True, description=label("发布时间", "Published at"))
    effective_from = Day(null=True, description=label("生效日", "First day in force"))
    effective_to = Day(null=True, description=label("失效日（含）", "Last day in force"))
    successor = Text(KEY_LENGTH, null=True, description=label("接替指标", "Successor"))

    class Meta:
        table = "metric_version"
        unique_together = (("key", "number"),)


class MetricSignature(Row):
    """One side's word on a version; it stands for the hash it names, and for nothing else."""

    metric_version = Ref("MetricVersion", description=label("口径版本", "Version of the definition"))
    side = Choice(Side, description=label("方面", "Side"))
    decision = Choice(Decision, description=label("决定", "Decision"))
    account_id = TextId(description=label("签署账号", "Signer's account"))
    person = Text(200, description=label("签署人", "Signer"))
    note = LongText(null=True, description=label("意见", "Note"))
    hash = Text(64, description=label("签署时的散列", "Hash signed"))
    at = Instant(description=label("签署时间", "Signed at"))

    class Meta:
        table = "metric_signature"


class MetricTarget(Row):
    """A target the company set; numbers are kept as decimal text, `scope` as a JSON list of `dimension=value`."""

    key = Text(KEY_LENGTH, db_index=True, description=label("指标键", "Metric key"))
    op = Text(2, description=label("比较", "Comparison"))
    value = Text(40, description=label("目标值", "Value"))
    near = Text(40, null=True, description=label("接近值", "Near"))
    grain = Choice(Grain, description=label("粒度", "Grain"))
    scope = LongText(default="[]", description=label("适用范围", "Scope"))
    first_day = Day(null=True, description=label("起始日", "From"))
    last_day = Day(null=True, description=label("截止日（含）", "To, that day included"))

    class Meta:
        table = "metric_target"


class MetricFamilyDefault(Row):
    """Which member of a family answers for the family's name, where the company has said so."""

    family = Text(60, unique=True, description=label("口径族", "Family"))
    key = Text(KEY_LENGTH, description=label("默认指标", "Default member"))

    class Meta:
        table = "metric_family_default"


class MetricUsage(Row):
    """How often a figure was asked for on a day."""

    key = Text(KEY_LENGTH, description=label("指标键", "Metric key"))
    day = Day(description=label("日期", "Day"))
    kind = Choice(Usage, description=label("用途", "Use"))
    count = Int(default=0, description=label("次数", "Count"))
    last_at = Instant(description=label("最近时间", "Last at"))

    class Meta:
        table = "metric_usage"
        unique_together = (("key", "day", "kind"),)


class MetricReport(Row):
    """A report as it was on a day: cells, versions and watermark, kept for whoever froze it."""

    name = Text(200, description=label("名称", "Name"))
    account_id = TextId(db_index=True, description=label("所属账号", "Owner's account"))
    account_name = Text(200, description=label("所属人", "Owner"))
    asked = LongText(description=label("查询条件", "What was asked"))
    frozen = LongText(description=label("固化数据", "Frozen figures"))
    known_at = Instant(description=label("数据截至", "Watermark"))
    policy_version = Text(64, description=label("权限版本", "Policy version"))
    hash = Text(64, description=label("内容散列", "Hash of the content"))
    schedule = Choice(Schedule, null=True, description=label("周期", "Schedule"))
    next_at = Instant(null=True, description=label("下次生成时间", "Next run"))
    origin = TextId(null=True, description=label("来源报表", "The report it repeats"))

    class Meta:
        table = "metric_report"


class MetricBoard(Row):
    """A dashboard of one account; `tiles` is a JSON list of {key, period, by, view}."""

    account_id = TextId(db_index=True, description=label("所属账号", "Owner's account"))
    name = Text(100, description=label("名称", "Name"))
    is_pinned = Flag(default=False, description=label("置顶到首页", "Pinned to the home page"))
    tiles = LongText(default="[]", description=label("图块", "Tiles"))

    class Meta:
        table = "metric_board"
