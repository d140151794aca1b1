"""What a person may choose not to be told about: the kinds of needs, gathered in topics."""

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from tracker.overview import Need, NeedKind
from tracker.site_attention import AttentionKind


class Topic(StrEnum):
    """What a need is about; the values are stored in subscriptions."""

    ROUNDS = "rounds"
    FINDINGS = "findings"
    GATES = "gates"
    ANSWERS = "answers"
    COMMENTS = "comments"
    STAGES = "stages"
    TASKS = "tasks"
    POSTS = "posts"
    TRAINING = "training"
    MONEY = "money"


TOPICS: Mapping[StrEnum, Topic] = MappingProxyType(
    {
        AttentionKind.ROUND_MISSED: Topic.ROUNDS,
        AttentionKind.ROUND_LATE: Topic.ROUNDS,
        AttentionKind.ROUND_DUE: Topic.ROUNDS,
        AttentionKind.ROOMS_NOT_VISITED: Topic.ROUNDS,
        AttentionKind.FINDINGS_BLOCK: Topic.FINDINGS,
        AttentionKind.FINDINGS_OVERDUE: Topic.FINDINGS,
        AttentionKind.FINDINGS_DUE: Topic.FINDINGS,
        AttentionKind.FINDINGS_TO_VERIFY: Topic.FINDINGS,
        AttentionKind.FILING_OVERDUE: Topic.GATES,
        AttentionKind.FILING_DUE: Topic.GATES,
        AttentionKind.CONDITIONS_OVERDUE: Topic.GATES,
        AttentionKind.AIR_RETEST: Topic.GATES,
        NeedKind.PLAN_UNANSWERED: Topic.ANSWERS,
        NeedKind.REVIEW_UNANSWERED: Topic.ANSWERS,
        NeedKind.DRAFT_RETURNED: Topic.ANSWERS,
        NeedKind.COMMENTS_UNANSWERED: Topic.COMMENTS,
        NeedKind.PACKAGE_STAGE_LATE: Topic.STAGES,
        NeedKind.ROUND_STAGE_LATE: Topic.STAGES,
        NeedKind.TASK_LATE: Topic.TASKS,
        NeedKind.POSTS_MISSING: Topic.POSTS,
        NeedKind.POSTS_WITHOUT_ROUND: Topic.POSTS,
        NeedKind.COURSE_LATE: Topic.TRAINING,
        NeedKind.COURSE_BEHIND: Topic.TRAINING,
        NeedKind.OVER_CEILING: Topic.MONEY,
    }
)
"""The topic of every kind."""


def stored(topics: Iterable[Topic]) -> str:
    """Topics as the column `muted` keeps them: in their own order, divided by commas."""
    chosen = set(topics)
    return ",".join(topic for topic in Topic if topic in chosen)


def read_stored(text: str) -> frozenset[Topic]:
    """The topics of the column `muted`; words that are no topic are passed over."""
    return frozenset(Topic(word) for word in text.split(",") if word in set(Topic))


def wanted(needs: Iterable[Need], muted: Collection[Topic]) -> list[Need]:
    """The needs that are told, in their order."""
    return [need for need in needs if TOPICS[need.kind] not in muted]
