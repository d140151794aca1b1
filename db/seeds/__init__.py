"""The sample library: one district library in the middle of its opening, laid out from a given day."""
