"""Makes the fonts of the web and of the papers from ParaType's. README.md tells how to run it.

The licence lets anybody change and pass on the fonts, but a changed font may not bear the original
name, so the name table is rewritten: "PT Sans" becomes "Cabinet Sans", "PT Serif" "Cabinet Serif".
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

# source file, family, style, file made of it
WEB = [
    ("PTS55F.ttf", "Cabinet Sans", "Regular", "cabinet-sans-400.woff2"),
    ("PTS75F.ttf", "Cabinet Sans", "Bold", "cabinet-sans-700.woff2"),
    ("PTF75F.ttf", "Cabinet Serif", "Bold", "cabinet-serif-700.woff2"),
]
PAPERS = [
    ("PTF55F.ttf", "Cabinet Serif", "Regular", "cabinet-serif-400.ttf"),
    ("PTF75F.ttf", "Cabinet Serif", "Bold", "cabinet-serif-700.ttf"),
]

RUSSIAN = "".join(map(chr, range(0x0410, 0x0450))) + "Ёё"
KYRGYZ = "ҢңӨөҮү"
# letters of neighbours' names that stand in the registry: Kazakh, Tajik, Ukrainian, Uzbek, Turkish, German
NEIGHBOURS = "ӘәҒғҚқҰұҺһҲҳҶҷӢӣӮӯЎўІіЇїЄєҐґ" "ÄÖÜäöüßÇçĞğİıŞşÉé"
PUNCTUATION = "№«»„“”‘’‚–—‑…·•§©°×−±\u00a0\u00ad"
CHARACTERS = "".join(map(chr, range(0x20, 0x7F))) + RUSSIAN + KYRGYZ + NEIGHBOURS + PUNCTUATION


def rename(font: TTFont, family: str, style: str) -> None:
    """Gives the subset a name of its own; copyright and licence entries stay as they are."""
    post_script = f"{family}-{style}".replace(" ", "")
    names = {1: family, 2: style, 3: f"{post_script}: subset", 4: f"{family} {style}", 6: post_script}
    for record in list(font["name"].names):
        if record.nameID in names:
            record.string = names[record.nameID]
        elif record.nameID not in (0, 5, 13, 14):
            font["name"].removeNames(nameID=record.nameID)


def make(source: Path, family: str, style: str, target: Path, characters: list[int]) -> None:
    """Writes one subset and says its size; stops when a character is missing from the source."""
    # the same source gives the same bytes
    font = TTFont(source, recalcTimestamp=False)
    missing = [chr(c) for c in characters if c not in font.getBestCmap()]
    if missing:
        sys.exit(f"{source.name} lacks {missing}")
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "locl", "case"]
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    # printers ignore the instructions, which weigh 15 KB in each paper
    options.hinting = False
    options.flavor = "woff2" if target.suffix == ".woff2" else None
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    rename(font, family, style)
    subset.save_font(font, target, options)
    print(f"{target.name}: {target.stat().st_size} bytes, {len(font.getBestCmap())} characters")


def main() -> None:
    source, web, papers = map(Path, sys.argv[1:])
    for file, family, style, name in WEB:
        make(source / file, family, style, web / name, [ord(c) for c in CHARACTERS])
    for file, family, style, name in PAPERS:
        # a name may hold any letter; private characters say nothing to a reader
        every = [c for c in TTFont(source / file).getBestCmap() if not 0xE000 <= c <= 0xF8FF]
        make(source / file, family, style, papers / name, every)


if __name__ == "__main__":
    main()
