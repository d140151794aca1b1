"""Readers of files that people bring: bytes in, rows and a list of problems out; nothing is stored here."""
