"""Tests of the journeys in a real browser."""
