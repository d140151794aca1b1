"""Precision and recall of line matching over two libraries' drafts; speed of matching and comparing.

`python benchmarks/matching.py` prints one row for each pair of drafts. A link is one earlier and one
later line; a split or a merge is one link for each part.
"""

import json
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.second_library import second_library  # noqa: E402 - the path comes first
from tracker.procurement.compare import compare  # noqa: E402 - the path comes first
from tracker.procurement.lines import Line  # noqa: E402 - likewise
from tracker.procurement.match import match  # noqa: E402 - likewise
from tracker.procurement.proposals import Proposal  # noqa: E402 - likewise

TRUTH = ROOT.parent / "shared/data/procurement/drafts/truth.json"

Link = tuple[str, str]


def drafts_of_truth(path: Path = TRUTH) -> list[list[Line]]:
    """The sample's drafts with their true lineages."""
    return [[_line(entry) for entry in draft["lines"]] for draft in json.loads(path.read_text())["drafts"]]


def _line(entry: dict) -> Line:
    return Line(
        lineage=entry["lineage"],
        category=entry["category"],
        name=entry["name"],
        specification=entry["specification"],
        unit=entry["unit"],
        quantity_milli=int(entry["quantity"]) * 1000,
        unit_price_fen=entry["unit_price_fen"],
        amount_fen=entry["amount_fen"],
        zone=entry["zone"],
    )


def true_links(before: list[Line], after: list[Line], parents: dict[str, set[str]]) -> set[Link]:
    """The links that hold: one lineage on both sides, or an earlier line that a later one descends from."""
    old = {line.lineage for line in before}
    return {
        (ancestor, line.lineage)
        for line in after
        for ancestor in {line.lineage, *parents.get(line.lineage, ())}
        if ancestor in old
    }


def parents_in_truth(path: Path = TRUTH) -> dict[str, set[str]]:
    """For each lineage born from a split or a merge, the lineages it came from."""
    parents: dict[str, set[str]] = {}
    for draft in json.loads(path.read_text())["drafts"]:
        for change in draft["changes_from_previous"]:
            if change["kind"] == "split":
                for part in change["into"]:
                    parents[part] = {change["lineage"]}
            elif change["kind"] == "merged":
                parents[change["lineage"]] = set(change["from_"])
    return parents


def links(proposals: list[Proposal]) -> set[Link]:
    """The links that proposals state."""
    return {(old.lineage, new.lineage) for one in proposals for old in one.before for new in one.after}


def scores(before: list[Line], after: list[Line], parents: dict[str, set[str]]) -> dict[str, float]:
    """Counts, precision and recall of all proposals and of the certain ones."""
    true = true_links(before, after, parents)
    proposals = match(before, after).proposals
    proposed, certain = links(list(proposals)), links([one for one in proposals if one.certain])
    return {
        "true": len(true),
        "proposed": len(proposed),
        "asked": sum(not one.certain for one in proposals),
        "precision": len(proposed & true) / len(proposed),
        "recall": len(proposed & true) / len(true),
        "certain_precision": len(certain & true) / len(certain),
        "certain_recall": len(certain & true) / len(true),
    }


def big_draft(size: int, *, shift: int = 0) -> list[Line]:
    """A draft of `size` lines; with `shift` every line has another quantity, price, and one more word."""
    goods = ["阅览桌", "书架", "计算机", "打印机", "沙发", "服务台", "显示屏", "标签", "空调", "投影仪"]
    word = "(更新)" if shift else ""
    return [
        Line(
            lineage=f"{shift}-{row}",
            category=f"类别{row % 12}",
            name=f"{goods[row % 10]}{chr(0x4E00 + row % 997)}{chr(0x5E00 + row % 89)}{word}",
            specification=f"规格{row % 131},{row % 17}00×{row % 7}50mm",
            unit="台张套组"[row % 4],
            quantity_milli=(row % 50 + 1 + shift) * 1000,
            unit_price_fen=(row % 300 + 1) * 1000 + shift,
            amount_fen=(row % 50 + 1 + shift) * ((row % 300 + 1) * 1000 + shift),
            zone=f"{row % 9}层",
        )
        for row in range(size)
    ]


def summary() -> Iterator[str]:
    """One line for each library: precision and recall over its neighbouring drafts, as `make bench` keeps them."""
    other = second_library()
    libraries = [("second library", other.drafts, dict(other.parents))]
    if TRUTH.exists():
        libraries.insert(0, ("sample", drafts_of_truth(), parents_in_truth()))
    yield "Matching of neighbouring drafts that carry no lineage: links found, none of them wrong"
    for name, drafts, parents in libraries:
        found = [scores(list(before), list(after), parents) for before, after in pairwise(drafts)]
        true = sum(each["true"] for each in found)
        right = sum(each["recall"] * each["true"] for each in found)
        proposed = sum(each["proposed"] for each in found)
        asked = sum(each["asked"] for each in found)
        wrong = sum(each["certain_precision"] < 1 for each in found)
        yield (
            f"{name:<16} precision {right / proposed:.3f}, recall {right / true:.3f}, {asked:.0f} questions, "
            f"{wrong} drafts with a wrong link taken unasked"
        )


def report(title: str, drafts: Sequence[Sequence[Line]], parents: dict[str, set[str]]) -> None:
    """Print precision and recall of every pair of drafts, neighbours first."""
    print(title)
    print(f"{'drafts':>8} {'true':>5} {'proposed':>8} {'asked':>5} {'precision':>9} {'recall':>7}", end=" ")
    print(f"{'certain: precision':>18} {'recall':>7}")
    for i, j in sorted(combinations(range(len(drafts)), 2), key=lambda pair: pair[1] - pair[0]):
        s = scores(list(drafts[i]), list(drafts[j]), parents)
        print(
            f"{i + 1:>4} → {j + 1} {s['true']:>5} {s['proposed']:>8} {s['asked']:>5} {s['precision']:>9.3f}"
            f" {s['recall']:>7.3f} {s['certain_precision']:>18.3f} {s['certain_recall']:>7.3f}"
        )


def main() -> None:
    """Print all figures."""
    report("the sample's six drafts (truth.json)", drafts_of_truth(), parents_in_truth())
    other = second_library()
    report("a second library, in English (second_library.py)", other.drafts, dict(other.parents))
    before, after = big_draft(2_000), big_draft(2_000, shift=1)
    start = time.perf_counter()
    found = match(before, after)
    right = sum(one.before[0].lineage[2:] == one.after[0].lineage[2:] for one in found.proposals)
    print(f"match 2,000 × 2,000, no line alike: {time.perf_counter() - start:.2f} s, {right} pairs found")
    before = big_draft(10_000)
    start = time.perf_counter()
    found = match(before, before)
    print(f"match 10,000 × 10,000, all lines alike: {time.perf_counter() - start:.2f} s")
    after = [Line(**{**_fields(line), "unit_price_fen": 1, "amount_fen": 1}) for line in before]
    start = time.perf_counter()
    compare(before, after)
    print(f"compare 10,000 lines, all changed: {(time.perf_counter() - start) * 1000:.0f} ms")

    parts = [
        Line(**{**_fields(line), "lineage": f"{line.lineage}{part}"})
        for line in before[:1_000]
        for part in "ab"
    ]
    origins = {line.lineage: frozenset({line.lineage[:-1]}) for line in parts}
    start = time.perf_counter()
    compare(before, parts + before[1_000:], origins)
    print(f"compare 10,000 lines, 1,000 of them split in two: {(time.perf_counter() - start) * 1000:.0f} ms")


def _fields(line: Line) -> dict:
    return {name: getattr(line, name) for name in Line.__slots__}


if __name__ == "__main__":
    main()
