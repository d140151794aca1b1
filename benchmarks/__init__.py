"""How fast the tracker is: `python -m benchmarks` (`make bench`) measures a running server and the computations."""
