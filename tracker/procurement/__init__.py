"""Procurement drafts: what a line is, matching lines across drafts, comparing two drafts."""
