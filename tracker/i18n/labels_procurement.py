"""The words of procurement: kinds of change, how lines belong together and why, what a column holds."""

from collections.abc import Mapping
from enum import StrEnum

from tracker.i18n.marks import NP_
from tracker.imports.headings import Meaning
from tracker.procurement.changes import ChangeKind
from tracker.procurement.proposals import Reason, Relation

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, tuple[str, str]]] = {
    ChangeKind: {
        ChangeKind.ADDED: NP_("change", "Added"),
        ChangeKind.REMOVED: NP_("change", "Removed"),
        ChangeKind.CHANGED: NP_("change", "Changed"),
        ChangeKind.RENAMED: NP_("change", "Renamed"),
        ChangeKind.MOVED: NP_("change", "Moved"),
        ChangeKind.SPLIT: NP_("change", "Split"),
        ChangeKind.MERGED: NP_("change", "Merged"),
    },
    Relation: {
        Relation.SAME: NP_("relation", "The same line"),
        Relation.SPLIT: NP_("relation", "Split into several"),
        Relation.MERGED: NP_("relation", "Merged into one"),
    },
    Reason: {
        Reason.SAME_NAME: NP_("match", "same name"),
        Reason.REORDERED_NAME: NP_("match", "same name in another order"),
        Reason.SIMILAR_NAME: NP_("match", "similar name"),
        Reason.SAME_SPECIFICATION: NP_("match", "same specification"),
        Reason.SIMILAR_SPECIFICATION: NP_("match", "similar specification"),
        Reason.SAME_UNIT: NP_("match", "same unit"),
        Reason.SAME_ZONE: NP_("match", "same zone"),
        Reason.SAME_CATEGORY: NP_("match", "same category"),
        Reason.SAME_PRICE: NP_("match", "same unit price"),
        Reason.SAME_QUANTITY: NP_("match", "same quantity"),
        Reason.SAME_AMOUNT: NP_("match", "same amount"),
        Reason.QUANTITIES_ADD_UP: NP_("match", "quantities add up"),
        Reason.ONLY_REMAINING: NP_("match", "no other candidate"),
        Reason.SEVERAL_CANDIDATES: NP_("match", "several candidates"),
    },
    Meaning: {
        Meaning.SERIAL: NP_("column", "Serial number"),
        Meaning.CODE: NP_("column", "Catalogue code"),
        Meaning.CATEGORY: NP_("column", "Category"),
        Meaning.NAME: NP_("column", "Name"),
        Meaning.SPECIFICATION: NP_("column", "Specification"),
        Meaning.UNIT: NP_("column", "Unit of measure"),
        Meaning.QUANTITY: NP_("column", "Quantity"),
        Meaning.UNIT_PRICE: NP_("column", "Unit price"),
        Meaning.AMOUNT: NP_("column", "Amount"),
        Meaning.ZONE: NP_("column", "Zone"),
        Meaning.FUNDING: NP_("column", "Source of funds"),
        Meaning.EDITION: NP_("column", "Edition of the catalogue"),
        Meaning.REMARK: NP_("column", "Remark"),
    },
}
