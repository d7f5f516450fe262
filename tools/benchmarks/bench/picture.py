"""The same table as a picture: bars on a logarithmic scale, one group for each work. Plain SVG, no library."""

import html
import math

from table import OURS, rows, shown

WIDTH, LEFT, RIGHT, BAR, GAP = 960, 330, 130, 18, 34
INK, PALE, STRONG = "#1f2933", "#b8c4ce", "#0b6e99"


def svg(figures, title, subtitle):
    parts, y = [], 70
    for _, name, unit, entries in rows(figures):
        parts.append(text(20, y, f"{name} ({unit}, {'less' if unit == 'ms' else 'more'} is better)", weight="bold"))
        y += 10
        numbers = [number for _, number, _ in entries if number > 0]
        low = math.log10(min(numbers)) - 0.3
        span = max(math.log10(max(numbers)) - low, 0.3)
        for figure, number, _ in entries:
            length = max(2, (math.log10(number) - low) / span * (WIDTH - LEFT - RIGHT)) if number > 0 else 2
            colour = STRONG if figure.program == OURS else PALE
            parts.append(text(LEFT - 8, y + BAR - 5, figure.program, anchor="end"))
            parts.append(f'<rect x="{LEFT}" y="{y}" width="{length:.0f}" height="{BAR - 4}" fill="{colour}"/>')
            parts.append(text(LEFT + length + 6, y + BAR - 5, shown(number, unit)))
            y += BAR
        y += GAP
    head = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{y}" viewBox="0 0 {WIDTH} {y}" font-family="sans-serif" font-size="12">',
        f'<title>{html.escape(title)}</title>', f'<rect width="{WIDTH}" height="{y}" fill="white"/>',
        text(20, 26, title, weight="bold", size=16), text(20, 44, subtitle + " Logarithmic scale: each group has its own."),
    ]
    return "\n".join(head + parts + ["</svg>", ""])


def text(x, y, words, anchor="start", weight="normal", size=12):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}" fill="{INK}">{html.escape(words)}</text>'
