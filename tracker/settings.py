"""What an installation sets, read once from a mapping such as the environment; every name stands in the README."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.errors import Invalid


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one running tracker.

    Attributes:
        database_url: where the data is (`DATABASE_URL`); one SQLite file under `var/` unless set.
        files: where photos and files are stored (`TRACKER_FILES`): a folder, or the `s3://bucket/prefix?endpoint=…`
            address of a bucket; `db.files.file_store` opens it.
        today: the day the tracker believes it is (`TRACKER_TODAY`, ISO); None means the real one.
        mail: the mail server that sends messages (`TRACKER_MAIL`), an address of Apprise that begins with `mailto://`
            or `mailtos://`; empty where the installation sends no e-mail. It may hold a password.
        address: where people reach the tracker (`TRACKER_ADDRESS`), for links in messages, without a slash at its end;
            empty for messages without links.
        inner_webhooks: whether messages may go to webhooks inside the house's own network
            (`TRACKER_INNER_WEBHOOKS=1`).
    """

    database_url: str
    files: str
    today: date | None = None
    mail: str = ""
    address: str = ""
    inner_webhooks: bool = False

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, root: Path) -> "Settings":
        """Read the settings; `root` is the folder under which `var/` lies.

        Raises:
            Invalid: `bad_setting`: `TRACKER_TODAY` is no ISO date, `TRACKER_MAIL` no mail server, `TRACKER_ADDRESS` no
                address of a site; the fact `setting` names it.
        """
        var = root / "var"
        text = env.get("TRACKER_TODAY", "")
        try:
            today = date.fromisoformat(text) if text else None
        except ValueError:
            raise Invalid("bad_setting", setting="TRACKER_TODAY", text=text) from None
        mail, address = env.get("TRACKER_MAIL", ""), env.get("TRACKER_ADDRESS", "").rstrip("/")
        if mail and not mail.startswith(("mailto://", "mailtos://")):
            raise Invalid("bad_setting", setting="TRACKER_MAIL", text="…")  # it may hold a password
        if address and not address.startswith(("http://", "https://")):
            raise Invalid("bad_setting", setting="TRACKER_ADDRESS", text=address)
        return cls(
            database_url=env.get("DATABASE_URL") or f"sqlite:///{var / 'kaiguan.sqlite3'}",
            files=env.get("TRACKER_FILES") or str(var / "files"),
            today=today,
            mail=mail,
            address=address,
            inner_webhooks=env.get("TRACKER_INNER_WEBHOOKS", "") == "1",
        )
