"""Every write: commands check permission, check the rule, then touch; `unit_of_work` commits."""
