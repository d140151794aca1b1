"""The library's own Word templates: kept after they were tried, replaced, taken out; and the command line uses them."""

import io

import pytest
from docx import Document

from db import cli
from db.commands.word_templates import remove_word_template, set_word_template
from db.files import file_store
from db.queries.word_templates import word_template
from db.unit_of_work import about, reading, unit_of_work
from db.word_templates import store_word_template, template_bytes
from tests.factories import make_project
from tracker.errors import Invalid, UnreadableFile
from tracker.permissions import SYSTEM
from tracker.word_templates import TemplateKind

SUMMARY, BULLETIN = TemplateKind
WHOLE = (
    "{{ title }}",
    "{{ opening }}",
    "{%p for section in sections %}",
    "{{ section.title }}",
    "{%p for paragraph in section.paragraphs %}",
    "{{ paragraph }}",
    "{%p endfor %}",
    "{%p endfor %}",
)
"""What a template of summaries must have."""


@pytest.fixture
def library(sqlite_engine):
    with unit_of_work(sqlite_engine) as session:
        about(session, actor=SYSTEM, command="test")
        make_project(session, library="城东区图书馆")
    return sqlite_engine


@pytest.fixture
def files(tmp_path):
    return file_store(tmp_path / "files")


def word(*lines):
    paper = Document()
    for line in lines:
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def run(engine, command, **given):
    with unit_of_work(engine) as session:
        about(session, actor=SYSTEM, command=command.__name__)
        return command(session, actor=SYSTEM, project_id=1, **given)


def keep(engine, files, data, kind=SUMMARY, language="zh", name="红头.docx"):
    document = store_word_template(files, data, name, kind, language)
    run(engine, set_word_template, kind=kind, language=language, document=document)


def used(engine, files, kind=SUMMARY, language="zh"):
    with reading(engine) as session:
        return template_bytes(session, files, 1, kind, language)


def test_the_newest_template_of_a_language_is_used_until_it_is_taken_out(library, files):
    assert used(library, files) is None
    first, second = word(*WHOLE), word("{{ library }}", *WHOLE)
    keep(library, files, first)
    keep(library, files, second, name="新红头.docx")
    assert used(library, files) == second
    assert used(library, files, language="en") is None
    assert used(library, files, BULLETIN) is None
    with reading(library) as session:
        assert word_template(session, 1, SUMMARY, "zh").file_name == "新红头.docx"

    run(library, remove_word_template, kind=SUMMARY, language="zh")
    assert used(library, files) is None


def test_a_faulty_template_is_not_kept_and_the_good_one_stays(library, files):
    good = word(*WHOLE)
    keep(library, files, good)
    with pytest.raises(UnreadableFile) as error:
        keep(library, files, word("{{ titel }}"))
    assert (error.value.code, error.value.facts["name"]) == ("word_template_unknown", "titel")
    assert used(library, files) == good


def test_a_language_that_is_not_spoken_has_no_template(library):
    with pytest.raises(Invalid) as error:
        run(library, remove_word_template, kind=SUMMARY, language="fr")
    assert error.value.code == "language_unknown"


def test_the_command_line_lays_out_with_the_librarys_own_template(
    library, files, tmp_path, monkeypatch, capsys
):
    keep(library, files, word("本馆:{{ library }}", *WHOLE))
    monkeypatch.setenv("DATABASE_URL", library.url.render_as_string(hide_password=False))
    monkeypatch.setenv("TRACKER_FILES", str(tmp_path / "files"))
    monkeypatch.setenv("TRACKER_TODAY", "2026-04-01")
    given = tmp_path / "given.docx"
    given.write_bytes(word("另一份:{{ signed_on }}"))

    def written(*arguments):
        out = tmp_path / "out.docx"
        assert cli.main(["report", "--quarter", "2026Q1", "--out", str(out), *arguments]) == 0
        return [line.text for line in Document(out).paragraphs]

    assert written()[0] == "本馆:城东区图书馆"
    assert written("--template", str(given)) == ["另一份:2026年4月1日"]
    assert "sections" in capsys.readouterr().out
