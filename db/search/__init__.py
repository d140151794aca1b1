"""Keeping the search index (`index`), what it holds (`sources`), and its words in each database (`words`)."""
