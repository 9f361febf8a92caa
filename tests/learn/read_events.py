"""Reads TensorBoard event files with nothing but Python's own library, and prints what they hold as JSON.

Every length and every record is checked by its CRC-32C; anything unknown in a message is an error.
"""
import json
import struct
import sys
import zlib


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    while data:
        length, of_length = struct.unpack("<QI", data[:12])
        assert of_length == masked(data[:8]), "the length's sum is wrong"
        body = data[12:12 + length]
        assert len(body) == length, "the record is cut off"
        assert struct.unpack("<I", data[12 + length:16 + length])[0] == masked(body), "the sum is wrong"
        yield body
        data = data[16 + length:]


def varint(data, at):
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return number, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = varint(data, at)
        elif wire == 1:
            value, at = struct.unpack("<d", data[at:at + 8])[0], at + 8
        elif wire == 5:
            value, at = struct.unpack("<f", data[at:at + 4])[0], at + 4
        else:
            assert wire == 2
            size, at = varint(data, at)
            value, at = data[at:at + size], at + size
            assert len(value) == size
        yield number, value


def image(data):
    names = {1: "height", 2: "width", 3: "colorspace", 4: "png"}
    read = {names[number]: value for number, value in fields(data)}
    png = read.pop("png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n" and png[12:16] == b"IHDR"
    assert struct.unpack(">I", png[29:33])[0] == zlib.crc32(png[12:29])
    read["png"] = list(struct.unpack(">IIBB", png[16:26]))  # width, height, depth, colour type
    return read


def summary_value(data):
    read = {}
    for number, value in fields(data):
        if number == 1:
            read["tag"] = value.decode()
        elif number == 2:
            read["value"] = value
        else:
            assert number == 4
            read["image"] = image(value)
    return read


def event(data):
    read = {"step": 0, "values": []}
    for number, value in fields(data):
        if number == 1:
            read["time"] = value
        elif number == 2:
            read["step"] = value
        elif number == 3:
            read["version"] = value.decode()
        else:
            assert number == 5
            for inner, each in fields(value):
                assert inner == 1
                read["values"].append(summary_value(each))
    return read


events = []
for name in sys.argv[1:]:
    with open(name, "rb") as file:
        events += [event(body) for body in records(file.read())]
json.dump({"events": events}, sys.stdout)
