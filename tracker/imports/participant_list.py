"""A list of participants in a workbook or a CSV file: name, organisation, and the post they hold or will hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.imports.record_sheet import CellRefusedError, Field, Reader, Records, bare, read_records, text

PROBLEM_CODES = ("participant_post_unknown", "participant_post_ambiguous")

LONGEST_NAME = 120
LONGEST_ORGANISATION = 160
LONGEST_POST = 300

_NAME = Field(
    "name", "姓名 名字 学员 参训人员 参加人员 name fullname participant", text(LONGEST_NAME), required=True
)
_ORGANISATION = Field(
    "organisation",
    "单位 所在单位 工作单位 organisation organization unit employer",
    text(LONGEST_ORGANISATION),
)
_POST_HEADINGS = "岗位 岗位名称 职位 拟任岗位 post position"


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that somebody may take part for."""

    id: int
    title: str
    department: str


def read_participants(data: bytes, posts: Sequence[KnownPost]) -> Records:
    """The participants in an .xlsx or .csv file, one for each name: `name`, and `organisation`, `post_id` if listed.

    A post is named by its title, or by "department / title" where several departments have one of that title.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
    """
    fields = (_NAME, _ORGANISATION, Field("post_id", _POST_HEADINGS, _one_of(posts)))
    return read_records(data, fields, key=("name",))


def _one_of(posts: Sequence[KnownPost]) -> Reader:
    """Reads a post's name as its id."""
    ids: dict[str, list[int]] = {}
    for post in posts:
        ids.setdefault(bare(post.title), []).append(post.id)
        ids.setdefault(bare(f"{post.department} / {post.title}"), []).append(post.id)

    def read(value: object) -> int:
        found = ids.get(bare(text(LONGEST_POST)(value)), [])
        if len(found) != 1:
            raise CellRefusedError("participant_post_ambiguous" if found else "participant_post_unknown")
        return found[0]

    return read
