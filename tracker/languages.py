"""The languages of the tracker; apart from the words themselves, so that a command line can name them at once."""

LANGUAGES = {"zh": "zh_Hans", "en": "en"}
"""Language codes as they stand in addresses, and their locales."""

NAMES = {"zh": "中文", "en": "English"}
"""Each language in its own words."""
