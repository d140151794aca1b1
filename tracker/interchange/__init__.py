"""Plans that come from other programs and go to them: one neutral value, its readers and its writers."""
