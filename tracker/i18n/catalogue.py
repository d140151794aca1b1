"""Reading the gettext catalogues: `.po` files, turned into translations in memory once per process.

English is the language of the message ids, so it needs no catalogue.
"""

import gettext
import io
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locales"


@cache
def translations(locale: str) -> gettext.NullTranslations:
    """The messages of a locale such as `zh_Hans`; of one without a catalogue, the message ids themselves."""
    path = LOCALES / locale / "LC_MESSAGES" / "tracker.po"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
