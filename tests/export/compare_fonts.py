"""Compares a font before and after it was completed, with fontTools, and prints what it found as JSON.

    compare_fonts.py BEFORE FACE AFTER
"""
import json
import sys

from fontTools.ttLib import TTFont

UNTOUCHED = ["GSUB", "GPOS", "GDEF", "BASE", "fpgm", "prep", "cvt ", "gasp", "kern"]


def raw(font, tag):
    return font.reader[tag] if tag in font.reader else None


def main():
    before = TTFont(sys.argv[1], fontNumber=int(sys.argv[2]), lazy=True)
    after = TTFont(sys.argv[3], lazy=True)
    found = {"untouchedDiffer": [tag for tag in UNTOUCHED if raw(before, tag) != raw(after, tag)]}
    found["tables"] = sorted(set(after.reader.keys()))
    old, new = before.getGlyphOrder(), after.getGlyphOrder()
    found["glyphs"] = [len(old), len(new)]
    found["hmtxDiffer"] = sum(before["hmtx"][a] != after["hmtx"][b] for a, b in zip(old, new))
    if "vmtx" in before:
        found["vmtxDiffer"] = sum(before["vmtx"][a] != after["vmtx"][b] for a, b in zip(old, new))
        found["vmtxAdded"] = sorted({after["vmtx"][name][0] for name in new[len(old):]})
    for tag, fields in {"hhea": ["ascent", "descent", "lineGap"], "vhea": ["ascent", "descent", "lineGap"],
                        "OS/2": ["sTypoAscender", "sTypoDescender", "usWinAscent", "usWinDescent", "fsType",
                                 "usWeightClass"], "head": ["unitsPerEm", "fontRevision"]}.items():
        if tag in before:
            found[f"{tag}Same"] = all(getattr(before[tag], field) == getattr(after[tag], field) for field in fields)
    maps = {}
    for table in after["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            maps[f"{table.platformID}.{table.platEncID}.{table.format}"] = sorted(table.cmap)
    found["cmaps"] = maps
    own = before.getBestCmap()
    best = after.getBestCmap()
    found["ownRemapped"] = sum(old.index(name) != new.index(best[code]) for code, name in own.items())
    added = {code: name for code, name in best.items() if code not in own}
    found["added"] = {str(code): {"advance": after["hmtx"][name][0], "lsb": after["hmtx"][name][1], "name": name}
                      for code, name in added.items()}
    if "glyf" in after:
        glyphs = after["glyf"]
        found["lsbWrong"] = sum(after["hmtx"][name][1] != glyphs[name].xMin for name in added.values())
        found["areaWrong"] = sum(not clockwise(glyphs[name], glyphs) for name in added.values())
    else:
        top = after["CFF "].cff.topDictIndex[0]
        found["cffNames"] = [after["CFF "].cff.fontNames[0], getattr(top, "FamilyName", "")]
        found["ros"] = list(getattr(top, "ROS", []))
    found["names"] = {str(record.nameID): record.toUnicode() for record in after["name"].names
                      if record.platformID == 3}
    found["box"] = [after["head"].xMin, after["head"].yMin, after["head"].xMax, after["head"].yMax]
    found["maxp"] = [after["maxp"].numGlyphs, getattr(after["maxp"], "maxPoints", 0)]
    os2 = after["OS/2"]
    found["os2"] = {"first": os2.usFirstCharIndex, "last": os2.usLastCharIndex, "average": os2.xAvgCharWidth,
                    "ranges": sorted(os2.getUnicodeRanges())}
    after.ensureDecompiled() if hasattr(after, "ensureDecompiled") else None
    json.dump(found, sys.stdout)


def clockwise(glyph, glyphs):
    """Whether the largest contour runs clockwise, as TrueType's outer ones do."""
    points, ends, _ = glyph.getCoordinates(glyphs)
    areas, start = [], 0
    for end in ends:
        ring = points[start:end + 1]
        areas.append(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, list(ring[1:]) + [ring[0]])) / 2)
        start = end + 1
    return max(areas, key=abs) < 0


main()
