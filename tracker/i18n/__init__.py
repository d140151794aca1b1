"""Both languages: catalogues, labels of stored words, sentences of refusals, formats of dates and money."""

from tracker.i18n.words import Words, preferred_language
from tracker.languages import LANGUAGES

__all__ = ["LANGUAGES", "Words", "preferred_language"]
