"""Tests of the storage core, queries and commands."""
