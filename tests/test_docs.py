"""What the documents say of the code is what the code says."""

import re
from pathlib import Path

from pages._kit.navigation import SECTIONS
from tracker.permissions import ALLOWED, Action, Role

ROOT = Path(__file__).resolve().parents[1]


def permission_table() -> str:
    """The policy as the architecture page prints it."""
    head = "| | " + " | ".join(role.value for role in Role) + " |"
    rule = "| --- |" + " --- |" * len(Role)
    rows = [
        f"| {action.value} | " + " | ".join("✓" if role in ALLOWED[action] else "" for role in Role) + " |"
        for action in Action
    ]
    return "\n".join([head, rule, *rows])


def test_the_architecture_page_prints_the_permissions_of_the_code():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")

    assert permission_table() in text


def test_every_setting_is_documented_in_both_readmes():
    source = (ROOT / "tracker/settings.py").read_text(encoding="utf-8")
    settings = set(re.findall(r'env\.get\(\s*"(\w+)"', source))

    assert settings == {
        "DATABASE_URL",
        "TRACKER_FILES",
        "TRACKER_TODAY",
        "TRACKER_MAIL",
        "TRACKER_ADDRESS",
        "TRACKER_INNER_WEBHOOKS",
    }
    for name in settings:
        assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
        assert f"`{name}`" in (ROOT / "README.zh.md").read_text(encoding="utf-8")


def test_every_picture_of_the_readmes_is_there():
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pictures = [part.split(")")[0] for part in text.split("](") if part.startswith("docs/screenshots/")]
        assert pictures
        assert [picture for picture in pictures if not (ROOT / picture).exists()] == []


def test_every_page_of_the_navigation_has_its_script():
    scripts = [entry.script for entries in SECTIONS.values() for entry in entries]

    assert scripts
    assert [script for script in scripts if not (ROOT / "pages" / script).exists()] == []
