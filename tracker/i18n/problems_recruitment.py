"""What recruitment refuses, in sentences."""

from collections.abc import Mapping

from tracker.i18n.marks import N_

PROBLEMS: Mapping[str, str] = {
    "round_without_posts": N_("A round needs at least one post. Nothing was changed."),
    "round_archived": N_("“{title}” is archived. Restore the round first. Nothing was changed."),
    "round_in_plan": N_(
        "The stages of “{title}” are tasks of a plan. Take them out of it first. Nothing was changed."
    ),
    "training_days": N_(
        "The training after “{title}” takes 0 to {longest} working days. Nothing was changed."
    ),
    "post_archived": N_("“{title}” is archived. Restore the post first. Nothing was changed."),
    "post_in_round": N_("“{title}” is in this round already. Nothing was changed."),
    "post_not_in_round": N_("This round does not seek anybody for that post. Nothing was changed."),
    "wanted_out_of_range": N_(
        "{wanted} people for “{title}” is not possible: 1 to {most}. Nothing was changed."
    ),
    "wanted_beyond_gap": N_(
        "{wanted} people are sought for “{title}”, but {places} places are open that no other round fills: please "
        "give a reason. Nothing was changed."
    ),
    "stage_days": N_("“{stage}” takes 1 to {longest} working days. Nothing was changed."),
    "minimum_days": N_("The least time before “{stage}” is 0 to {longest} days. Nothing was changed."),
    "stage_left_out": N_("“{stage}” is left out of this round. Take it in first. Nothing was changed."),
    "last_stage_needed": N_("A round ends with “{stage}”: it cannot be left out. Nothing was changed."),
    "stage_in_plan": N_(
        "“{stage}” is a task of a plan. Take the round's tasks out of it first. Nothing was changed."
    ),
    "stage_in_future": N_(
        "“{stage}” cannot have ended on {on}: that day has not come yet. Enter it as planned. Nothing was changed."
    ),
    "stage_before_previous": N_(
        "“{stage}” on {on} would come before “{after}” on {limit}. Nothing was changed."
    ),
    "minimum_broken": N_(
        "“{stage}” on {on} comes sooner than {days} {unit} after “{after}”; {limit} is the first day that keeps the "
        "period. Please give a reason. Nothing was changed."
    ),
    "people_out_of_range": N_(
        "{people} people at “{stage}” is not possible: 0 to {most}. Nothing was changed."
    ),
    "count_too_early": N_(
        "Nobody is counted at “{stage}”: counts begin with “{first}”. Nothing was changed."
    ),
    "count_grows": N_(
        "{people} people at “{stage}” are more than the {limit} at “{after}” before it. Nothing was changed."
    ),
    "more_arrive_than_wanted": N_(
        "{people} people came on board, but {wanted} were sought: please give a reason. Nothing was changed."
    ),
    "nobody_on_board": N_(
        "“{title}” has no day and no number of people on board yet. Enter them first. Nothing was changed."
    ),
    "arrivals_do_not_add_up": N_(
        "The posts together have {arrived} people, but {people} came on board. Nothing was changed."
    ),
    "candidate_erased": N_("This candidate's name was erased for good. Nothing was changed."),
}
