"""The readiness forecast, held to the schedule engine, to closed forms and to what must never happen.

Statistical tolerances are five standard errors, derived in each test. "Every day" is a calendar on which a plan
that starts on 1 January and takes n days opens on day n of the year.
"""

import itertools
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from tracker.calendar import WorkCalendar
from tracker.errors import Invalid
from tracker.readiness import (
    DEFAULT_SPREADS,
    FINDING_DELAYS,
    METHOD_DELAYS,
    Delay,
    Distribution,
    Range,
    RiskDriver,
    Spread,
    forecast,
    task_range,
)
from tracker.readiness.halfdays import HalfDays
from tracker.readiness.sampling import cumulative, whole_days
from tracker.readiness.statistics import centred_ranks, spearman
from tracker.schedule.days import schedule_days
from tracker.schedule.model import Constraint, Dependency, LagUnit, LinkType, PlannedTask, TaskKind
from tracker.templates import read_template
from tracker.vocabulary import PlanKind, ProcurementMethod, Severity

CHINA = WorkCalendar()
EVERY_DAY = WorkCalendar(working_week=frozenset(range(7)), public_holidays=False)
NEW_YEAR = date(2026, 1, 1)
PERT, TRIANGULAR = Distribution.PERT, Distribution.TRIANGULAR


def task(id_, days, *, parent=None, kind=TaskKind.TASK, **more):
    return PlannedTask(id_, f"Task {id_}", parent, kind, days, **more)


def milestone(id_, **more):
    return task(id_, 0, kind=TaskKind.MILESTONE, **more)


def run(tasks, links=(), ranges=None, **more):
    facts = {
        "calendar": EVERY_DAY,
        "project_start": NEW_YEAR,
        "status_date": None,
        "announced": date(2026, 12, 31),
        "runs": 2_000,
    }
    return forecast(tasks, list(links), ranges=ranges or {}, **(facts | more))


def lengths(result):
    """Days that the plan takes in each run, on the calendar of every day."""
    return result.samples - NEW_YEAR.toordinal() + 1


# -- one engine ------------------------------------------------------------------------------------------------

AUTUMN = date(2026, 9, 14)  # the national holiday and its make-up days lie ahead
NEAR = st.integers(-10, 70).map(lambda n: AUTUMN + timedelta(days=n))
FOR_SUMMARIES = (
    Constraint.AS_SOON_AS_POSSIBLE,
    Constraint.START_NO_EARLIER_THAN,
    Constraint.FINISH_NO_LATER_THAN,
)
WORK = st.sampled_from([TaskKind.TASK] * 4 + [TaskKind.MILESTONE, TaskKind.SUMMARY])


@st.composite
def progress(draw):
    if draw(st.integers(0, 3)):
        return {}
    return {
        "percent_complete": draw(st.sampled_from([0, 10, 50, 75, 100])),
        "actual_start": draw(st.none() | NEAR),
        "actual_finish": draw(st.none() | NEAR),
    }


@st.composite
def networks(draw):
    """Tasks of every kind with constraints, deadlines and progress, two levels of outline, links of every type."""
    size = draw(st.integers(1, 10))
    parents = [draw(st.none() | st.none() | st.integers(0, i - 1)) if i else None for i in range(size)]
    tasks = []
    for i in range(size):
        kind = TaskKind.SUMMARY if i in parents else draw(WORK)
        allowed = FOR_SUMMARIES if kind is TaskKind.SUMMARY else tuple(Constraint)
        constraint = draw(st.just(Constraint.AS_SOON_AS_POSSIBLE) | st.sampled_from(allowed))
        tasks.append(
            task(
                i,
                draw(st.integers(0, 6)) if kind is TaskKind.TASK else 0,
                parent=parents[i],
                kind=kind,
                constraint=constraint,
                constraint_date=draw(NEAR),
                deadline=draw(st.none() | st.none() | NEAR),
                **({} if kind is TaskKind.SUMMARY else draw(progress())),
            )
        )
    ends = st.tuples(st.integers(0, size - 1), st.integers(0, size - 1))
    how = st.tuples(st.sampled_from(LinkType), st.integers(-3, 5), st.sampled_from(LagUnit))
    links = [
        Dependency(a, b, *rest) for (a, b), rest in draw(st.lists(st.tuples(ends, how), max_size=12)) if a < b
    ]
    return tasks, links, draw(st.none() | NEAR)


def refusal(ask, *args, **facts):
    """The code with which something is refused, None when it is not."""
    try:
        ask(*args, **facts)
    except Invalid as refused:
        return refused.code
    return None


@settings(max_examples=300, deadline=None)
@given(networks())
def test_without_spread_every_run_is_the_schedule(network):
    tasks, links, status = network
    facts = {"calendar": CHINA, "project_start": AUTUMN, "status_date": status}
    work = [each for each in tasks if each.kind is not TaskKind.SUMMARY]
    assume(work and not refusal(schedule_days, tasks, links, **facts))
    rows = schedule_days(tasks, links, **facts)

    result = run(tasks, links, runs=3, **facts)

    opening = CHINA.next_working(max(rows[each.id].finish for each in work))
    assert result.samples.tolist() == [opening.toordinal()] * 3
    assert result.planned == result.p50 == result.p80 == result.p95 == opening
    assert {each.id: (each.mean_delay, each.criticality) for each in result.tasks} == {
        each.id: (0.0, float(rows[each.id].critical)) for each in work
    }


def test_a_plan_that_cannot_be_scheduled_is_refused_as_the_schedule_refuses_it():
    cycle = [Dependency(1, 2), Dependency(2, 1)]
    assert refusal(run, [task(1, 1), task(2, 1)], cycle) == "schedule_cycle"
    undated = task(1, 1, constraint=Constraint.MUST_START_ON)
    assert refusal(run, [undated]) == "schedule_impossible_constraint"


def test_one_long_run_of_many_tasks_is_the_schedule_too():
    tasks = [task(i, 1 + i % 7) for i in range(300)]
    links = [Dependency(i // 2, i, LinkType.FS, i % 3, LagUnit.CALENDAR_DAYS) for i in range(1, 300)]
    rows = schedule_days(tasks, links, calendar=CHINA, project_start=NEW_YEAR)

    result = run(tasks, links, runs=1, calendar=CHINA)

    assert result.p50 == max(row.finish for row in rows.values())


# -- closed forms ----------------------------------------------------------------------------------------------


def test_a_chain_of_two_has_the_sum_of_the_pert_means():
    # PERT on (10, 20, 60): mean (10 + 4·20 + 60) / 6 = 25, variance (25 − 10)(60 − 25) / 7 = 75. Two of them: mean
    # 50, variance 150, and 1/12 more for each rounding to whole days. Standard error √(150.17 / 10,000) = 0.123.
    tasks, ranges = [task(1, 20), task(2, 20)], {1: Range(10, 60), 2: Range(10, 60)}

    days = lengths(run(tasks, [Dependency(1, 2)], ranges, runs=10_000))

    assert days.mean() == pytest.approx(50, abs=5 * 0.123)
    assert days.std() == pytest.approx(150.17**0.5, rel=0.05)


def test_a_chain_of_two_triangles_has_the_quantiles_of_their_sum():
    # Two of (10, 20, 30): symmetric about 40. The steps of one: ((d ± ½ − 10)² differences) / 200 below the mode.
    cdf = [
        0.0 if x <= 10 else (x - 10) ** 2 / 200 if x <= 20 else 1 - (30 - x) ** 2 / 200
        for x in np.arange(9.5, 30)
    ]
    one = np.diff([*cdf, 1.0])
    total = np.cumsum(np.convolve(one, one))  # from 20 days
    expected = [20 + int(np.searchsorted(total, share)) for share in (0.5, 0.8)]
    tasks, ranges = [task(1, 20), task(2, 20)], {1: Range(10, 30), 2: Range(10, 30)}

    result = run(tasks, [Dependency(1, 2)], ranges, distribution=TRIANGULAR, runs=10_000)

    days = lengths(result)
    assert expected == [40, 45]  # 47 and 53 %, 78 and 83 % are open a day before and on them
    assert [(day - NEW_YEAR).days + 1 for day in (result.p50, result.p80)] == expected
    for length, share in ((35, total[15]), (40, total[20]), (45, total[25]), (50, total[30])):
        error = (share * (1 - share) / 10_000) ** 0.5
        assert (days <= length).mean() == pytest.approx(share, abs=5 * error)


def test_two_parallel_tasks_finish_with_the_product_of_their_chances():
    # Triangle (10, 20, 40): F(x) = 1 − (40 − x)² / 600 above the mode. Both done within 32 days: F(32.5)² =
    # (1 − 56.25 / 600)² = 0.8213; within 31: (1 − 72.25 / 600)² = 0.7737. So P80 is day 32, 1 February.
    tasks, ranges = [task(1, 20), task(2, 20)], {1: Range(10, 40), 2: Range(10, 40)}

    result = run(tasks, (), ranges, distribution=TRIANGULAR, runs=10_000, announced=date(2026, 2, 1))

    assert result.p80 == date(2026, 2, 1)
    assert result.standard_error == pytest.approx((0.8213 * 0.1787 / 10_000) ** 0.5, rel=0.05)
    assert result.probability == pytest.approx(0.8213, abs=5 * 0.00383)
    assert run(
        tasks, (), ranges, distribution=TRIANGULAR, runs=10_000, announced=date(2026, 1, 31)
    ).probability == pytest.approx(0.7737, abs=5 * 0.00418)


def test_a_pert_that_is_likeliest_at_its_best_is_a_beta_with_a_closed_form():
    # a = m gives Beta(1, 5): F = 1 − (1 − z)⁵, so z(0.8) = 1 − 0.2^0.2 = 0.2752 and P80 = 100 + 200 · 0.2752 = 155.04.
    # Its density there is 5 (1 − z)⁴ / 200 = 0.0069 a day, so a standard error of √(0.16 / 10,000) is 0.58 days.
    result = run([task(1, 100)], (), {1: Range(100, 300)}, runs=10_000)

    assert np.quantile(lengths(result), 0.8) == pytest.approx(155.04, abs=0.5 + 5 * 0.58)


@given(
    st.floats(0, 50), st.floats(0.1, 50), st.floats(0.1, 50), st.sampled_from(Distribution), st.floats(0, 1)
)
def test_the_distributions_are_those_of_scipy(low, below, above, distribution, at):
    likely, high = low + below, low + below + above
    mode = below / (below + above)
    shape = (
        stats.beta(1 + 4 * mode, 5 - 4 * mode, low, high - low)
        if distribution is PERT
        else stats.triang(mode, low, high - low)
    )
    x = low + at * (high - low)

    assert cumulative(np.array([x]), low, likely, high, distribution)[0] == pytest.approx(
        shape.cdf(x), abs=1e-9
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=40))
def test_the_rank_correlation_is_that_of_scipy(pairs):
    a, b = np.array(pairs).T
    constant = len(set(a)) == 1 or len(set(b)) == 1

    found = spearman(a, centred_ranks(b))

    assert found == pytest.approx(0 if constant else stats.spearmanr(a, b).statistic, abs=1e-9)


# -- what must never happen ------------------------------------------------------------------------------------

FORWARD = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.integers(-2, 4)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 12), min_size=8, max_size=8), FORWARD, st.integers(0, 7), st.integers(1, 20))
def test_a_worse_pessimistic_case_makes_no_run_earlier(durations, ends, worse, by):
    tasks = [task(i, days) for i, days in enumerate(durations)]
    links = [Dependency(a, b, LinkType.FS, lag) for a, b, lag in ends if a < b]
    ranges = {each.id: Range(each.duration_days * 0.7, each.duration_days * 1.6) for each in tasks}
    wider = ranges | {worse: replace(ranges[worse], high_days=ranges[worse].high_days + by)}
    facts = {"distribution": TRIANGULAR, "calendar": CHINA, "runs": 200}

    before, after = run(tasks, links, ranges, **facts), run(tasks, links, wider, **facts)

    assert (after.samples >= before.samples).all()
    assert after.p80 >= before.p80


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(0, 40),
    st.integers(1, 40),
    st.floats(0.4, 0.999),
)
def test_a_worse_pessimistic_case_raises_the_upper_levels_of_a_pert(low, below, above, by, share):
    likely, high = low + below, low + below + above
    uniforms = np.array([share])

    before = whole_days(uniforms, low, likely, high, PERT, least=0)
    after = whole_days(uniforms, low, likely, high + by, PERT, least=0)

    assert after[0] >= before[0]


def test_a_pert_with_a_worse_pessimistic_case_is_not_later_at_its_lowest_levels():
    # Why the rule above begins at 0.4: Beta(5, 1) on (0, 10, 10) becomes Beta(3, 3) on (0, 10, 20). Their 1 % levels
    # are 10 · 0.01^0.2 = 3.98 and 20 · 0.1056 = 2.1 days.
    low = np.array([0.01])
    assert whole_days(low, 0, 10, 10, PERT, least=0)[0] == 4
    assert whole_days(low, 0, 10, 20, PERT, least=0)[0] == 2


def test_no_worse_case_of_any_task_of_the_opening_plan_makes_p80_earlier():
    entries = read_template().tasks
    ids = {each.id: at for at, each in enumerate(entries, start=1)}
    tasks = [task(ids[each.id], each.days, parent=ids.get(each.parent), kind=each.kind) for each in entries]
    links = [
        Dependency(ids[link.predecessor], ids[each.id], link.type, link.lag_days, link.lag_unit)
        for each in entries
        for link in each.after
    ]
    ranges = {ids[each.id]: task_range(each.days, each.plan) for each in entries if each.days}
    facts = {"calendar": CHINA, "runs": 500, "project_start": date(2026, 1, 5)}
    p80 = run(tasks, links, ranges, **facts).p80

    moved = [
        run(tasks, links, ranges | {id_: replace(span, high_days=span.high_days * 2)}, **facts).p80
        for id_, span in ranges.items()
    ]

    assert min(moved) == p80
    assert max(moved) > p80


def test_an_earlier_announced_day_is_less_likely():
    tasks, ranges = [task(1, 20), task(2, 20)], {1: Range(10, 60), 2: Range(10, 60)}
    days = [date(2026, 1, 15), date(2026, 2, 10), date(2026, 2, 20), date(2026, 3, 10), date(2026, 5, 1)]

    found = [run(tasks, [Dependency(1, 2)], ranges, announced=day).probability for day in days]

    assert found[0] == 0.0
    assert found[-1] == 1.0
    assert all(earlier < later for earlier, later in itertools.pairwise(found))


def test_an_announced_day_off_counts_what_opens_before_it():
    # Friday 6 November 2026; announced for Saturday the 7th it is in time, for Thursday the 5th it is not.
    facts = {"calendar": CHINA, "project_start": date(2026, 11, 2), "runs": 10}
    assert run([task(1, 5)], announced=date(2026, 11, 7), **facts).probability == 1.0
    assert run([task(1, 5)], announced=date(2026, 11, 5), **facts).probability == 0.0


# -- reproducible ----------------------------------------------------------------------------------------------

TWO = ([task(1, 20), task(2, 20)], [Dependency(1, 2)], {1: Range(10, 60), 2: Range(10, 60)})


def test_one_seed_gives_one_forecast():
    first, again, other = run(*TWO, seed=7), run(*TWO, seed=7), run(*TWO, seed=8)

    assert (first.samples == again.samples).all()
    assert (first.tasks, first.histogram) == (again.tasks, again.histogram)
    assert (first.samples != other.samples).any()
    assert (first.seed, first.runs, first.distribution) == (7, 2_000, PERT)


def test_more_runs_go_on_where_fewer_ended():
    assert (run(*TWO, runs=5_000).samples[:300] == run(*TWO, runs=300).samples).all()


def test_a_task_that_holds_nothing_changes_no_run():
    tasks, links, ranges = TWO
    beside = run([task(9, 1), *tasks], links, ranges | {9: Range(1, 3)})

    assert (beside.samples == run(*TWO).samples).all()


# -- tasks -----------------------------------------------------------------------------------------------------


def test_every_task_of_a_chain_is_critical_in_every_run():
    result = run(*TWO)
    assert [each.criticality for each in result.tasks] == [1.0, 1.0]


def test_a_task_that_never_ends_last_is_never_critical():
    result = run([task(1, 50), task(2, 10)], (), {1: Range(40, 70), 2: Range(5, 30)})

    assert [each.criticality for each in result.tasks] == [1.0, 0.0]
    assert result.tasks[0].sensitivity == pytest.approx(1.0)
    assert abs(result.tasks[1].sensitivity) < 5 / 2_000**0.5  # independent: standard error 1 / √(runs − 1)


def test_two_equal_tasks_share_the_critical_path():
    # Critical when it ends last or with the other: (1 + P(tie)) / 2; P(tie) is the sum of the squared steps.
    at = np.arange(9.5, 41)
    cdf = np.where(at <= 10, 0, np.where(at <= 20, (at - 10) ** 2 / 300, 1 - (40 - at) ** 2 / 600))
    cdf[-1] = 1.0
    expected = (1 + float((np.diff(cdf) ** 2).sum())) / 2
    tasks, ranges = [task(1, 20), task(2, 20)], {1: Range(10, 40), 2: Range(10, 40)}

    result = run(tasks, (), ranges, distribution=TRIANGULAR, runs=10_000)

    for each in result.tasks:
        assert each.criticality == pytest.approx(expected, abs=5 * 0.005)


def test_the_task_with_the_wider_range_drives_opening_day():
    result = run(
        [task(1, 20), task(2, 20), milestone(3)],
        [Dependency(1, 2), Dependency(2, 3)],
        {1: Range(18, 24), 2: Range(10, 60)},
    )

    small, wide, none = result.tasks
    assert wide.sensitivity > 0.95 > small.sensitivity > 0
    assert none.sensitivity == 0.0
    assert none.criticality == 1.0


def test_the_mean_delay_is_measured_in_working_days_from_the_plan():
    # Mean of PERT (10, 20, 60) is 25, five later than planned; its follower inherits them. SE √(75.1 / 10,000) = 0.087.
    result = run([task(1, 20), task(2, 5)], [Dependency(1, 2)], {1: Range(10, 60)}, runs=10_000)

    assert [each.mean_delay for each in result.tasks] == pytest.approx([5, 5], abs=5 * 0.087)


def test_what_is_done_no_longer_varies():
    done = task(1, 20, actual_start=NEW_YEAR, actual_finish=date(2026, 1, 20), percent_complete=100)
    result = run([done, task(2, 5)], [Dependency(1, 2)], {1: Range(10, 60)})

    assert set(lengths(result)) == {25}
    assert (result.tasks[0].criticality, result.tasks[0].sensitivity, result.tasks[0].mean_delay) == (0, 0, 0)
    assert result.tasks[1].criticality == 1.0


def test_of_a_task_in_progress_only_the_rest_varies():
    # Half of 20 days is done; the other half takes between half of 16 and half of 40 days.
    half_done = task(1, 20, actual_start=NEW_YEAR, percent_complete=50)
    days = lengths(run([half_done], (), {1: Range(16, 40)}, status_date=date(2026, 1, 11), runs=10_000))

    assert (days.min(), days.max()) == (18, 29)  # 30 itself is one in ten million
    assert days.mean() == pytest.approx(10 + (8 + 4 * 10 + 20) / 6, abs=0.2)


def test_open_work_is_not_planned_before_the_status_date():
    result = run([task(1, 5)], (), {1: Range(4, 9)}, status_date=date(2026, 3, 1))
    assert date.fromordinal(int(result.samples.min())) >= date(2026, 3, 4)


def test_a_date_that_must_hold_holds_in_every_run():
    held = task(1, 5, constraint=Constraint.MUST_FINISH_ON, constraint_date=date(2026, 2, 1))
    result = run([held], (), {1: Range(4, 12)})
    assert set(lengths(result)) == {32}


def test_a_critical_path_that_is_only_a_milestone():
    # LibrePlan's simulation once failed on such a plan (its issue 1710). Task 1 ends long before the opening.
    opening = milestone(2, constraint=Constraint.START_NO_EARLIER_THAN, constraint_date=date(2026, 3, 2))
    result = run([task(1, 5), opening], [Dependency(1, 2)], {1: Range(4, 9)})

    assert set(result.samples.tolist()) == {date(2026, 3, 2).toordinal()}
    assert [each.criticality for each in result.tasks] == [0.0, 1.0]
    assert [each.sensitivity for each in result.tasks] == [0.0, 0.0]
    assert run([milestone(1)]).p95 == NEW_YEAR


# -- risk drivers ----------------------------------------------------------------------------------------------


def test_a_finding_moves_the_gate_that_it_blocks_and_what_follows():
    finding = RiskDriver("Finding 12", (2,), 3, 3, 3)
    tasks, links = [task(1, 10), milestone(2), task(3, 4)], [Dependency(1, 2), Dependency(2, 3)]

    result = run(tasks, links, drivers=[finding])

    assert set(lengths(result)) == {10 + 3 + 4}
    assert [each.mean_delay for each in result.tasks] == [0, 3, 3]
    assert [each.criticality for each in result.tasks] == [1, 1, 1]
    assert (result.drivers[0].happens, result.drivers[0].mean_days) == (1.0, 3.0)


def test_a_held_gate_leaves_float_to_what_runs_beside_it():
    # The gate is passed on day 13. Task 4 has the 3 days as float, task 1 has none.
    finding = RiskDriver("Finding 12", (2,), 3, 3, 3)
    tasks = [task(1, 10), milestone(2), task(3, 4), task(4, 12)]
    links = [Dependency(1, 2), Dependency(2, 3), Dependency(4, 3)]

    result = run(tasks, links, drivers=[finding])

    assert [each.criticality for each in result.tasks] == [1, 1, 1, 0]


def test_a_driver_happens_as_often_as_it_is_likely_to():
    purchase = RiskDriver("Shelving", (1,), 10, 20, 60, probability=0.25)

    result = run([task(1, 10)], drivers=[purchase], runs=10_000)

    [driver] = result.drivers
    assert driver.happens == pytest.approx(0.25, abs=5 * (0.25 * 0.75 / 10_000) ** 0.5)
    assert driver.mean_days == pytest.approx(0.25 * 25, abs=5 * 0.12)  # variance ¼·(75 + 25²) − 6.25² = 136
    assert driver.sensitivity == pytest.approx(1.0)
    assert result.tasks[0].sensitivity == 0.0


def test_the_days_of_several_drivers_add_up():
    drivers = [RiskDriver("a", (1,), 2, 2, 2), RiskDriver("b", (1, 1), 5, 5, 5)]
    assert set(lengths(run([task(1, 10)], drivers=drivers))) == {17}


def test_a_driver_does_not_move_what_is_done():
    done = milestone(1, actual_finish=date(2026, 1, 5), percent_complete=100)
    result = run([done, task(2, 3)], [Dependency(1, 2)], drivers=[RiskDriver("late", (1,), 9, 9, 9)])
    assert set(lengths(result)) == {8}


def test_a_driver_on_a_heading_or_an_unknown_task_is_refused():
    tasks = [task(1, 0, kind=TaskKind.SUMMARY), task(2, 5, parent=1)]
    for id_ in (1, 99):
        with pytest.raises(Invalid) as error:
            run(tasks, drivers=[RiskDriver("late", (id_,), 1, 2, 3)])
        assert (error.value.code, error.value.facts) == ("readiness_driver_task", {"name": "late"})


@pytest.mark.parametrize(
    "cases", [(3, 2, 4, 1.0), (1, 5, 4, 1.0), (-1, 2, 3, 1.0), (1, 2, 3, 1.1), (1, 2, 3, -0.1)]
)
def test_a_driver_out_of_order_is_refused(cases):
    *days, probability = cases
    with pytest.raises(Invalid) as error:
        run([task(1, 5)], drivers=[RiskDriver("late", (1,), *days, probability)])
    assert error.value.code == "readiness_driver"


# -- the answer ------------------------------------------------------------------------------------------------


def test_the_histogram_counts_every_run_once_on_working_days():
    result = run(*TWO, calendar=CHINA)

    assert sum(row.count for row in result.histogram) == 2_000
    assert result.histogram[-1].cumulative == 1.0
    assert [row.day for row in result.histogram] == list(
        CHINA.working_days(result.histogram[0].day, result.histogram[-1].day)
    )
    at = {row.day: row.cumulative for row in result.histogram}
    assert at[result.p80] >= 0.8 > at[CHINA.add_working_days(result.p80, -1)]


def test_runs_that_reach_a_year_not_announced_are_provisional():
    facts = {"calendar": CHINA, "project_start": date(2026, 11, 2)}
    assert not run([task(1, 20)], (), {1: Range(15, 30)}, **facts).provisional
    assert run([task(1, 20)], (), {1: Range(15, 80)}, **facts).provisional


def test_nothing_to_forecast_is_refused():
    for tasks in ([], [task(1, 0, kind=TaskKind.SUMMARY)]):
        with pytest.raises(Invalid) as error:
            run(tasks)
        assert error.value.code == "readiness_nothing_planned"


@pytest.mark.parametrize("runs", [0, 100_001])
def test_too_few_or_too_many_runs_are_refused(runs):
    with pytest.raises(Invalid) as error:
        run([task(1, 5)], runs=runs)
    assert error.value.facts == {"runs": runs, "most": 100_000}


def test_a_run_past_the_calendar_is_refused():
    with pytest.raises(Invalid) as error:
        run([task(1, 40_000)], (), {1: Range(40_000, 60_000)})
    assert error.value.code == "date_out_of_range"


# -- judgement -------------------------------------------------------------------------------------------------


def test_a_task_without_estimates_takes_the_spread_of_its_plan():
    assert task_range(20, PlanKind.FACILITIES) == Range(17, 35)
    edited = {PlanKind.CEREMONY: Spread(0.5, 3)}
    assert task_range(20, PlanKind.CEREMONY, spreads=edited) == Range(10, 60)


def test_what_the_planner_gave_stands():
    assert task_range(20, PlanKind.OTHER, optimistic_days=19, pessimistic_days=24) == Range(19, 24)
    assert task_range(20, PlanKind.OTHER, pessimistic_days=24) == Range(17, 24)


def test_a_duration_edited_past_its_estimates_widens_them():
    assert task_range(30, PlanKind.OTHER, optimistic_days=5, pessimistic_days=10) == Range(5, 30)
    assert task_range(3, PlanKind.OTHER, optimistic_days=5, pessimistic_days=10) == Range(3, 10)


def test_every_kind_has_a_judgement_that_can_be_run():
    assert set(DEFAULT_SPREADS) == set(PlanKind)
    assert set(FINDING_DELAYS) == set(Severity)
    assert set(METHOD_DELAYS) == set(ProcurementMethod)
    for delay in [*FINDING_DELAYS.values(), *METHOD_DELAYS.values()]:
        RiskDriver.of("any", (1,), delay).check()
    assert RiskDriver.of("a", (1,), Delay(1, 2, 3, 0.5)) == RiskDriver("a", (1,), 1, 2, 3, 0.5)


def test_half_days_agree_with_the_calendar_on_either_side_of_a_holiday():
    half = HalfDays(CHINA)
    before, first = date(2026, 9, 30), date(2026, 10, 8)
    number = int(half.day_index(np.array([2 * (before - date(1980, 1, 1)).days]))[0])
    assert half.day(number) == before
    assert half.day(number + 1) == first
