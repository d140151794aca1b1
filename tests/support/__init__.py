"""What the tests stand on: database servers, copies of a migrated database, a browser, a running app."""
