"""The data beside the project that tests are held against, and the mark of the tests that need them."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared/data"
HOLIDAYS = SHARED / "calendars/holiday-cn"
MSPDI = SHARED / "schedules/mspdi"
PSPLIB = SHARED / "schedules/psplib"
DRAFTS = SHARED / "procurement/drafts"
TRUTH = DRAFTS / "truth.json"
OAKLAND = SHARED / "procurement/oakland"
OCDS = SHARED / "procurement/ocds/fictional"
CATALOGUE = SHARED / "procurement/cn-catalogue"

needs_shared_data = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared/data is not beside the project")
