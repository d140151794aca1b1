"""`python -m db report`: what it refuses, in a sentence and with exit code 2, and an empty project."""

import pytest
from docx import Document

from db.cli import main
from db.unit_of_work import unit_of_work
from tests.factories import make_project


@pytest.fixture
def report(sqlite_engine, tmp_path, capsys):
    """Run the command over an empty project; gives the exit code, the output and the error output."""
    with unit_of_work(sqlite_engine) as session:
        make_project(session, name="Library", library="Town Library")
    url = sqlite_engine.url.render_as_string(hide_password=False)
    env = {"DATABASE_URL": url, "TRACKER_FILES": str(tmp_path / "files"), "TRACKER_TODAY": "2026-04-01"}

    def run(*arguments):
        code = main(["report", *arguments], env)
        return code, *capsys.readouterr()

    return run


def test_a_project_without_anything_has_a_summary_in_both_languages_of_any_period(report, tmp_path):
    for language, period in (("en", "2031"), ("zh", "2026-02")):
        out = tmp_path / f"{language}.docx"
        code, said, _ = report("--quarter", period, "--language", language, "--out", str(out))
        assert (code, said) == (0, f"{out}: 0 sections, 0 figures, 0 charts\n")
    text = [line.text for line in Document(str(tmp_path / "en.docx")).paragraphs if line.text]
    assert text == [
        "Town Library: summary of work in 2031",
        "In 2031 the work of Town Library went forward steadily and in order. It is summed up as follows.",
        "Town Library",
        "1 April 2026",
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("--quarter", "2026Q5", "--out", "a.docx"),
            "“2026Q5” is no period. Write 2026Q1 for a quarter, 2026-03 for a month, 2026 for a year.",
        ),
        (
            ("--quarter", "2026Q1", "--out", "a.txt"),
            "A summary is written as .docx or .pdf, not as “.txt”.",
        ),
        (
            ("--quarter", "2026Q1", "--out", "/nowhere/a.docx"),
            "“/nowhere/a.docx” cannot be written: No such file or directory.",
        ),
        (
            ("--quarter", "2026Q1", "--out", "a.docx", "--template", "/nowhere/t.docx"),
            "The template “/nowhere/t.docx” cannot be read: No such file or directory.",
        ),
        (
            ("--quarter", "2026Q1", "--out", "a.docx", "--project", "99"),
            "There is no such project in this database. `python -m db sample` adds the sample.",
        ),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(report, arguments, sentence):
    assert report(*arguments) == (2, "", sentence + "\n")


def test_an_unknown_language_is_refused_with_those_that_there_are(report, capsys):
    with pytest.raises(SystemExit) as refused:
        report("--quarter", "2026Q1", "--language", "fr", "--out", "a.docx")
    assert refused.value.code == 2
    assert "invalid choice: 'fr' (choose from" in capsys.readouterr().err
