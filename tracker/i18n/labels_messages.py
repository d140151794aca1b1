"""The words for what people may be told about, and for what became of a message."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.messages.addresses import Channel
from tracker.messages.states import MessageState
from tracker.messages.topics import Topic

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    Channel: {
        Channel.MAIL: NP_("channel", "E-mail"),
        Channel.CHAT: NP_("channel", "Company chat"),
    },
    Topic: {
        Topic.ROUNDS: NP_("topic", "Rounds due or missed"),
        Topic.FINDINGS: NP_("topic", "Findings due, overdue or blocking"),
        Topic.GATES: NP_("topic", "Acceptance gates"),
        Topic.ANSWERS: NP_("topic", "Submissions without an answer"),
        Topic.COMMENTS: NP_("topic", "Review comments without an answer"),
        Topic.STAGES: NP_("topic", "Stages past their latest safe date"),
        Topic.TASKS: NP_("topic", "Late tasks"),
        Topic.POSTS: NP_("topic", "Posts without people or a round"),
        Topic.TRAINING: NP_("topic", "Training behind its plan"),
        Topic.MONEY: NP_("topic", "Drafts over the ceiling"),
    },
    MessageState: {
        MessageState.WAITS: NP_("message", "Waits"),
        MessageState.SENT: NP_("message", "Sent"),
        MessageState.GIVEN_UP: NP_("message", "Given up"),
    },
}
