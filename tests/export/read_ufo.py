"""Reads a UFO with fontTools' reference reader, validating all of it, and prints what stands in it as JSON.

    read_ufo.py FONT.ufo
"""
import json
import sys

from fontTools.pens.recordingPen import RecordingPointPen
from fontTools.ufoLib import UFOReader


class Info:
    pass


class Glyph:
    pass


def layer_of(reader, name):
    layer = reader.getGlyphSet(name, validateRead=True)
    glyphs = {}
    for key in layer.keys():
        glyph, pen = Glyph(), RecordingPointPen()
        layer.readGlyph(key, glyph, pen, validate=True)
        image = dict(glyph.image) if getattr(glyph, "image", None) else None
        glyphs[key] = {"unicodes": getattr(glyph, "unicodes", []), "width": getattr(glyph, "width", 0),
                       "points": sum(entry[0] == "addPoint" for entry in pen.value),
                       "contours": sum(entry[0] == "beginPath" for entry in pen.value),
                       "box": box(pen.value), "image": image, "lib": getattr(glyph, "lib", {}),
                       "file": layer.contents[key]}
    return glyphs


def box(value):
    points = [entry[1][0] for entry in value if entry[0] == "addPoint"]
    if not points:
        return None
    return [min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)]


def main():
    reader = UFOReader(sys.argv[1], validate=True)
    info = Info()
    reader.readInfo(info)
    json.dump({"version": reader.formatVersion, "info": {k: v for k, v in vars(info).items()},
               "layers": {name: layer_of(reader, name) for name in reader.getLayerNames()},
               "default": reader.getDefaultLayerName(), "groups": reader.readGroups(), "lib": reader.readLib(),
               "images": reader.getImageDirectoryListing()}, sys.stdout)


main()
