"""A line's life over all drafts, and cut lines that come back under another name."""

from dataclasses import replace

from tracker.money import amount_fen
from tracker.procurement.changes import ChangeKind
from tracker.procurement.life import Gap, LifeEvent, NumberedDraft, courses, life_of, relatives, zigzags
from tracker.procurement.lines import Line, SourceRow
from tracker.procurement.proposals import Reason
from tracker.procurement.returns import returns


def line(lineage: str, name: str = "书架", quantity: int = 10, price: int = 50_000, **given) -> Line:
    return Line(
        lineage=lineage,
        category=given.get("category", "家具"),
        name=name,
        specification=given.get("specification"),
        unit="组",
        quantity_milli=quantity * 1000,
        unit_price_fen=price,
        amount_fen=amount_fen(quantity * 1000, price),
        zone=given.get("zone", "二层"),
    )


def drafts(*contents: list[Line]) -> list[NumberedDraft]:
    return [NumberedDraft(number, tuple(lines)) for number, lines in enumerate(contents, 1)]


def events(life) -> list[LifeEvent]:
    return [moment.event for moment in life.moments]


def test_every_kind_of_event_is_told_draft_by_draft() -> None:
    told = life_of(
        "a",
        drafts(
            [line("b")],
            [line("a")],
            [line("a")],
            [line("a", "钢制书架")],
            [line("a", "钢制书架", zone="三层")],
            [line("a", "钢制书架", 8, zone="三层")],
            [line("b")],
            [],
            [line("a", "钢制书架", 6, zone="三层")],
        ),
        {},
    )
    assert told is not None
    assert events(told) == [
        LifeEvent.LISTED,
        LifeEvent.UNCHANGED,
        LifeEvent.RENAMED,
        LifeEvent.MOVED,
        LifeEvent.CHANGED,
        LifeEvent.CUT,
        LifeEvent.ABSENT,
        LifeEvent.BACK,
    ]
    assert told.gaps == (Gap(cut_in=7, back_in=9),)
    # 10, 10, 10, 10, 8, 0, 0, 6 shelves of 500 yuan
    assert [moment.amount_fen for moment in told.moments] == [
        500_000, 500_000, 500_000, 500_000, 400_000, 0, 0, 300_000,
    ]  # fmt: skip
    assert [moment.difference_fen for moment in told.moments] == [0, 0, 0, 0, -100_000, -400_000, 0, 300_000]
    assert told.difference_fen == -200_000


SPLIT_AND_MERGED = drafts(
    [line("whole", quantity=10)],
    [line("one", quantity=6, zone="二层"), line("two", quantity=4, zone="三层")],
    [line("one", quantity=5, zone="二层"), line("two", quantity=4, zone="三层")],
    [line("again", quantity=9, zone="全馆")],
)
BORN_OF = {
    "one": frozenset({"whole"}),
    "two": frozenset({"whole"}),
    "again": frozenset({"one", "two"}),
}


def test_a_split_and_a_merge_are_one_life_from_whichever_end_it_is_opened() -> None:
    for lineage in ("whole", "one", "two", "again"):
        told = life_of(lineage, SPLIT_AND_MERGED, BORN_OF)
        assert told is not None
        assert events(told) == [LifeEvent.LISTED, LifeEvent.SPLIT, LifeEvent.CHANGED, LifeEvent.MERGED]
        assert [len(moment.lines) for moment in told.moments] == [1, 2, 2, 1]
        assert told.line.lineage == "again"
        assert told.gaps == ()
    assert relatives("two", BORN_OF) == {"whole", "one", "two", "again"}


def test_a_part_that_is_cut_while_the_other_stays_changes_the_line() -> None:
    told = life_of("one", [*SPLIT_AND_MERGED[:2], *drafts([line("one", quantity=6)])], BORN_OF)
    assert told is not None
    assert events(told)[-1] is LifeEvent.CHANGED
    assert [change.kind for change in told.moments[-1].changes] == [ChangeKind.REMOVED]


def test_a_lineage_that_no_draft_lists_has_no_life() -> None:
    assert life_of("x", SPLIT_AND_MERGED, BORN_OF) is None


def test_courses_sum_relatives_draft_by_draft() -> None:
    told = courses([*SPLIT_AND_MERGED, NumberedDraft(None, (line("new"),))], BORN_OF)
    # 10, 10, 9 and 9 shelves of 500 yuan
    assert told["one"] == told["again"] == (500_000, 500_000, 450_000, 450_000, 0)
    assert told["new"] == (0, 0, 0, 0, 500_000)


def test_only_what_was_cut_and_came_back_is_a_zigzag() -> None:
    history = drafts([line("a"), line("b")], [line("a")], [line("a"), line("b"), line("c")])
    assert zigzags(history, {}) == {"b": (Gap(cut_in=2, back_in=3),)}


def test_a_line_that_is_cut_twice_names_both_gaps_and_the_working_copy_that_brings_it_back() -> None:
    history = [
        *drafts([line("a")], [line("c")], [line("a")], [line("c")], [line("c")]),
        NumberedDraft(None, (line("a"),)),
    ]
    assert zigzags(history, {})["a"] == (Gap(2, 3), Gap(4, None))
    told = life_of("a", history, {})
    assert told is not None
    assert told.gaps == (Gap(2, 3), Gap(4, None))


def test_a_cut_that_returns_under_another_lineage_is_a_zigzag_once_it_is_joined() -> None:
    history = drafts([line("a")], [line("x", "书车")], [line("b")])
    assert zigzags(history, {}) == {}
    assert set(zigzags(history, {"b": frozenset({"a"})})) == {"a", "b"}


STUDIO = line("cut", "录播系统", 1, 4_800_000, specification="三机位", zone="报告厅")
STUDIO_AGAIN = line("new", "全自动录播系统", 1, 2_600_000, specification="两机位", zone="报告厅")
KEPT = line("kept", "阅览桌", 30, 298_000, specification="1400×1200mm")


def test_a_cut_line_that_returns_under_another_name_is_proposed_with_its_reasons() -> None:
    (found,) = returns(drafts([STUDIO, KEPT], [KEPT], [KEPT, STUDIO_AGAIN]), {})
    assert (found.cut.lineage, found.cut_in, found.back.lineage, found.back_in) == ("cut", 2, "new", 3)
    assert 0.68 <= found.confidence < 0.95
    assert found.reasons[0] is Reason.SIMILAR_NAME
    assert Reason.SAME_ZONE in found.reasons


def test_a_line_of_the_next_workbook_is_no_return_because_the_import_has_asked() -> None:
    imported = replace(STUDIO_AGAIN, source=SourceRow("明细", 12))
    assert returns(drafts([STUDIO, KEPT], [KEPT, imported]), {}) == []
    assert len(returns(drafts([STUDIO, KEPT], [KEPT], [KEPT, imported]), {})) == 1


def test_a_line_written_by_hand_in_place_of_a_cut_one_is_asked_about() -> None:
    (found,) = returns(drafts([STUDIO, KEPT], [KEPT, STUDIO_AGAIN]), {})
    assert (found.cut.lineage, found.cut_in, found.back.lineage, found.back_in) == ("cut", 2, "new", 2)


def test_a_line_listed_before_the_other_was_cut_is_no_return() -> None:
    assert returns(drafts([STUDIO], [STUDIO, STUDIO_AGAIN], [KEPT], [KEPT]), {}) == []


def test_other_goods_are_no_return() -> None:
    assert returns(drafts([STUDIO, KEPT], [KEPT], [KEPT, line("new", "母婴室设施", 1, 920_000)]), {}) == []


def test_a_line_whose_origin_is_known_or_that_is_said_to_be_new_is_not_proposed_again() -> None:
    history = drafts([STUDIO, KEPT], [KEPT], [KEPT, STUDIO_AGAIN])
    assert returns(history, {"new": frozenset({"cut"})}) == []
    assert returns(history, {"new": frozenset({"new"})}) == []


def test_a_lineage_that_is_its_own_origin_lives_alone() -> None:
    assert relatives("new", {"new": frozenset({"new"})}) == {"new"}
