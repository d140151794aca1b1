"""What samples say: rank correlations and quantiles of whole days."""

import numpy as np

from tracker.readiness.halfdays import Ints
from tracker.readiness.sampling import Floats


def mid_ranks(values: Ints) -> Floats:
    """The rank of each whole number, counted from 1, ties sharing their middle rank; shape (runs,).

    By counting, which for days of a few years is quicker than sorting.
    """
    offset = values - values.min()
    counts = np.bincount(offset)
    ranks: Floats = (np.cumsum(counts) - (counts - 1) / 2)[offset]
    return ranks


def centred_ranks(values: Ints) -> Floats:
    """Mid-ranks about their mean, scaled to length 1; all 0 when every value is the same."""
    ranks = mid_ranks(values)
    ranks -= ranks.mean()
    length = float(np.sqrt(ranks @ ranks))
    return ranks / length if length > 0 else ranks


def spearman(values: Ints, other: Floats) -> float:
    """Spearman's rank correlation with something whose `centred_ranks` are `other`; 0 for a constant."""
    if values.size == 1:
        return 0.0
    return float(np.clip(centred_ranks(values) @ other, -1.0, 1.0))


def quantile(values: Ints, share: float) -> int:
    """The smallest value that at least this share of the runs does not exceed."""
    return int(np.quantile(values, share, method="inverted_cdf"))
