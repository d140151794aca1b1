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
    """

    database_url: str
    files: str
    today: date | None = None

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, root: Path) -> "Settings":
        """Read the settings; `root` is the folder under which `var/` lies.

        Raises:
            Invalid: `TRACKER_TODAY` is no ISO date; the fact `setting` names it.
        """
        var = root / "var"
        text = env.get("TRACKER_TODAY", "")
        try:
            today = date.fromisoformat(text) if text else None
        except ValueError:
            raise Invalid("bad_setting", setting="TRACKER_TODAY", text=text) from None
        return cls(
            database_url=env.get("DATABASE_URL") or f"sqlite:///{var / 'kaiguan.sqlite3'}",
            files=env.get("TRACKER_FILES") or str(var / "files"),
            today=today,
        )
