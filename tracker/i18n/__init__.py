"""Both languages: catalogues, labels of stored words, sentences of refusals, formats of dates and money."""

from tracker.i18n.words import LANGUAGES, Words, preferred_language

__all__ = ["LANGUAGES", "Words", "preferred_language"]
