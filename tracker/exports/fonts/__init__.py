"""The typefaces that documents and chart images carry, so that Chinese reads the same on every machine.

Noto Sans SC under the SIL Open Font License 1.1 (`OFL.txt`), from the npm package
`@expo-google-fonts/noto-sans-sc` 0.4.3, cut with fontTools: Regular to the characters of GBK (rare characters
of people's names among them), Bold to those of GB 2312; both with Latin, punctuation and arrows.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
"""Where the font files lie: `NotoSansSC-Regular.ttf` and `NotoSansSC-Bold.ttf`."""

FAMILY = "Noto Sans SC"
"""The family name by which typesetter and chart renderer ask for them."""
