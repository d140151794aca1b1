"""What the choice of messages refuses, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "mail_address": N_("This is no e-mail address: it looks like name@library.cn. Nothing was changed."),
    "chat_address": N_(
        "This is no address of a chat bot that is known here. Paste the webhook that the chat shows, beginning with "
        "https://. Nothing was changed."
    ),
    "message_time": N_("A time of day lies between 00:00 and 23:59. Nothing was changed."),
    "message_weekday": N_("The digest needs one of the seven days of the week. Nothing was changed."),
    "most_reminders": N_("Between 1 and {most} reminders of one thing are possible. Nothing was changed."),
    "most_a_day": N_("Between 1 and {most} messages with reminders a day are possible. Nothing was changed."),
    "chat_inside": N_(
        "“{host}” stands inside this house’s own network, where nothing may be sent to. Paste the webhook of a chat, "
        "or ask whoever runs the tracker (docs/operations.md). Nothing was changed."
    ),
    "nobody_to_tell": N_("Messages are stopped for you, or no address is set. Nothing was changed."),
    "already_subscribed": N_("You have chosen your messages already. Nothing was changed."),
    "message_sent": N_("This message was sent already. Nothing was changed."),
}
