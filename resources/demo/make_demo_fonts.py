#!/usr/bin/env python3
"""Makes the demo's two fonts: small subsets of Noto Sans TC (source) and Zen Maru Gothic (target), under names of ours.

    python3 make_demo_fonts.py NotoSansTC-Regular.ttf ZenMaruGothic-Regular.ttf

Both draw the same 1,200 common characters; the source draws 120 common Traditional characters besides, which Zen
Maru Gothic lacks as published. Characters are chosen from Debian's unicode-data (Unihan: Big5 level 1, ranked by
grade level and frequency). Needs python3-fonttools. Both fonts are under the SIL Open Font License; see the OFL
texts beside this file.
"""
import bz2
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

UNICODE = Path("/usr/share/unicode")
SHARED, MISSING = 1200, 120
HERE = Path(__file__).parent


def unihan(*fields):
    values = {field: {} for field in fields}
    for path in sorted(UNICODE.glob("Unihan_*.txt.bz2")):
        for line in bz2.open(path, "rt", encoding="utf-8"):
            parts = line.rstrip("\n").split("\t")
            if len(parts) == 3 and parts[1] in values:
                values[parts[1]][int(parts[0][2:], 16)] = parts[2]
    return values


def rename(font, family):
    """One family name of ours in every name record that carries one; the copyright and licence records stay."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 1, 2, 3, 4, 5, 6, 13, 14) and n.platformID == 3]
    for name_id, text in ((1, family), (2, "Regular"), (3, family + " 1.0"), (4, family), (6, family.replace(" ", ""))):
        names.setName(text, name_id, 3, 1, 0x409)


def write(path, characters, family, out):
    options = subset.Options()
    options.layout_features = []
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = False
    options.drop_tables += ["STAT", "GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG", "gasp"]
    font = subset.load_font(str(path), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if "fvar" in font:
        sys.exit(f"{path} is variable; a static font is needed")
    rename(font, family)
    font.save(out)
    print(f"{out}: {len(font.getBestCmap())} characters, {out.stat().st_size} bytes")


def main():
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    draws = [set(TTFont(p, lazy=True).getBestCmap()) for p in (source, target)]
    data = unihan("kBigFive", "kGradeLevel", "kFrequency", "kTotalStrokes")
    level1 = {c for c, code in data["kBigFive"].items() if 0xA440 <= int(code, 16) <= 0xC67E}

    def rank(c):
        grade = int(data["kGradeLevel"].get(c, "9"))
        frequency = int(data["kFrequency"].get(c, "9"))
        return (frequency + grade, c)

    han = [c for c in sorted(level1, key=rank) if 0x4E00 <= c <= 0x9FFF and c in draws[0]]
    other = [c for c in [*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x3041, 0x3094)]
             if c in draws[0] and c in draws[1]]
    shared = sorted(other + [c for c in han if c in draws[1]][: SHARED - len(other)])
    missing = sorted([c for c in han if c not in draws[1]][:MISSING])
    assert len(shared) == SHARED and len(missing) == MISSING
    write(source, sorted(shared + missing), "Typemould Demo Sans", HERE / "demo-source.ttf")
    write(target, shared, "Typemould Demo Round", HERE / "demo-target.ttf")
    print("missing:", "".join(map(chr, missing)))


main()
