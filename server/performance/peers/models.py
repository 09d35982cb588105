"""Tables of feedback among colleagues and departments.

An answer bears no author: no account, no time of its own, and an id that tells no order. The mark by which its author
may change it is a keyed hash. When the round closes, answers are added up and destroyed: only sums of enough people and
remarks in an order drawn by lot remain.
"""

from __future__ import annotations

from enum import StrEnum

from server.kernel.labels import label
from server.store.base import Event, Row
from server.store.fields import Choice, Day, Flag, Int, LongText, Minor, Ref, Sealed, Text

ROUND = label("轮次", "Round")
SUBJECT = label("被评价人", "About whom")


class PeerRoundKind(StrEnum):
    """PEOPLE: colleagues about a person. DEPARTMENTS: a department's people about another department."""

    PEOPLE = "PEOPLE"
    DEPARTMENTS = "DEPARTMENTS"


class PeerRoundState(StrEnum):
    NOMINATING = "NOMINATING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class PeerRelation(StrEnum):
    """What the one who answers is to the one who is spoken of; OTHERS: groups too small to stand alone."""

    SELF = "SELF"
    MANAGER = "MANAGER"
    PEER = "PEER"
    REPORT = "REPORT"
    OTHERS = "OTHERS"


class PeerRound(Row):
    """A round of questions; `questions` is JSON: a list of labels, each rated 1 to 5, whose keys are q1, q2 …"""

    code = Text(32, unique=True, description=label("编码", "Code"))
    name = Text(64, description=label("名称", "Name"))
    name_en = Text(64, default="", description=label("英文名称", "Name in English"))
    kind = Choice(PeerRoundKind, default=PeerRoundKind.PEOPLE, description=label("类别", "Kind"))
    state = Choice(PeerRoundState, default=PeerRoundState.NOMINATING, description=label("状态", "State"))
    starts_on = Day(description=label("开始日期", "Starts on"))
    ends_on = Day(description=label("截止日期", "Ends on"))
    closed_on = Day(null=True, description=label("结束日期", "Closed on"))
    least_answers = Int(default=4, description=label("最少答卷数", "Least number of answers"))
    most_peers = Int(default=8, description=label("最多邀请同事数", "Colleagues at most"))
    questions = LongText(default="[]", description=label("问题", "Questions"))

    class Meta:
        table = "peer_round"


class PeerInvite(Row):
    """Somebody asked to answer; it is the rater's own, and tells only whether they have answered."""

    round = Ref("PeerRound", description=ROUND)
    rater = Ref("Employee", description=label("评价人", "Who is asked"))
    subject = Ref("Employee", null=True, description=SUBJECT)
    department = Ref("Department", null=True, description=label("被评价部门", "About which department"))
    asking = Ref("Department", null=True, description=label("评价部门", "Asking department"))
    relation = Choice(PeerRelation, default=PeerRelation.PEER, description=label("关系", "Relation"))
    is_answered = Flag(default=False, description=label("已作答", "Answered"))
    is_declined = Flag(default=False, description=label("已谢绝", "Declined"))

    class Meta:
        table = "peer_invite"
        unique_together = (("round_id", "rater_id", "subject_id", "department_id"),)
        indexes = (("rater_id", "is_answered"), ("round_id", "subject_id"))


class PeerAnswer(Row):
    """One answer while its round is open, of nobody and for no reader; `scores` is JSON by the key of the question."""

    round = Ref("PeerRound", description=ROUND)
    subject = Ref("Employee", null=True, description=SUBJECT)
    department = Ref("Department", null=True, description=label("被评价部门", "About which department"))
    asking = Ref("Department", null=True, description=label("评价部门", "Asking department"))
    relation = Choice(PeerRelation, description=label("关系", "Relation"))
    scores = LongText(description=label("评分", "Ratings"))
    remark = LongText(default="", description=label("文字", "Remark"))
    ticket = Text(64, null=True, unique=True, description=label("防重标记", "Mark of its author"))

    class Meta:
        table = "peer_answer"
        indexes = (("round_id", "subject_id"),)


class PeerResult(Event):
    """What a group of enough people said of somebody: sum and number of ratings of one question, "" for all."""

    round = Ref("PeerRound", null=True, description=ROUND)
    employee = Ref("Employee", description=SUBJECT)
    closed_on = Day(description=label("结束日期", "Closed on"))
    relation = Choice(PeerRelation, null=True, description=label("关系，空为全部", "Relation; none for all"))
    question = Text(32, default="", description=label("问题", "Question"))
    points = Minor(default=0, description=label("评分合计", "Sum of ratings"))
    ratings = Int(default=0, description=label("评分数", "Ratings"))
    answers = Int(default=0, description=label("答卷数", "Answers"))

    class Meta:
        table = "peer_result"
        indexes = (("closed_on",), ("employee_id", "closed_on"), ("round_id",))


class PeerComment(Row):
    """A remark about somebody, in an order that tells nothing; sealed with the person's key."""

    round = Ref("PeerRound", description=ROUND)
    employee = Ref("Employee", description=SUBJECT)
    place = Int(description=label("次序", "Place"))
    text = Sealed(description=label("文字", "Remark"))

    class Meta:
        table = "peer_comment"
        indexes = (("employee_id",),)


class PartnerRating(Event):
    """What a department's people said of another department: sum and number of ratings, never fewer than enough."""

    round = Ref("PeerRound", null=True, description=ROUND)
    asking = Ref("Department", null=True, description=label("评价部门", "Asking department"))
    department = Ref("Department", description=label("被评价部门", "About which department"))
    closed_on = Day(description=label("结束日期", "Closed on"))
    points = Minor(default=0, description=label("评分合计", "Sum of ratings"))
    ratings = Int(default=0, description=label("评分数", "Ratings"))
    answers = Int(default=0, description=label("答卷数", "Answers"))

    class Meta:
        table = "partner_rating"
        indexes = (("closed_on",), ("department_id", "closed_on"))
