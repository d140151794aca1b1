"""Markers that tell Babel to extract a message which is translated later, when it is shown."""


def N_(message: str) -> str:  # noqa: N802 (the name Babel looks for)
    """Mark a message."""
    return message


def NP_(context: str, message: str) -> tuple[str, str]:  # noqa: N802 (likewise)
    """Mark a message together with the context that tells homonyms apart."""
    return context, message
