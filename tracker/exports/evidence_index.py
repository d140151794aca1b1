"""The index of an evidence pack: a page that opens in any browser without a network, and the same as a workbook."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from tracker.evidence import EvidenceSection, PackFile
from tracker.exports.table import Column, to_xlsx
from tracker.i18n import Words

STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif; color: #1f2937;
  max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .5rem; border-bottom: 2px solid #2f6f5e; padding-bottom: .2rem; }
h2 small { font-weight: normal; color: #6b7280; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 1rem 0; }
dt { color: #6b7280; }
dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.2rem; margin: 1rem 0; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; font-weight: 600; color: #6b7280; font-size: .85rem; }
th, td { padding: .35rem .5rem .35rem 0; border-bottom: 1px solid #e5e7eb; vertical-align: top; }
td { overflow-wrap: anywhere; }
.day { width: 7rem; } .size { width: 5.5rem; text-align: right; white-space: nowrap; }
code { font: .72rem/1.3 ui-monospace, Consolas, monospace; color: #6b7280; display: block; overflow-wrap: anywhere; }
a { color: #2f6f5e; } a:hover { color: #1f4a3f; }
.missing { color: #b5391f; }
.note { color: #6b7280; font-size: .9rem; }
pre { background: #f3f4f6; padding: .5rem .75rem; overflow-x: auto; }
@media (max-width: 40rem) { .size { display: none; } .day { width: 6rem; } }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
"""

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Whatever a title says, the page runs nothing and fetches nothing (W3C, Content Security Policy Level 3)."""


@dataclass(frozen=True, slots=True)
class PackHead:
    """What the index says of a pack as a whole.

    Attributes:
        project: the opening it belongs to.
        library: whose it is; empty where it has no name but the project's.
        scope: the period or the gate, in the language of the pack.
        last: the day that the pack speaks of: the last of the period, or the one on which it was asked for.
        built: the moment of the build as the reader's text; the only thing that differs between two builds.
    """

    project: str
    library: str
    scope: str
    last: dt.date
    built: str


def index_html(head: PackHead, files: Sequence[PackFile], words: Words) -> str:
    """The index as one page: no script, no picture, nothing from outside; links are relative to its folder."""
    w = words
    title = w._("Evidence pack: {scope}", scope=head.scope)
    present = [file for file in files if not file.missing]
    facts = [
        (w._("Project"), head.project),
        (w._("Library"), head.library),
        (w._p("evidence", "Covers"), head.scope),
        (w._("Files"), w.number(len(present))),
        (w._p("evidence", "Size"), w.size(sum(file.size for file in present))),
        (w._("Built on"), head.built),
    ]
    checking = escape(w._("How to check this pack"))
    how = escape(w._("Each file’s SHA-256 stands below its title and in SHA256SUMS. In this folder, run:"))
    also = escape(w._("The same list as a workbook:"))
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if w.language == "zh" else "en"}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{STYLE}</style></head>",
        f"<body><h1>{escape(title)}</h1>",
        "<dl>",
        *(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts if value),
        "</dl>",
        _contents(files, w),
        *(_section(section, files, w) for section in EvidenceSection),
        f"<h2>{checking}</h2><p>{how}</p>",
        "<pre>sha256sum -c SHA256SUMS</pre>",
        f'<p class="note">{also} <a href="index.xlsx">index.xlsx</a></p>',
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def index_xlsx(files: Sequence[PackFile], words: Words) -> bytes:
    """The index as a workbook with a row for each file."""
    w = words
    columns: list[Column[PackFile]] = [
        Column(w._("Section"), lambda file: w.label(file.section), 18),
        Column(w._("Title"), lambda file: file.title, 50),
        Column(w._("Date"), lambda file: file.day, 12),
        Column(w._("File"), lambda file: file.path or w._("Missing from the store of files"), 60),
        Column(w._("Bytes"), lambda file: file.size, 12),
        Column("SHA-256", lambda file: file.sha256, 66),
    ]
    return to_xlsx(w._("Evidence pack"), columns, files)


def _contents(files: Sequence[PackFile], w: Words) -> str:
    if not files:
        nothing = escape(w._("Nothing was found for this pack."))
        return f"<p>{nothing}</p>"
    links = [
        f'<a href="#{section}">{escape(w.label(section))} ({w.number(count)})</a>'
        for section in EvidenceSection
        if (count := sum(file.section is section for file in files))
    ]
    return f"<nav>{''.join(links)}</nav>"


def _section(section: EvidenceSection, files: Sequence[PackFile], w: Words) -> str:
    own = [file for file in files if file.section is section]
    if not own:
        return ""
    count = w._n("{n} file", "{n} files", len(own))
    heads = [("", w._("Title")), ("day", w._("Date")), ("size", w._p("evidence", "Size"))]
    return "\n".join(
        [
            f'<h2 id="{section}">{escape(w.label(section))} <small>{escape(count)}</small></h2>',
            "<table><thead><tr>",
            *(f'<th class="{style}">{escape(text)}</th>' for style, text in heads),
            "</tr></thead><tbody>",
            *(_row(file, w) for file in own),
            "</tbody></table>",
        ]
    )


def _row(file: PackFile, w: Words) -> str:
    day = f"{file.day:%Y-%m-%d}" if file.day else ""
    if file.missing:
        note = escape(w._("Missing from the store of files"))
        what = f'{escape(file.title)} <span class="missing">{note}</span>'
    else:
        link = f'<a href="{escape(quote(file.path))}">{escape(file.title)}</a>'
        what = f"{link} <small>.{escape(file.path.rsplit('.', 1)[-1])}</small><code>{file.sha256}</code>"
    size = "" if file.missing else escape(w.size(file.size))
    return f'<tr><td>{what}</td><td class="day">{day}</td><td class="size">{size}</td></tr>'
