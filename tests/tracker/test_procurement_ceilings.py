"""Ceilings: what counts under each, which are exceeded, and where none is set."""

from tracker.procurement.ceilings import Limit, Scope, exceeded, moved, states, without_ceiling

SPENT = {("家具", "区级财政"): 300_00, ("家具", "自筹"): 50_00, ("设备", "区级财政"): 500_00, ("", ""): 10_00}


def test_each_ceiling_counts_what_it_holds_for():
    limits = [
        Limit(1_000_00, is_project=True),
        Limit(860_00),
        Limit(300_00, category="家具"),
        Limit(900_00, funding="区级财政"),
        Limit(40_00, category="家具", funding="自筹"),
    ]
    found = states(limits, SPENT)
    assert [(one.limit.scope, one.spent_fen, one.room_fen) for one in found] == [
        (Scope.PROJECT, 860_00, 140_00),
        (Scope.PLAN, 860_00, 0),
        (Scope.CATEGORY, 350_00, -50_00),
        (Scope.FUNDING, 800_00, 100_00),
        (Scope.BOTH, 50_00, -10_00),
    ]
    assert [one.limit.scope for one in exceeded(found)] == [Scope.CATEGORY, Scope.BOTH]


def test_what_is_typed_moves_money_from_one_ceiling_to_another():
    spent = {("家具", "专项"): 1_000, ("设备", "专项"): 500}

    after = moved(spent, [("家具", "专项", 400)], [("设备", "自筹", 700), ("", "", 50)])

    assert after == {("家具", "专项"): 600, ("设备", "专项"): 500, ("设备", "自筹"): 700, ("", ""): 50}
    assert spent[("家具", "专项")] == 1_000
    [over] = exceeded(states([Limit(1_100, category="设备"), Limit(700, category="家具")], after))
    assert (over.limit.category, over.spent_fen, over.room_fen) == ("设备", 1_200, -100)


def test_a_missing_ceiling_is_said():
    assert without_ceiling([], SPENT) == (True, [], [])
    assert without_ceiling([Limit(1, is_project=True)], SPENT) == (False, [], [])


def test_categories_without_a_ceiling_are_named_where_others_have_one():
    limits = [Limit(1, category="家具"), Limit(1, funding="自筹")]
    assert without_ceiling(limits, SPENT) == (True, ["", "设备"], ["", "区级财政"])
