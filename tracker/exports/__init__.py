"""Files out: rows in, bytes out."""
