"""The import of the kit."""

from pages._kit.record_import import RecordList, record_import

__all__ = ["RecordList", "record_import"]
