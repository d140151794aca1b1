"""The domain of opening a library: pure rules, charts and files. No clock, no database, no browser."""
