"""Prints how many cells of a terminal each code point takes, as runs: first, last, cells. Controls are left out.

Asks wcwidth where it is installed with the version of Unicode that the program has, else the properties that Python has.
"""
import unicodedata

try:
    import wcwidth

    same = "17.0.0" in wcwidth.list_versions()
except (ImportError, AttributeError):
    same = False

# What Unicode made wide after the version that unicodedata may have.
LATER = [(0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376), (0x1F1E6, 0x1F1FF)]
# Format characters that are seen: signs that stand before numbers.
SEEN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, 0xAD}


def by_properties(value, kind):
    if value in SEEN:
        return 1
    joins = 0x1160 <= value <= 0x11FF or 0xD7B0 <= value <= 0xD7FF or value in (0x3164, 0xFFA0)
    if joins or kind in ("Mn", "Me", "Mc", "Cf", "Zl", "Zp"):
        return 0
    if any(first <= value <= last for first, last in LATER):
        return 2
    return 2 if unicodedata.east_asian_width(chr(value)) in "WF" else 1


def cells(value):
    kind = unicodedata.category(chr(value))
    if kind in ("Cn", "Cc", "Cs"):
        return None
    return wcwidth.wcwidth(chr(value)) if same else by_properties(value, kind)


first, now = 0, None
for value in range(0x110000):
    count = cells(value)
    if count != now:
        if now is not None:
            print(first, value - 1, now)
        first, now = value, count
if now is not None:
    print(first, 0x10FFFF, now)
