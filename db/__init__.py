"""Storage: tables, unit of work, queries and commands. All SQL of the project lives here."""
