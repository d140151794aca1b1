"""Every read: queries return frozen rows, built before the session closes."""
