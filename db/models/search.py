"""What the search finds: one row for each record that can be opened, beside the words of its text."""

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from db.models.base import BigId, big


class SearchEntry(SQLModel, table=True):
    """A record as the search shows it: derived from other rows, and made again from them at any time.

    `needs` is the `tracker.permissions.Action` without which nobody learns of it; `page` and `parameter` with
    `link_id` are its address. The words stand in `search_text`, which each database keeps in its own way
    (`db.search.words`).
    """

    __tablename__ = "search_entry"
    __table_args__ = (sa.UniqueConstraint("project_id", "record_table", "record_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    project_id: int = Field(sa_type=sa.BigInteger, foreign_key="project.id")
    record_table: str = Field(max_length=63)
    record_id: int = big()
    needs: str = Field(max_length=40)
    page: str = Field(max_length=40)
    parameter: str = Field(default="", max_length=40)
    link_id: int | None = big(nullable=True)
    title: str = Field(sa_type=sa.Text)
    body: str = Field(default="", sa_type=sa.Text)
