"""Durable appends of ours and of LMDB in C, in turn: a disk has good and bad minutes, and each pair shares them."""

import os
import shutil
import statistics

import lmdb
from run import Failed, Figure, objects, run, say
from table import OURS

FLUSHED = "one flushed transaction for each group: LMDB's default, data pages then meta page"


def measure(stage, beside):
    """On a book of 100,000 records.

    beside: whether LMDB in C appends too: the lines that our book stored, to the same book.
    """
    base, ledger = os.path.join(stage.folder, "base"), os.path.join(stage.folder, "appended")
    commands = base + ".commands.jsonl"
    run([stage.tool("generate"), "--records", 100_000, "--seed", 7, "--out", commands])
    shutil.rmtree(base, ignore_errors=True)
    run([stage.tool("pledgebook"), "init", base, "--origin", "bench.example/book"])
    run([stage.tool("pledgebook"), "import", commands, "--ledger", base])
    works = [(callers, stage.options.appends * times) for callers, times in ((1, 1), (16, 5), (64, 15))]

    def ours(callers, count):
        shutil.rmtree(ledger, ignore_errors=True)
        shutil.copytree(base, ledger)
        direct = ["--direct"] if callers == 1 else []
        return objects(run([stage.tool("append-bench"), ledger, "--callers", callers, "--count", count, *direct]).out)[0]

    theirs = None
    if beside:
        try:
            theirs = lmdb.Appends(stage, lines(stage, ours, ledger, *works[-1]))
        except Failed as problem:
            stage.notes.append(f"{lmdb.NAME} does not append: {str(problem).splitlines()[0]}")
    figures = []
    for callers, count in works:
        say(f"bench: append with {callers} callers")
        got, other = [], []
        for _ in range(2 * stage.runs - 1):
            got.append(ours(callers, count))
            if theirs:
                other.append(theirs.run(callers, count))
        how = "straight to the journal" if callers == 1 else "through the writer thread"
        figures.append(figure(OURS, callers, count, got, how, FLUSHED))
        if theirs:
            how = "one transaction each, all five tables" if callers == 1 else "one writer thread with a queue, all five tables"
            figures.append(figure(lmdb.NAME, callers, count, other, how, lmdb.DURABILITY))
    return figures


def figure(program, callers, count, got, how, durability):
    p50, p99 = (statistics.median(one[part] for one in got) for part in ("p50ms", "p99ms"))
    seconds = [one["seconds"][0] if isinstance(one["seconds"], list) else one["seconds"] for one in got]
    return Figure(f"append-{callers}", program, count, seconds, f"{how}; p50 {p50:.2f} ms, p99 {p99:.2f} ms", durability)


def lines(stage, ours, ledger, callers, count):
    """Two files: the lines of the book before, and the lines that were appended to it."""
    ours(callers, count)
    whole = run([stage.tool("pledgebook"), "log", "--ledger", ledger, "--format", "json"]).out.splitlines(keepends=True)
    paths = [os.path.join(stage.folder, f"appended.lines.{part}") for part in ("before", "new")]
    for path, part in zip(paths, (whole[:-count], whole[-count:])):
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(part)
    return paths
