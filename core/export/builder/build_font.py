"""Builds a font for Typemould with fontTools: the target font with drawn glyphs added, or the drawn glyphs alone.

    build_font.py JOB.json

Writes the font that the job names. Each line on standard output is a JSON object: {"done", "total"} while it works,
{"note", "arguments"} for what the designer is to be told (its words are in font_builder.cpp), {"error", "message", "advice"} last where it fails.
"""
import copy
import errno
import json
import logging
import os
import re
import struct
import sys
from collections import Counter


def tell(**line):
    print(json.dumps(line), flush=True)


def note(key, *arguments):
    tell(note=key, arguments=[str(argument) for argument in arguments])


class Refused(Exception):
    def __init__(self, error, message, advice=""):
        super().__init__(message)
        self.line = {"error": error, "message": message, "advice": advice}


try:
    from fontTools.fontBuilder import FontBuilder
    from fontTools.misc.psCharStrings import T2CharString
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, TTLibError, newTable
    from fontTools.ttLib.tables.O_S_2f_2 import intersectUnicodeRanges
    from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
except ImportError as problem:
    tell(error="missing", message=str(problem))
    sys.exit(1)

ON, CONIC, CUBIC = 0, 1, 2
LARGEST_GLYPH_COUNT = 65535
MOST_OF_A_TEXT = 2000  # letters of what is put into an entry of names
# Measures of every glyph on its own or a signature of the whole file: wrong once a glyph is added.
STALE_TABLES = ["hdmx", "VDMX", "LTSH", "DSIG"]
# Graphite keeps numbers for every glyph in tables that fontTools does not extend.
GRAPHITE_TABLES = ["Silf", "Sill", "Glat", "Gloc", "Feat"]


# --- outlines -----------------------------------------------------------------------------------------------------

def draw(contours, pen):
    """Contours of [x, y, kind], each closed, to a segment pen."""
    for points in contours:
        first = next((i for i, point in enumerate(points) if point[2] == ON), None)
        if first is None:
            pen.qCurveTo(*[tuple(point[:2]) for point in points], None)
            pen.closePath()
            continue
        points = points[first:] + points[:first]
        pen.moveTo(tuple(points[0][:2]))
        waiting, kind = [], ON
        for x, y, this in points[1:] + points[:1]:
            if this != ON:
                waiting.append((x, y))
                kind = this
            elif not waiting:
                pen.lineTo((x, y))
            else:
                (pen.curveTo if kind == CUBIC else pen.qCurveTo)(*waiting, (x, y))
                waiting = []
        pen.closePath()


def quadratic_glyph(contours, units_per_em):
    inner = TTGlyphPen(None)
    # TrueType's outer contours run clockwise. A thousandth of the em is less than a reader can see.
    draw(contours, Cu2QuPen(inner, max_err=units_per_em / 1000, reverse_direction=True))
    glyph = inner.glyph()
    glyph.recalcBounds(None)
    return glyph


def bounds_of(contours):
    pen = BoundsPen(None)
    draw([[[round(x), round(y), kind] for x, y, kind in points] for points in contours], pen)
    box = pen.bounds or (0, 0, 0, 0)
    return tuple(round(value) for value in box)


# --- what the target is like ----------------------------------------------------------------------------------------

def script_class(code):
    """Roughly a character's script, for measures that go with it."""
    if 0x2E80 <= code <= 0x2FDF or 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF:
        return "han"
    if 0x3040 <= code <= 0x30FF or 0x31F0 <= code <= 0x31FF:
        return "kana"
    if 0x1100 <= code <= 0x11FF or 0xA960 <= code <= 0xA97F or 0xAC00 <= code <= 0xD7FF:
        return "hangul"
    return "other"


def evenly(items, most):
    step = max(1, (len(items) + most - 1) // most)
    return items[::step]


class OwnGlyphs:
    """Measures of the target's own glyphs, by script; its tables are read and not touched."""

    def __init__(self, font):
        self.font = font
        self.by_class = {}
        for code, name in sorted((font.getBestCmap() or {}).items()):
            self.by_class.setdefault(script_class(code), []).append(name)

    def usual(self, code, measure):
        """The most frequent value of `measure(name)` among glyphs of the character's script, else of the Han, else
        of all; None where there is none."""
        for names in (self.by_class.get(script_class(code)), self.by_class.get("han"),
                      [name for names in self.by_class.values() for name in names]):
            values = [value for value in map(measure, evenly(names or [], 300)) if value is not None]
            if values:
                return Counter(values).most_common(1)[0][0]
        return None

    def top_of(self, name):
        """Upper bound of a glyph's ink; None for a blank one."""
        if "glyf" in self.font:
            glyph = self.font["glyf"].glyphs.get(name)
            data = getattr(glyph, "data", None)
            if data is not None:  # as it stands in the file: expanding it would write it anew
                return struct.unpack(">hhhhh", data[:10])[4] if len(data) >= 10 else None
            return getattr(glyph, "yMax", None) if getattr(glyph, "numberOfContours", 0) else None
        top = self.font["CFF "].cff.topDictIndex[0]
        own, selector = top.CharStrings.getItemAndSelector(name)
        private = top.FDArray[selector].Private if hasattr(top, "FDArray") else top.Private
        if own.bytecode is None:
            return None
        pen = BoundsPen(None)
        T2CharString(bytecode=own.bytecode, private=private, globalSubrs=own.globalSubrs).draw(pen)
        return round(pen.bounds[3]) if pen.bounds else None


class VerticalMeasures:
    """Advance height and vertical origin of added glyphs."""

    def __init__(self, font):
        self.there = "vmtx" in font and "vhea" in font
        self.font, self.own, self.known = font, OwnGlyphs(font), {}

    def of(self, code):
        key = script_class(code)
        if key not in self.known:
            metrics = self.font["vmtx"].metrics
            height = self.own.usual(code, lambda name: metrics.get(name, (None, 0))[0])
            self.known[key] = (height or self.font["head"].unitsPerEm, self.origin(code))
        return self.known[key]

    def origin(self, code):
        if "VORG" in self.font:
            table = self.font["VORG"]
            return self.own.usual(code, lambda name: table.VOriginRecords.get(name, table.defaultVertOriginY))

        def origin_of(name):
            top = self.own.top_of(name)
            return None if top is None or name not in self.font["vmtx"].metrics else (
                self.font["vmtx"].metrics[name][1] + top)
        found = self.own.usual(code, origin_of)
        return self.font["hhea"].ascent if found is None else found


# --- the completed font ---------------------------------------------------------------------------------------------

def free_names(font, glyphs):
    taken = set(font.getGlyphOrder())
    names = []
    for glyph in glyphs:
        name = base = glyph["name"]
        number = 0
        while name in taken:
            number += 1
            name = f"{base}.added{number if number > 1 else ''}"
        taken.add(name)
        names.append(name)
    return names


def add_quadratic(font, glyphs, names, progress):
    table, profile, boxes = font["glyf"], font["maxp"], []
    order = list(font.getGlyphOrder()) + names
    for glyph, name in zip(glyphs, names):
        made = quadratic_glyph(glyph["contours"], font["head"].unitsPerEm)
        table.glyphs[name] = made
        profile.maxPoints = max(profile.maxPoints, len(made.coordinates))
        profile.maxContours = max(profile.maxContours, made.numberOfContours)
        boxes.append((made.xMin, made.yMin, made.xMax, made.yMax))
        progress()
    table.glyphOrder = order
    font.setGlyphOrder(list(order))
    return boxes


def add_cubic(font, glyphs, names, progress):
    table = font["CFF "].cff
    top = table.topDictIndex[0]
    strings = top.CharStrings
    by_cid = hasattr(top, "ROS")
    own = OwnGlyphs(font)
    chosen = {}

    def dictionary_for(code):
        key = script_class(code)
        if key not in chosen:
            chosen[key] = own.usual(code, lambda name: strings.getItemAndSelector(name)[1]) or 0
        return chosen[key]

    order = list(font.getGlyphOrder())
    if by_cid:
        taken = {int(name[3:]) for name in order if re.fullmatch(r"cid\d+", name)}
        after = max(taken, default=0) + 1
        free = [cid for cid in [*range(after, 65536), *range(1, after)] if cid not in taken][:len(glyphs)]
        if len(free) < len(glyphs):
            raise Refused("unsupported", "The font has no character identifiers (CIDs) left for more glyphs.",
                          "Export the drawn glyphs as a font of their own.")
        names[:] = [f"cid{cid:05d}" for cid in free]
        if top.ROS[1] != "Identity":
            note("ordering", f"{top.ROS[0]}-{top.ROS[1]}-{top.ROS[2]}")
            top.ROS = ("Adobe", "Identity", 0)
        top.CIDCount = max(getattr(top, "CIDCount", 0), max(free, default=0) + 1)
    boxes = []
    for glyph, name in zip(glyphs, names):
        selector = dictionary_for(glyph["code"]) if by_cid else None
        private = top.FDArray[selector].Private if by_cid else top.Private
        width = glyph["advance"]
        pen = T2CharStringPen(None if width == private.defaultWidthX else width - private.nominalWidthX, None)
        draw(glyph["contours"], pen)
        made = pen.getCharString(private=private, globalSubrs=table.GlobalSubrs)
        if strings.charStringsAreIndexed:
            strings.charStringsIndex.append(made)
            strings.charStrings[name] = len(strings.charStringsIndex) - 1
        else:
            strings.charStrings[name] = made
        if by_cid:
            top.FDSelect.append(selector)
        boxes.append(bounds_of(glyph["contours"]))
        progress()
    order += names
    top.charset = order
    top.numGlyphs = len(order)
    font.setGlyphOrder(list(order))
    box = list(getattr(top, "FontBBox", [0, 0, 0, 0]))
    top.FontBBox = [int(value) for value in union(box, boxes)]
    return boxes


def union(box, boxes):
    for other in boxes:
        box = [min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])]
    return box


def extend_horizontal(font, glyphs, names, boxes):
    header, metrics = font["hhea"], font["hmtx"].metrics
    for glyph, name, box in zip(glyphs, names, boxes):
        width = glyph["advance"]
        metrics[name] = (width, box[0])
        header.advanceWidthMax = max(header.advanceWidthMax, width)
        header.minLeftSideBearing = min(header.minLeftSideBearing, box[0])
        header.minRightSideBearing = min(header.minRightSideBearing, width - box[2])
        header.xMaxExtent = max(header.xMaxExtent, box[2])


def extend_vertical(font, glyphs, names, boxes, measures):
    header, metrics = font["vhea"], font["vmtx"].metrics
    for glyph, name, box in zip(glyphs, names, boxes):
        height, origin = measures[glyph["code"]]
        top = origin - box[3]
        metrics[name] = (height, top)
        header.advanceHeightMax = max(header.advanceHeightMax, height)
        header.minTopSideBearing = min(header.minTopSideBearing, top)
        header.minBottomSideBearing = min(header.minBottomSideBearing, height - top - (box[3] - box[1]))
        header.yMaxExtent = max(header.yMaxExtent, top + box[3] - box[1])
        if "VORG" in font and origin != font["VORG"].defaultVertOriginY:
            font["VORG"].VOriginRecords[name] = origin


def subtable(format, encoding, mapping):
    table = CmapSubtable.newSubtable(format)
    table.platformID, table.platEncID, table.language, table.cmap = 3, encoding, 0, mapping
    if format == 12:
        table.reserved = table.length = table.nGroups = 0
    return table


def fits(font, table, mapping):
    """Whether a table of format 4, which counts its bytes in 16 bits, can hold the mapping."""
    trial = subtable(4, table.platEncID, mapping)
    try:
        trial.compile(font)
    except (struct.error, OverflowError):
        return False
    return True


def fill(font, table, own, added):
    """Puts into a table of format 4 its own characters and as many of the added ones, in their order, as it holds;
    returns how many of these it does not."""
    codes = sorted(added)
    whole = {**own, **added}
    most = len(codes)
    if not fits(font, table, whole):
        least = 0
        while least < most - 1:  # least fit, most do not
            middle = (least + most) // 2
            if fits(font, table, {**own, **{code: added[code] for code in codes[:middle]}}):
                least = middle
            else:
                most = middle
        most = least
        whole = {**own, **{code: added[code] for code in codes[:most]}}
    table.cmap = whole
    return len(codes) - most


def extend_cmap(font, mapping, before):
    """`before`: what stands for each character now, as the font is read by those that draw it."""
    tables = font["cmap"].tables
    plane0 = {code: name for code, name in mapping.items() if code <= 0xFFFF}
    # A table of symbols, (3, 0), is none of Unicode; but HarfBuzz looks there first and nowhere else.
    symbols = [table for table in tables if (table.platformID, table.platEncID, table.format) == (3, 0, 4)]
    # What stands where Windows looks, in a format that does not belong there, would stand beside the right one.
    places = {(3, 1): (4, 12), (3, 10): (12,)}
    tables[:] = [table for table in tables
                 if table.format in places.get((table.platformID, table.platEncID), (table.format,))]
    unicode = [table for table in tables if table.isUnicode() and (table.platformID, table.platEncID) != (3, 0)]
    short = [table for table in unicode if table.format == 4]
    full = [table for table in unicode if table.format == 12]
    new = []
    for table in full:
        table.cmap.update(mapping)
    if not any((table.platformID, table.platEncID) == (3, 1) for table in short):  # which Windows wants
        basic = {code: name for code, name in before.items() if code <= 0xFFFF}
        if fits(font, subtable(4, 1, basic), basic):
            new = [subtable(4, 1, basic)]
        else:
            note("no-first-plane")
    without, filled = 0, {}
    for table in short + new + symbols:
        key = id(table.cmap)  # tables at one place of the file have one mapping
        if key not in filled:
            own = table.cmap  # kept alive, so that its number stays its own
            without = max(without, fill(font, table, own, plane0))
            filled[key] = (own, table.cmap)
        table.cmap = filled[key][1]
    tables.extend(new)
    if without > 0:
        note("first-plane", without)
    if not full and (without > 0 or not (short or new) or len(plane0) < len(mapping) or max(before, default=0) > 0xFFFF):
        tables.append(subtable(12, 10, {**before, **mapping}))


def extend_os2(font, codes):
    if "OS/2" not in font:
        return
    table = font["OS/2"]
    for number in intersectUnicodeRanges(codes):  # added one by one: the target's own may hold bits of no meaning
        field = f"ulUnicodeRange{number // 32 + 1}"
        setattr(table, field, getattr(table, field) | 1 << number % 32)
    table.usFirstCharIndex = min(table.usFirstCharIndex, min(min(codes), 0xFFFF))
    table.usLastCharIndex = max(table.usLastCharIndex, min(max(codes), 0xFFFF))
    if table.version >= 3:
        widths = [width for width, _ in font["hmtx"].metrics.values() if width > 0]
        table.xAvgCharWidth = round(sum(widths) / len(widths)) if widths else 0


def mend(font, job):
    """Puts in the tables that some fonts lack, that FreeType does without, and that others want."""
    if "post" not in font:
        table = font["post"] = newTable("post")
        table.formatType, table.italicAngle, table.underlinePosition, table.underlineThickness = 3.0, 0, 0, 0
        table.isFixedPitch = table.minMemType42 = table.maxMemType42 = table.minMemType1 = table.maxMemType1 = 0
        note("no-post")
    if "name" not in font:
        font["name"] = newTable("name")
        font["name"].names = []
        for number, text in {1: job["family"], 2: "Regular", 4: job["family"], 6: "Font"}.items():
            font["name"].setName(text, number, 3, 1, 0x409)
        job["suffixed"] = False
        note("no-names")


def completed(font, job, progress):
    glyphs = job["glyphs"]
    if "glyf" in font:
        kind = "ttf"
    elif "CFF " in font:
        kind = "otf"
    else:
        raise Refused("unsupported", "The target has neither TrueType nor CFF outlines.",
                      "Export the drawn glyphs as a font of their own, or a UFO.")
    if kind != job["format"]:
        raise Refused("unsupported", f"The target's curves make an {kind.upper()} font.", f"Choose {kind.upper()}.")
    if len(font.getGlyphOrder()) + len(glyphs) > LARGEST_GLYPH_COUNT:
        raise Refused("unsupported", f"The target has {len(font.getGlyphOrder())} glyphs; with {len(glyphs)} more a "
                      f"font would have over {LARGEST_GLYPH_COUNT}.", "Add fewer characters.")
    for tag in STALE_TABLES + GRAPHITE_TABLES:
        if tag in font:
            del font[tag]
            note("stale-table", tag.strip())
    if "sbix" in font:
        font["sbix"]  # read, for it has an entry for every glyph and must be written with the new ones
    mend(font, job)
    # Read before the order of glyphs changes; what is not read here stays as its bytes are.
    for tag in ("hmtx", "cmap", "post", "vmtx", "VORG", "OS/2", "name"):
        if tag in font:
            font[tag]
    for table in font["cmap"].tables:
        table.cmap
    order = font.getGlyphOrder()
    before = {code: order[glyph] for code, glyph in job["characters"] if glyph < len(order)}
    vertical = VerticalMeasures(font)
    measures = {glyph["code"]: vertical.of(glyph["code"]) for glyph in glyphs} if vertical.there else {}
    names = free_names(font, glyphs)
    boxes = (add_quadratic if kind == "ttf" else add_cubic)(font, glyphs, names, progress)
    extend_horizontal(font, glyphs, names, boxes)
    if vertical.there:
        extend_vertical(font, glyphs, names, boxes, measures)
    head = font["head"]
    head.xMin, head.yMin, head.xMax, head.yMax = union([head.xMin, head.yMin, head.xMax, head.yMax], boxes)
    extend_cmap(font, {glyph["code"]: name for glyph, name in zip(glyphs, names)}, before)
    extend_os2(font, {glyph["code"] for glyph in glyphs})
    if font["post"].formatType not in (2.0, 3.0):
        font["post"].formatType = 3.0
    return font


# --- names ----------------------------------------------------------------------------------------------------------

def postscript_text(text):
    return re.sub(r"[^!-~]|[\[\](){}<>/%]", "", text)


def renamed(text, old, new):
    """`text` with the family's name changed: at its start where it begins so, else all of it."""
    return new + text[len(old):] if old and text.startswith(old) else new


def rename(font, job):
    """The family's naming and no other: entries 1, 3, 4, 6, 16 and 21 in each language, and the CFF names."""
    names = font["name"]
    by_language = {}
    for record in names.names:
        by_language.setdefault((record.platformID, record.platEncID, record.langID), {})[record.nameID] = record

    def text_of(records, number):
        try:
            return records[number].toUnicode() if number in records else ""
        except UnicodeDecodeError:
            return ""

    old_postscript = names.getDebugName(6) or ""
    old_family = names.getDebugName(16) or names.getDebugName(1) or ""
    family = job["family"]
    plain = postscript_text(family) or "Typemould" + "".join(f"{ord(c):04X}" for c in family[:8])
    ending = old_postscript[old_postscript.rindex("-"):] if "-" in old_postscript else ""
    postscript = (plain[:63 - len(ending)] + ending) if len(ending) < 32 else plain[:63]
    for (platform, encoding, language), records in by_language.items():
        old = text_of(records, 16) or text_of(records, 1) or old_family
        new = old + job["suffix"] if job["suffixed"] else family
        for number in (1, 4, 16, 21):
            if number in records:
                put(names, renamed(text_of(records, number), old, new), number, platform, encoding, language)
        if 6 in records:
            put(names, postscript, 6, platform, encoding, language)
        if 3 in records:
            version = (names.getDebugName(5) or "Version 0").replace("Version ", "").split(";")[0]
            put(names, f"{version};Typemould;{postscript}", 3, platform, encoding, language)
        for number in (18, 20, 25):  # names that would still be the original's
            names.removeNames(nameID=number, platformID=platform, platEncID=encoding, langID=language)
    description = names.getDebugName(10) or ""
    # An entry holds 64 KiB, and a source's copyright may fill that alone.
    put(names, (description[:MOST_OF_A_TEXT] + "\n" if description else "") + job["note"][:MOST_OF_A_TEXT], 10, 3, 1,
        0x409)
    if "CFF " in font:
        table = font["CFF "].cff
        top = table.topDictIndex[0]
        table.fontNames[0] = postscript
        if hasattr(top, "FamilyName"):
            top.FamilyName = family
        if hasattr(top, "FullName"):
            top.FullName = names.getDebugName(4) or family


def put(names, text, number, platform, encoding, language):
    try:
        names.setName(text, number, platform, encoding, language)
        names.getName(number, platform, encoding, language).toBytes()
    except UnicodeEncodeError:  # an old Macintosh entry that cannot hold the new name
        names.removeNames(nameID=number, platformID=platform, platEncID=encoding, langID=language)


def set_style(font, style):
    """For a design of a variable font: its style's name behind the family's in each language, and the marks by which
    programs tell the four styles of a family."""
    names = font["name"]
    simple = style in ("Regular", "Italic", "Bold", "Bold Italic")
    # Families have four styles for most programs: another weight is a family, upright or italic.
    weight, linked = ("", style) if simple else (
        (style[:-len(" Italic")], "Italic") if style.endswith(" Italic") else (style, "Regular"))
    default = names.getDebugName(16) or names.getDebugName(1) or "Font"
    postscript = f"{postscript_text(default)}-{postscript_text(style)}"
    families = {(3, 1, 0x409): default}
    for record in sorted(names.names, key=lambda record: record.nameID):
        if record.nameID in (1, 16):  # the latter where both are there
            try:
                families[(record.platformID, record.platEncID, record.langID)] = record.toUnicode()
            except UnicodeDecodeError:
                pass
    for (platform, encoding, language), family in families.items():
        entries = {1: f"{family} {weight}".strip(), 2: linked, 4: f"{family} {style}", 6: postscript}
        if not simple:
            entries.update({16: family, 17: style})
        for number in (1, 2, 4, 6, 16, 17):
            names.removeNames(nameID=number, platformID=platform, platEncID=encoding, langID=language)
        for number, text in entries.items():
            put(names, text, number, platform, encoding, language)
    bold, italic = linked.startswith("Bold"), linked.endswith("Italic")
    if "OS/2" in font:
        table = font["OS/2"]
        table.fsSelection = table.fsSelection & ~0b1100001 | italic << 0 | bold << 5 | (not (bold or italic)) << 6
    font["head"].macStyle = font["head"].macStyle & ~0b11 | bold << 0 | italic << 1


# --- the drawn glyphs alone -----------------------------------------------------------------------------------------

def frame(font):
    """A frame for characters that are not there, as tall as the target's line."""
    units = font["head"].unitsPerEm
    line, left, right, top = units // 20, units // 10, units // 2, max(font["hhea"].ascent * 8 // 10, units // 4)
    outer = [[left, 0, ON], [right, 0, ON], [right, top, ON], [left, top, ON]]
    inner = [[left + line, line, ON], [left + line, top - line, ON], [right - line, top - line, ON],
             [right - line, line, ON]]
    return {"name": ".notdef", "code": None, "advance": right + left, "contours": [outer, inner]}


def space(font):
    name = (font.getBestCmap() or {}).get(0x20)
    width = font["hmtx"].metrics[name][0] if name else font["head"].unitsPerEm // 4
    return {"name": "space", "code": 0x20, "advance": width, "contours": []}


def alone(target, job, progress):
    mend(target, job)
    units, is_ttf = target["head"].unitsPerEm, job["format"] == "ttf"
    glyphs = [frame(target), space(target)] + job["glyphs"]
    names = [glyph["name"] for glyph in glyphs]
    builder = FontBuilder(units, isTTF=is_ttf)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({glyph["code"]: glyph["name"] for glyph in glyphs if glyph["code"] is not None})
    outlines, boxes = {}, {}
    for glyph in glyphs:
        name, contours = glyph["name"], glyph["contours"]
        if is_ttf:
            outlines[name] = made = quadratic_glyph(contours, units)
            boxes[name] = (made.xMin, made.yMin, made.xMax, made.yMax) if contours else (0, 0, 0, 0)
        else:
            pen = T2CharStringPen(glyph["advance"], None)
            draw(contours, pen)
            outlines[name] = pen.getCharString()
            boxes[name] = bounds_of(contours)
        if glyph["code"] is not None and name != "space":
            progress()
    font = builder.font
    if is_ttf:
        builder.setupGlyf(outlines)
    else:
        builder.setupCFF("Font", {"FullName": job["family"], "FamilyName": job["family"]}, outlines, {})
    builder.setupHorizontalMetrics({glyph["name"]: (glyph["advance"], boxes[glyph["name"]][0]) for glyph in glyphs})
    old = target["hhea"]
    builder.setupHorizontalHeader(ascent=old.ascent, descent=old.descent, lineGap=old.lineGap,
                                  caretSlopeRise=old.caretSlopeRise, caretSlopeRun=old.caretSlopeRun)
    vertical = VerticalMeasures(target)
    if vertical.there:
        old, heights, origins = target["vhea"], {}, {}
        for glyph in glyphs:
            height, origin = vertical.of(glyph["code"] if glyph["code"] is not None else 0x20)
            heights[glyph["name"]] = (height, origin - boxes[glyph["name"]][3])
            origins[glyph["name"]] = origin
        if not is_ttf:
            builder.setupVerticalOrigins(origins)
        builder.setupVerticalMetrics(heights)
        builder.setupVerticalHeader(ascent=old.ascent, descent=old.descent, lineGap=old.lineGap)
    font["name"] = newTable("name")
    kept = (0, 1, 2, 3, 4, 5, 6, 9, 13, 14, 16, 17, 21, 22)
    font["name"].names = [copy.deepcopy(record) for record in target["name"].names if record.nameID in kept]
    if "OS/2" in target:
        font["OS/2"] = table = copy.deepcopy(target["OS/2"])
        codes = {glyph["code"] for glyph in glyphs if glyph["code"] is not None}
        table.setUnicodeRanges(set())
        table.usFirstCharIndex, table.usLastCharIndex = 0xFFFF, 0
        extend_os2(font, codes)
        if hasattr(table, "ulCodePageRange1"):  # the East Asian ones of the target, for the glyphs are of its kind
            table.ulCodePageRange1 &= 0x3E0000
            table.ulCodePageRange2 = 0
            table.ulCodePageRange1 = table.ulCodePageRange1 or 1
    else:
        builder.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent,
                         usWinAscent=max(font["hhea"].ascent, 0), usWinDescent=max(-font["hhea"].descent, 0))
    builder.setupPost(keepGlyphNames=is_ttf, italicAngle=target["post"].italicAngle,
                      underlinePosition=target["post"].underlinePosition,
                      underlineThickness=target["post"].underlineThickness)
    font["head"].macStyle = target["head"].macStyle
    font["head"].fontRevision = target["head"].fontRevision
    return font


# --- the job --------------------------------------------------------------------------------------------------------

def opened(job):
    try:
        font = TTFont(job["target"], fontNumber=job["face"], recalcBBoxes=False, lazy=True)
        font.getGlyphOrder()
    except (TTLibError, struct.error, AssertionError, KeyError, IndexError, ValueError) as problem:
        raise Refused("bad_format", f"fontTools cannot read the target: {problem}",
                      "Export a UFO, or mend the target in a font editor.") from problem
    except ImportError as problem:
        if "brotli" in str(problem):
            raise Refused("not_found", "The target is a WOFF2 font, and the brotli library for Python, with which "
                          f"fontTools reads those, is not installed ({problem}).",
                          "Install the package python3-brotli (apt install python3-brotli), or choose the font as TTF "
                          "or OTF, or export a UFO.") from problem
        raise Refused("not_found", f"A library that fontTools needs to read the target is not installed: {problem}.",
                      "Install it, or export a UFO.") from problem
    if "fvar" not in font:
        return font
    if "CFF2" in font:
        raise Refused("unsupported", "The target is a variable font with CFF2 outlines, of which no single design can "
                      "be made here.", "Choose a static font of the family, or export a UFO.")
    from fontTools.varLib import instancer
    table = font["fvar"]
    location = {axis.axisTag: axis.defaultValue for axis in table.axes}
    if job["instance"] > 0:
        location.update(table.instances[job["instance"] - 1].coordinates)
    note("variable", ", ".join(f"{tag} {value:g}" for tag, value in location.items()))
    # Not lazily: every glyph takes on the design.
    font = TTFont(job["target"], fontNumber=job["face"], lazy=False)
    font = instancer.instantiateVariableFont(font, location, inplace=True)
    if job["instance"] > 0:
        set_style(font, job["style"])
    font.recalcBBoxes = True
    return font


def run(path):
    with open(path, encoding="utf-8") as file:
        job = json.load(file)
    os.chdir(os.path.dirname(os.path.abspath(path)))  # where the files that the job names lie
    total = len(job["glyphs"]) * 5 // 4 + 2  # reading and saving take about a fourth
    done = 0

    def progress():
        nonlocal done
        done += 1
        if done % 10 == 0:
            tell(done=done, total=total)

    font = opened(job)
    progress()
    font = (completed if job["content"] == "completed" else alone)(font, job, progress)
    rename(font, job)
    font.flavor = None
    font.save(job["output"], reorderTables=None)
    tell(done=total, total=total)


def main():
    logging.disable(logging.CRITICAL)
    try:
        run(sys.argv[1])
        return 0
    except Refused as problem:
        tell(**problem.line)
    except MemoryError:
        tell(error="out_of_memory", message="There is not enough memory to build the font.",
             advice="Close other programs, then try again.")
    except OSError as problem:
        full = problem.errno in (errno.ENOSPC, errno.EDQUOT)
        tell(error="disk_full" if full else "io", message=f"The font cannot be written: {problem.strerror or problem}.",
             advice="Free some space or choose another folder." if full else "Choose another folder.")
    except Exception as problem:  # fontTools throws whatever a damaged table brings about
        told = f"{type(problem).__name__}: {problem}"
        tell(error="bad_format", message=f"fontTools cannot make a font of the target: {told[:300]}.",
             advice="Export a UFO, or mend the target in a font editor.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
