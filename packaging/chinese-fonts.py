#!/usr/bin/env python3
"""Makes css/fonts/Timewait*SC-*.ttf: the bundled Latin fonts joined with the glyphs of Noto Sans SC that the Chinese
texts use. Run it when a test says that a character has no glyph.

usage: packaging/chinese-fonts.py DIRECTORY   (holds NotoSansSC_400Regular.ttf and its 500, 600 and 700 sisters)

Needs fonttools. Noto Sans SC: the npm package @expo-google-fonts/noto-sans-sc 0.4.3, or Google Fonts.
"""
import pathlib
import sys
import tempfile

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONTS = ROOT / "css" / "fonts"
TEXTS = [ROOT / "src/main/resources/timewaitlab", ROOT / "src/main/java/timewaitlab/base/Language.java"]
# Latin file, weight of Noto, family, style
FACES = [
    ("IBMPlexSans-Regular.woff", "400Regular", "Timewait Sans SC", "Regular"),
    ("IBMPlexSans-Medium.woff", "500Medium", "Timewait Sans SC Medm", "Regular"),
    ("IBMPlexSans-SemiBold.woff", "600SemiBold", "Timewait Sans SC SmBld", "Regular"),
    ("IBMPlexSans-Bold.woff", "700Bold", "Timewait Sans SC", "Bold"),
    ("JetBrainsMono-Regular.ttf", "400Regular", "Timewait Mono SC", "Regular"),
    ("JetBrainsMono-Medium.ttf", "500Medium", "Timewait Mono SC Medium", "Regular"),
    ("JetBrainsMono-Bold.ttf", "700Bold", "Timewait Mono SC", "Bold"),
]
# What kerning, hints and signatures there is belongs to one of the two and not to both.
LEFT_OUT = ["GSUB", "GPOS", "GDEF", "fpgm", "prep", "cvt ", "gasp", "DSIG", "BASE", "STAT", "vhea", "vmtx", "VORG",
            "VDMX", "hdmx", "LTSH", "kern", "meta"]


def wanted():
    """Every character beyond Latin in the Chinese texts, and the punctuation that goes with them."""
    found = set("，。：；、？！（）《》「」“”‘’…—·％＋－＝０１２３４５６７８９")
    for place in TEXTS:
        for file in [place] if place.is_file() else sorted(place.rglob("*_zh.*")):
            found |= set(file.read_text(encoding="utf-8"))
    return {ord(c) for c in found if ord(c) >= 0x2E80}


def bare(font):
    for table in LEFT_OUT:
        if table in font:
            del font[table]
    for glyph in font["glyf"].glyphs.values():
        glyph.expand(font["glyf"])
        glyph.removeHinting()
    font.flavor = None
    return font


def han(source, characters, scale_to):
    font = TTFont(source)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    if font["head"].unitsPerEm != scale_to:
        raise SystemExit(f"{source}: {font['head'].unitsPerEm} units, the Latin font has {scale_to}")
    return bare(font)


def rename(font, family, style):
    full = f"{family} {style}" if style != "Regular" else family
    names = {1: family, 2: style, 3: full + " 1.0", 4: full, 6: full.replace(" ", "") + "-" + style}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 13, 14)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
        table.setName(text, number, 1, 0, 0)


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    noto = pathlib.Path(sys.argv[1])
    characters = wanted()
    for latin, weight, family, style in FACES:
        with tempfile.TemporaryDirectory() as scratch:
            first, second = pathlib.Path(scratch, "latin.ttf"), pathlib.Path(scratch, "han.ttf")
            base = bare(TTFont(FONTS / latin))
            base.save(first)
            source = next(noto.rglob(f"NotoSansSC_{weight}.ttf"))
            han(source, characters, base["head"].unitsPerEm).save(second)
            merged = Merger().merge([str(first), str(second)])
            # Lines keep the height they have with Latin letters alone.
            for table in ("hhea", "OS/2"):
                for field in ("ascent", "descent", "lineGap", "sTypoAscender", "sTypoDescender", "sTypoLineGap",
                              "usWinAscent", "usWinDescent"):
                    if hasattr(base[table], field):
                        setattr(merged[table], field, getattr(base[table], field))
            rename(merged, family, style)
            name = latin.split(".")[0].replace("IBMPlexSans", "TimewaitSansSC").replace("JetBrainsMono", "TimewaitMonoSC")
            merged.save(FONTS / f"{name}.ttf")
            print(name, (FONTS / f"{name}.ttf").stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main()
