#!/usr/bin/env python3
"""Makes the small fonts that the tests read.

    python3 make_test_fonts.py ZenMaruGothic-Regular.ttf NotoSansCJK-Regular.ttc

tiny.* are a few glyphs of Zen Maru Gothic and cid.otf of Noto Sans CJK, under names of ours (SIL Open Font License, see
OFL-ZenMaruGothic.txt and OFL-NotoSansCJK.txt); all others are drawn here from squares. Needs python3-fonttools and
python3-brotli.
"""
import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.ttLib.ttCollection import TTCollection

HERE = Path(__file__).parent
STAMP = 3786912000  # 2024-01-01, so that the files come out the same every time
TINY = "AVTo字模東あ。「」一"


def save(font, name, flavor=None):
    font["head"].created = font["head"].modified = STAMP
    font.recalcTimestamp = False
    font.flavor = flavor
    font.save(HERE / name)
    print(f"{name}: {(HERE / name).stat().st_size} bytes")


def windows_names(font, names):
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def make_tiny(source):
    options = subset.Options()
    options.layout_features = ["kern", "vert"]
    options.notdef_outline = True
    options.hinting = False
    options.glyph_names = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=TINY)
    subsetter.subset(font)
    for table in ("BASE", "gasp", "DSIG"):
        if table in font:
            del font[table]
    copyright_text = font["name"].getDebugName(0)
    windows_names(font, {0: copyright_text, 1: "Typemould Test Tiny", 2: "Regular", 4: "Typemould Test Tiny",
                         5: "Version 1.0", 6: "TypemouldTestTiny", 13: "SIL Open Font License 1.1",
                         14: "https://openfontlicense.org"})
    save(font, "tiny.ttf")
    save(font, "tiny.woff", "woff")
    save(font, "tiny.woff2", "woff2")
    make_cubic(TTFont(HERE / "tiny.ttf"), copyright_text)


def make_cubic(tiny, copyright_text):
    """The same drawings as CFF outlines on an em square of 2048 units, larger than FreeType's CFF engine draws."""
    units, glyphs = 2048, tiny.getGlyphSet()
    factor = units / tiny["head"].unitsPerEm
    strings, metrics = {}, {}
    for name in tiny.getGlyphOrder():
        advance = round(glyphs[name].width * factor)
        pen = T2CharStringPen(advance, glyphs)
        glyphs[name].draw(TransformPen(pen, (factor, 0, 0, factor, 0, 0)))
        strings[name] = pen.getCharString()
        metrics[name] = (advance, 0)
    builder = FontBuilder(units, isTTF=False)
    builder.setupGlyphOrder(tiny.getGlyphOrder())
    builder.setupCharacterMap(tiny.getBestCmap())
    builder.setupCFF("TypemouldTestCubic", {"FullName": "Typemould Test Cubic"}, strings, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=1802, descent=-246)
    builder.setupOS2()
    builder.setupPost(keepGlyphNames=False)
    builder.setupNameTable({})
    windows_names(builder.font, {0: copyright_text, 1: "Typemould Test Cubic", 2: "Regular",
                                 6: "TypemouldTestCubic", 13: "SIL Open Font License 1.1"})
    save(builder.font, "tiny.otf")


def make_identified(collection):
    """CFF outlines keyed by character identifiers, in several dictionaries, as Noto CJK has them."""
    options = subset.Options()
    options.layout_features = ["kern", "vert"]
    options.notdef_outline = True
    options.hinting = False
    options.desubroutinize = True
    options.font_number = 0
    font = subset.load_font(collection, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=TINY)
    subsetter.subset(font)
    for table in ("BASE", "DSIG"):
        if table in font:
            del font[table]
    family = "Typemould Test Identified"
    windows_names(font, {0: font["name"].getDebugName(0), 1: family, 2: "Regular", 3: family, 4: family,
                         5: "Version 1.0", 6: "TypemouldTestIdentified-Regular", 13: "SIL Open Font License 1.1",
                         14: "https://openfontlicense.org"})
    table = font["CFF "].cff
    table.fontNames[0] = "TypemouldTestIdentified-Regular"
    table.topDictIndex[0].FullName = table.topDictIndex[0].FamilyName = family
    save(font, "cid.otf")


def box(x0, y0, x1, y1):
    pen = TTGlyphPen(None)
    pen.moveTo((x0, y0))
    for point in ((x0, y1), (x1, y1), (x1, y0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def arch():
    """A shape whose control point (500, 1000) lies twice as high as its curve goes."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.qCurveTo((500, 1000), (1000, 0))
    pen.closePath()
    return pen.glyph()


def builder_of(glyphs, cmap, names, fs_type=0):
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs, calcGlyphBounds=True)
    # A left side bearing that is not the outline's xMin would make rasterisers move the outline.
    builder.setupHorizontalMetrics({name: (1000, getattr(glyph, "xMin", 0)) for name, glyph in glyphs.items()})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(fsType=fs_type)
    builder.setupPost(keepGlyphNames=False)
    builder.setupNameTable({})
    windows_names(builder.font, names)
    return builder


def shapes_glyphs():
    return {".notdef": box(100, 0, 400, 700), "square": box(250, 130, 750, 630),
            "bar": box(100, -120, 200, 880), "arch": arch(), "empty": TTGlyphPen(None).glyph(),
            "line": box(500, 0, 500, 700)}


SHAPES_CMAP = {0x07: "square", 0x20: "square", 0xA0: "square", ord("A"): "square", ord("Z"): "square",
               ord("B"): "bar", ord("C"): "arch", ord("E"): "empty", ord("F"): "line",
               ord("N"): ".notdef", 0x20000: "square"}


def make_shapes():
    builder = builder_of(shapes_glyphs(), SHAPES_CMAP,
                         {1: "TM Shapes", 2: "Bold", 5: "Version 2.5", 13: "Free for tests",
                          14: "https://example.org", 16: "Typemould Test Shapes", 17: "Semi Square"}, fs_type=2)
    names = builder.font["name"]
    names.setName("字模測試", 16, 3, 1, 0x404)
    names.setName("Typemould Test Shapes, other English", 16, 3, 1, 0x809)
    save(builder.font, "shapes.ttf")


def make_collection():
    fonts = []
    for style, glyph in (("First", box(0, 0, 500, 500)), ("Second", box(0, 0, 900, 900))):
        builder = builder_of({".notdef": box(0, 0, 100, 100), "A": glyph}, {ord("A"): "A"},
                             {1: "Collection", 2: style})
        fonts.append(builder.font)
    names = fonts[1]["name"]
    names.names = []
    names.setName("Café Œuvre", 1, 1, 0, 0)  # Mac OS Roman alone
    names.setName("Second", 2, 1, 0, 0)
    collection = TTCollection()
    collection.fonts = [reopened(font) for font in fonts]
    collection.save(HERE / "collection.ttc")
    print(f"collection.ttc: {(HERE / 'collection.ttc').stat().st_size} bytes")


def reopened(font):
    font["head"].created = font["head"].modified = STAMP
    font.recalcTimestamp = False
    data = io.BytesIO()
    font.save(data)
    data.seek(0)
    return TTFont(data, recalcTimestamp=False)


def make_variable():
    builder = builder_of({".notdef": box(0, 0, 100, 100), "A": box(400, 0, 600, 700)}, {ord("A"): "A"},
                         {1: "Typemould Test Variable", 2: "Regular"})
    builder.setupFvar([("wght", 100, 400, 900, "Weight")],
                      [{"location": {"wght": 100}, "stylename": "Thin"},
                       {"location": {"wght": 900}, "stylename": "Black"}])
    # Points of the box, then the four phantom points (the second is the advance).
    heavier = [(-200, 0), (-200, 0), (200, 0), (200, 0), (0, 0), (200, 0), (0, 0), (0, 0)]
    lighter = [(50, 0), (50, 0), (-50, 0), (-50, 0), (0, 0), (-100, 0), (0, 0), (0, 0)]
    builder.setupGvar({"A": [TupleVariation({"wght": (0, 1, 1)}, heavier),
                             TupleVariation({"wght": (-1, -1, 0)}, lighter)], ".notdef": []})
    save(builder.font, "variable.ttf")


def make_symbol():
    builder = builder_of({".notdef": box(0, 0, 100, 100), "A": box(0, 0, 500, 500)}, {0xF041: "A"},
                         {1: "Typemould Test Symbol", 2: "Regular"})
    cmap = builder.font["cmap"]
    cmap.tables = [table for table in cmap.tables if table.platformID == 3][:1]
    cmap.tables[0].platEncID = 0
    save(builder.font, "symbol.ttf")


def main():
    make_tiny(sys.argv[1])
    make_identified(sys.argv[2])
    make_shapes()
    make_collection()
    make_variable()
    make_symbol()
    (HERE / "pictures.bdf").write_text(
        "STARTFONT 2.1\nFONT -typemould-pictures-medium-r-normal--8-80-75-75-c-80-iso10646-1\nSIZE 8 75 75\n"
        "FONTBOUNDINGBOX 8 8 0 0\nSTARTPROPERTIES 2\nFONT_ASCENT 8\nFONT_DESCENT 0\nENDPROPERTIES\nCHARS 1\n"
        "STARTCHAR A\nENCODING 65\nSWIDTH 500 0\nDWIDTH 8 0\nBBX 8 8 0 0\nBITMAP\n18\n24\n42\n81\nFF\n81\n81\n"
        "81\nENDCHAR\nENDFONT\n")


main()
