"""The chooser of the kit."""

from pages._kit.chooser import chooser

__all__ = ["chooser"]
