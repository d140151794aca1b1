"""A list of posts in a workbook or a CSV file, as establishments are granted and as the tracker exports them.

A post is known by department, title, kind and grade, so that the same list again changes nothing. The number, the
document and its date are a grant: one with a new date is a change from that day on, and what was granted before stays.
"""

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.calendar import FIRST_DAY, LAST_DAY
from tracker.errors import Invalid
from tracker.exports.table import FORMULA_LEADS
from tracker.imports.record_sheet import (
    CellProblem,
    CellRefusedError,
    Field,
    Reader,
    Records,
    date,
    one_of,
    read_records,
    text,
    whole,
)
from tracker.staffing import Grant, grant_on
from tracker.vocabulary import StaffKind

LONGEST_DEPARTMENT = 120
LONGEST_TITLE = 160
LONGEST_GRADE = 60
LONGEST_DOCUMENT = 200
LONGEST_REQUIREMENTS = 4_000
MOST_POSTS = 9_999

KINDS = {
    "事业编制": StaffKind.ESTABLISHED,
    "在编": StaffKind.ESTABLISHED,
    "编制内": StaffKind.ESTABLISHED,
    "established": StaffKind.ESTABLISHED,
    "编外": StaffKind.CONTRACT,
    "合同制": StaffKind.CONTRACT,
    "编外聘用": StaffKind.CONTRACT,
    "contract": StaffKind.CONTRACT,
    "购买服务": StaffKind.PURCHASED_SERVICE,
    "政府购买服务": StaffKind.PURCHASED_SERVICE,
    "purchasedservice": StaffKind.PURCHASED_SERVICE,
}

PROBLEM_CODES = (
    "cell_day_not_plausible",
    "post_department_unknown",
    "post_department_archived",
    "cell_before_first_grant",
)

Key = tuple[str, str, StaffKind, str]


def _day(value: object) -> dt.date:
    """A date that can be meant: none of a wrong century."""
    found = date(value)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise CellRefusedError("cell_day_not_plausible")
    return found


def _unmarked(read: Reader) -> Reader:
    """Reads a text as `tracker.exports.table.safe_text` was given it: without the mark that keeps a formula quiet."""

    def unmarked(value: object) -> Any:
        quoted = isinstance(value, str) and value.startswith("'") and value[1:].startswith(FORMULA_LEADS)
        return read(str(value)[1:] if quoted else value)

    return unmarked


FIELDS = (
    Field(
        "department", "部门 部室 科室 所属部门 department", _unmarked(text(LONGEST_DEPARTMENT)), required=True
    ),
    Field(
        "title",
        "岗位 岗位名称 职位 post title posttitle position",
        _unmarked(text(LONGEST_TITLE)),
        required=True,
    ),
    Field("kind", "类型 类别 岗位类型 用工性质 人员类别 编制类型 kind staffkind", one_of(KINDS)),
    Field("grade", "职级 等级 岗位等级 级别 grade level", _unmarked(text(LONGEST_GRADE))),
    Field(
        "approved",
        "核定 核定数 核定人数 编制数 核定编制 批准数 approved approvednumber establishment",
        whole(MOST_POSTS),
        required=True,
    ),
    Field(
        "approved_document",
        "文件 批准文件 文号 核定文件 依据文件 document documentthatapprovesit",
        _unmarked(text(LONGEST_DOCUMENT)),
    ),
    Field("approved_on", "文件日期 批准日期 核定日期 dateofthedocument approvedon documentdate", _day),
    Field(
        "requirements", "要求 岗位要求 任职条件 任职要求 requirements", _unmarked(text(LONGEST_REQUIREMENTS))
    ),
)


@dataclass(frozen=True, slots=True)
class KnownPost:
    """A post that is stored; `grants` begins with the first."""

    id: int
    version: int
    department: str
    title: str
    kind: StaffKind
    grade: str
    requirements: str
    grants: tuple[Grant, ...]
    archived: bool

    @property
    def key(self) -> Key:
        """What the post is known by."""
        return _key(self.department, self.title, self.kind, self.grade)


@dataclass(frozen=True, slots=True)
class StoredPost:
    """What is stored of a listed post, as `tracker.imports.record_steps.record_step` compares it.

    The requirements stand in one line, as a sheet's cell is read: a file without their line breaks changes nothing.
    """

    requirements: str
    approved: int
    approved_document: str
    approved_on: dt.date | None
    archived: bool


@dataclass(frozen=True, slots=True)
class GrantChange:
    """A listed grant: the stored one that it takes the place of (None: it comes in addition), and itself."""

    old: Grant | None
    new: Grant


def listed_key(record: Mapping[str, Any]) -> Key:
    """What a listed post is known by; a blank kind is the establishment's own."""
    return _key(
        record["department"],
        record["title"],
        record.get("kind") or StaffKind.ESTABLISHED,
        record.get("grade") or "",
    )


def by_key(known: Iterable[KnownPost]) -> dict[Key, KnownPost]:
    """The stored posts by what they are known by; one that is in use stands before an archived one.

    Raises:
        Invalid: two posts in use are alike (`posts_alike`).
    """
    found: dict[Key, KnownPost] = {}
    for post in known:
        other = found.get(post.key)
        if other is None or other.archived:
            found[post.key] = post
        elif not post.archived:
            raise Invalid("posts_alike", department=post.department, title=post.title)
    return found


def grant_change(grants: Sequence[Grant], record: Mapping[str, Any], today: dt.date) -> GrantChange:
    """What a listed number, document and date do to the grants of a post.

    Without a date they correct the grant in force today; with the date of a grant, that one. Another date is a change
    from then on; only the date of a first grant of the same number that had none is filled in.

    Raises:
        Invalid: the date is before the first grant's (`approval_before_first`).
    """
    approved, on = record["approved"], record.get("approved_on")
    document = record.get("approved_document")
    first = grants[0]
    old: Grant | None
    if on is None:
        old = grant_on(grants, today) or first
    else:
        same_day = next((grant for grant in grants if grant.on == on), None)
        undated = (
            first.on is None and first.approved == approved and all(on < _on(each) for each in grants[1:])
        )
        old = same_day or (first if undated else None)
        if old is None and first.on is not None and on < first.on:
            raise Invalid("approval_before_first", title=record["title"], on=on, first=first.on)
    if old is None:
        return GrantChange(None, Grant(on, approved, document or ""))
    return GrantChange(old, Grant(on or old.on, approved, old.document if document is None else document))


def stored_post(known: KnownPost | None, record: Mapping[str, Any], today: dt.date) -> StoredPost | None:
    """The stored side of a listed post, with the grant that the list speaks of; None for a new one.

    Raises:
        Invalid: as for `grant_change`.
    """
    if known is None:
        return None
    meant = grant_change(known.grants, record, today).old or grant_on(known.grants, today) or known.grants[0]
    requirements = " ".join(known.requirements.split())
    return StoredPost(requirements, meant.approved, meant.document, meant.on, known.archived)


def compared(record: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a listed post that an import stores in a known one."""
    return {
        name: record.get(name) for name in ("requirements", "approved", "approved_document", "approved_on")
    }


def read_posts(
    data: bytes,
    known: Iterable[KnownPost],
    departments: Mapping[str, bool],
    today: dt.date,
    *,
    add_departments: bool = False,
) -> Records:
    """The posts in an .xlsx or .csv file, each with what cannot be taken named by cell.

    Args:
        data: the file.
        known: the stored posts.
        departments: the stored departments: whether each is archived, by name.
        today: the day whose grants a list without dates corrects.
        add_departments: whether a department that is not stored is taken for a new one, not for a mistake.

    Raises:
        UnreadableFile: as `tracker.imports.record_sheet.read_records`.
        Invalid: two stored posts are alike (`posts_alike`).
    """
    found = read_records(data, FIELDS, key=("department", "title", "kind", "grade"))
    stored = by_key(known)
    faulty = {problem.row for problem in found.problems}
    problems = list(found.problems)
    seen: set[Key] = set()
    for record in found.records:
        if record.row in faulty:
            continue
        values, key = record.values, listed_key(record.values)
        code = _department_problem(values["department"], departments, add_departments=add_departments)
        if code is None and key in seen:
            code = "record_listed_twice"
        seen.add(key)
        if code is not None:
            problems.append(CellProblem(found.sheet, record.row, 0, code, values["department"]))
        elif key in stored and _too_early(stored[key], values, today):
            listed_on = str(values["approved_on"])
            problems.append(CellProblem(found.sheet, record.row, 0, "cell_before_first_grant", listed_on))
    return replace(found, problems=tuple(sorted(problems, key=lambda problem: problem.row)))


def new_departments(records: Iterable[Mapping[str, Any]], departments: Iterable[str]) -> list[str]:
    """The departments of a list that are not stored, in the order of the list."""
    stored = set(departments)
    names = dict.fromkeys(record["department"] for record in records)
    return [name for name in names if name not in stored]


def _department_problem(name: str, departments: Mapping[str, bool], *, add_departments: bool) -> str | None:
    if departments.get(name):
        return "post_department_archived"
    if name not in departments and not add_departments:
        return "post_department_unknown"
    return None


def _too_early(post: KnownPost, record: Mapping[str, Any], today: dt.date) -> bool:
    try:
        grant_change(post.grants, record, today)
    except Invalid:
        return True
    return False


def _on(grant: Grant) -> dt.date:
    return grant.on or dt.date.min


def _key(department: str, title: str, kind: StaffKind, grade: str) -> Key:
    """Without doubled spaces, and full-width signs as narrow ones."""

    def plain(part: str) -> str:
        return " ".join(unicodedata.normalize("NFKC", part).split())

    return plain(department), plain(title), kind, plain(grade)
