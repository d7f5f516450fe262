"""The table of one run, as text: medians, rates and the ratio of each program to ours."""

import statistics

WORKS = [
    ("rebuild", "full rebuild from the raw records", "records/s"),
    ("rebuild-lines", "the same with every line compared with its hash", "records/s"),
    ("rebuild-hash", "the same after every hash, node and index entry was checked", "records/s"),
    ("scan", "scan of all postings, totals by currency", "ms"),
    ("report", "a report over all postings", "ms"),
    ("append-1", "durable append, one caller", "records/s"),
    ("append-16", "durable append, 16 callers", "records/s"),
    ("append-64", "durable append, 64 callers", "records/s"),
    ("import", "import", "records/s"),
    ("known", "a report as known at a random position", "ms"),
    ("open", "open from the command line and answer a report", "ms"),
    ("verify", "verify every line, hash, index and rule", "records/s"),
    ("reader-large", "reader of the larger stored lines (signatures), as the fold uses it, one core", "records/s"),
    ("reader-small", "reader of the smaller stored lines (disbursements), as the fold uses it, one core", "records/s"),
    ("reader-large-all", "reader of the larger stored lines, every member kept, one core", "records/s"),
    ("reader-small-all", "reader of the smaller stored lines, every member kept, one core", "records/s"),
]

OURS = "Pledgebook"


def value(figure, unit):
    return figure.median * 1000 if unit == "ms" else figure.rate


def shown(number, unit):
    return f"{number:,.1f}" if unit == "ms" else f"{number:,.0f}"


def rows(figures):
    """Yields (work, title, unit, [(figure, value, ratio of ours to it)]). A ratio above 1 means that ours is faster."""
    for work, title, unit in WORKS:
        mine = [f for f in figures if f.work == work]
        if not mine:
            continue
        ours = next((f for f in mine if f.program == OURS), None)
        entries = []
        for figure in sorted(mine, key=lambda f: (f.program != OURS, f.median / f.count)):
            ratio = None
            if ours and figure is not ours:
                ratio = figure.median / ours.median if unit == "ms" else ours.rate / figure.rate
            entries.append((figure, value(figure, unit), ratio))
        yield work, title, unit, entries


def text(figures, costs, machine, title, notes):
    out = [title, "=" * len(title), ""]
    out += [f"{name:12} {what}" for name, what in machine]
    out += ["", "Ratio: ours to the other; above 1 ours is faster. Medians of the runs; spread is (slowest - fastest) / median.", ""]
    head = f"{'program':34} {'median':>14} {'unit':10} {'ratio':>8} {'runs':>4} {'spread':>7}"
    for _, name, unit, entries in rows(figures):
        out += [name, "-" * len(name), head]
        for figure, number, ratio in entries:
            spread = (max(figure.seconds) - min(figure.seconds)) / figure.median if len(figure.seconds) > 1 else None
            out.append(
                f"{figure.program:34} {shown(number, unit):>14} {unit:10} {'' if ratio is None else f'{ratio:.2f}':>8} {len(figure.seconds):>4} "
                f"{'' if spread is None else f'{spread:.0%}':>7}")
            for remark in filter(None, [figure.note, figure.durability and f"durability: {figure.durability}"]):
                out.append(f"    {remark}")
        out.append("")
    out += ["What our commands cost", "----------------------"]
    out += [f"{'command':26} {'processor time':>16} {'own memory, peak':>18} {'resident with mapped files, peak':>34}"]
    for work, ended in costs:
        cpu, own, resident = statistics.median(e.cpu for e in ended), max(e.own for e in ended), max(e.resident for e in ended)
        out.append(f"{work:26} {cpu:>14.2f} s {own / 2**20:>14,.0f} MiB {resident / 2**20:>30,.0f} MiB")
    out += ["", "Notes", "-----"] + [f"- {note}" for note in notes] + [""]
    return "\n".join(out)
