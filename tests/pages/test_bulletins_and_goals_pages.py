"""The bulletins and the goals over the sample."""

import datetime as dt
import io

import pypdfium2
import pytest

from db.commands.bulletins import create_bulletin, issue_bulletin, update_bulletin
from db.queries.bulletins import bulletins
from db.queries.goals import goals
from db.unit_of_work import reading, unit_of_work
from pages._kit.identity import ROLE_KEY
from tests.pages.helpers import open_page
from tracker.bulletins import Head
from tracker.exports.bulletin_paper import BulletinPaper
from tracker.exports.bulletin_pdf import bulletin_pdf
from tracker.permissions import SYSTEM, Role
from tracker.vocabulary import IssueStatus


def stored(engine):
    with reading(engine) as session:
        return bulletins(session, 1)


def test_the_quarters_six_issues_are_listed_and_counted(sample):
    at = open_page("bulletins", language="zh")

    assert at.dataframe[0].value["期号"].tolist() == [f"2026年第{n}期" for n in (6, 5, 4, 3, 2, 1)]
    assert "今年已出 6 期" in [each.value for each in at.markdown]


def test_a_bulletin_is_composed_from_facts_and_takes_the_next_number(sample):
    at = open_page("bulletins", language="zh", new_bulletin="1")
    at.selectbox(key="bulletin_new_period").set_value("2026Q1")
    at.button(key="bulletin_save").click().run()
    draft = stored(sample)[0]
    assert (draft.title, draft.status) == ("2026年第一季度工作动态", IssueStatus.DRAFT)
    assert [str(each) for each in draft.recipients] == [
        "报：区政府办公室",
        "报：区文化主管部门",
        "送：区财政局",
    ]

    said = {each.label: each for each in at.checkbox}
    rounds = next(each for label, each in said.items() if "新馆" in label and "每周" in label)
    rounds.check().run()
    key = f"bulletin_{draft.id}_{draft.version}"
    at.text_area(key=f"{key}_body").set_value("按：以下为近期情况。")
    at.text_area(key=f"{key}_send").set_value("区财政局\n区档案馆")
    at.button(key=f"{key}_put").click().run()
    assert not at.exception
    draft = stored(sample)[0]
    assert draft.body == f"按：以下为近期情况。\n一、{rounds.label}"
    assert [str(each) for each in draft.recipients[-2:]] == ["送：区财政局", "送：区档案馆"]
    assert rounds.label not in [each.label for each in at.checkbox], "it stands in the text"

    # What is typed when somebody issues it is saved first, and shown once more.
    written = f"{draft.body}\n二、试运行开始。"
    at.text_area(key=f"bulletin_{draft.id}_{draft.version}_body").set_value(written)
    at.button(key="bulletin_issue").click().run()
    assert "简报将编为2026年第7期，此后不再更改。" in [each.value for each in at.markdown]
    assert "二、试运行开始。" in [each.value for each in at.markdown]
    at.button(key="bulletin_issue_now").click().run()
    issued = stored(sample)[0]
    assert (issued.number, issued.body, issued.issued_on) == (7, written, dt.date(2026, 4, 1))

    at.button(key="bulletin_next").click().run()
    again = stored(sample)[0]
    assert not at.exception
    assert (again.number, again.body, again.recipients) == (None, written, issued.recipients)


def test_what_is_typed_while_somebody_else_saves_or_issues_is_not_lost(sample):
    def others(command, **given):
        with unit_of_work(sample) as session:
            return command(session, actor=SYSTEM, project_id=1, **given)

    day = dt.date(2026, 4, 1)
    draft = others(create_bulletin, title="题", body="正文。", on=day)
    at = open_page("bulletins", language="zh", bulletin=str(draft))
    at.text_area(key=f"bulletin_{draft}_1_body").set_value("我写的正文。")
    edit = {"bulletin_id": draft, "original": {"title": "题"}}
    others(update_bulletin, **edit, expected_version=1, changes={"title": "别人的题"})
    at.button(key=f"bulletin_{draft}_1_save").click().run()
    assert (stored(sample)[0].title, stored(sample)[0].body) == ("别人的题", "我写的正文。")

    version = stored(sample)[0].version
    at.text_area(key=f"bulletin_{draft}_{version}_body").set_value("又写的正文。")
    seen = {"bulletin_id": draft, "expected_version": version, "original": {}, "changes": {}}
    number = others(issue_bulletin, **seen, on=day, today=day)
    at.button(key=f"bulletin_{draft}_{version}_save").click().run()
    assert f"2026年第{number}期简报已印发，不再更改。未作任何更改。" in [each.value for each in at.error]
    assert at.text_area(key=f"bulletin_{draft}_{version}_body").value == "又写的正文。"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"bulletin_q": "考察组一行"}, ["外出考察收获"]),
        ({"bulletin_state": "草稿"}, []),
        ({"bulletin_q": "第5期", "bulletin_state": "已印发", "bulletin_year": "2026"}, ["开馆筹备动员"]),
    ],
)
def test_the_list_is_narrowed_by_its_address(sample, query, titles):
    at = open_page("bulletins", language="zh", **query)

    assert [row for frame in at.dataframe for row in frame.value.iloc[:, 1]] == titles


def test_the_pdf_says_what_was_typed_as_text():
    head = Head("信息简报", "2026年第7期", "示例区图书馆", "2026年4月1日")
    body = "=cmd() <script>\n" + "长" * 10_000
    data = bulletin_pdf(BulletinPaper(head, "#strong[{{ x }}]", body, ("报：区政府办",), "zh"))
    pages = pypdfium2.PdfDocument(io.BytesIO(data))
    text = "".join(page.get_textpage().get_text_range() for page in pages)

    assert "#strong[{{ x }}]" in text
    assert "=cmd() <script>" in text
    assert text.count("长") == 10_000


def test_goals_show_their_horizon_and_a_new_one_is_set(sample):
    at = open_page("goals", language="zh")
    text = "\n".join(each.value for each in [*at.markdown, *at.caption])
    assert "**宗旨** 传承文明、服务社会" in text
    assert "**国家一级馆**" in text

    at.session_state["goal_add"] = True
    at.run()
    at.text_input(key="goal_new_title").set_value("区域性文献中心")
    at.button(key="FormSubmitter:goal_new-保存目标").click().run()
    with reading(sample) as session:
        assert [row.title for row in goals(session, 1)][-1] == "区域性文献中心"


@pytest.mark.parametrize("url_path", ["bulletins", "goals"])
def test_a_viewer_is_offered_no_form(sample, url_path):
    at = open_page(url_path)
    at.session_state[ROLE_KEY] = Role.VIEWER
    at.run()

    assert not at.exception
    assert not at.expander
    assert [each.key for each in at.button if each.key == "bulletin_add"] == []
