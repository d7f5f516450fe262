"""Our own figures, through the command line wherever a user would use it."""

import os
import shutil

from run import Failed, Figure, objects, run, say
from table import OURS

FULL = "one flushed transaction for each group: LMDB's default, data pages then meta page"


class Ours:
    def __init__(self, stage):
        self.stage = stage
        self.figures = []
        #: (work, how it ended each time), for memory and processor time
        self.costs = []
        self.book = stage.tool("pledgebook")

    def figure(self, work, count, seconds, note="", durability=""):
        self.figures.append(Figure(work, OURS, count, seconds, note, durability))

    def repeated(self, runs, *arguments):
        ended = [run([self.book, *arguments]) for _ in range(runs)]
        self.costs.append((arguments[0], ended))
        return [e.seconds for e in ended]

    def measure(self):
        stage = self.stage
        ledger = os.path.join(stage.folder, "ours")
        self.imports(ledger)
        count = stage.options.records
        say("bench: ours, rebuild")
        rebuilt = self.repeated(stage.runs, "rebuild", "--ledger", ledger)
        self.figure("rebuild", count, rebuilt, "whole command; views written, flushed and digested")
        self.totals(ledger)
        say("bench: ours, verify")
        verified = self.repeated(stage.runs, "verify", "--ledger", ledger)
        self.figure("verify", count, verified, "whole command, one core: leaf and node hashes, every index entry, order, four eyes")
        self.figure("rebuild-hash", count, [a + b for a, b in zip(rebuilt, verified)], "verify and then rebuild, two commands added up")
        for got in objects(run([stage.tool("report-bench"), ledger, "--runs", 7 * stage.runs]).out):
            self.figure(got["work"], got["count"], got["seconds"], f"over {got['count']:,} postings" if got["work"] != "known" else "registers folded again, report funding")
        for got in objects(run([stage.tool("reader-bench"), "--runs", 3 * stage.runs]).out):
            self.figures.append(Figure(got["work"], got["program"] or OURS, got["count"], got["seconds"], f"{got['bytes']} bytes a line", ""))
        opened = self.repeated(5 * stage.runs, "report", "funding", "--ledger", ledger, "--format", "json")
        self.figure("open", 1, opened, "`pledgebook report funding`, whole process")
        self.appends()

    def imports(self, ledger):
        stage = self.stage
        works = []
        for number in range(stage.runs):
            say(f"bench: ours, import {number + 1}")
            shutil.rmtree(ledger, ignore_errors=True)
            run([self.book, "init", ledger, "--origin", "bench.example/book"])
            ended = run([self.book, "import", stage.commands, "--ledger", ledger])
            if f"{stage.options.records} recorded, 0 already there, 0 refused." not in ended.out:
                raise Failed(f"import said: {ended.out}")
            works.append(ended)
        self.figure("import", stage.options.records, [e.seconds for e in works], "whole command: rules, hashes, all indexes", f"4,096 lines in a transaction; {FULL}")
        self.costs.append(("import", works))

    def totals(self, ledger):
        found = run([self.stage.tool("report-bench"), ledger, "--totals"]).out
        if found != self.stage.totals:
            raise Failed(f"our totals:\n{found}expected:\n{self.stage.totals}")

    def appends(self):
        """On a book of 100,000 records, so that the other programs can start from the same one in short time."""
        stage = self.stage
        base = os.path.join(stage.folder, "base.commands.jsonl")
        run([stage.tool("generate"), "--records", 100_000, "--seed", 7, "--out", base])
        ledger = os.path.join(stage.folder, "appended")
        for callers, count in ((1, stage.options.appends), (16, stage.options.appends * 5), (64, stage.options.appends * 15)):
            say(f"bench: ours, append with {callers} callers")
            seconds, notes = [], []
            for number in range(stage.runs):
                shutil.rmtree(ledger, ignore_errors=True)
                run([self.book, "init", ledger, "--origin", "bench.example/book"])
                run([self.book, "import", base, "--ledger", ledger])
                direct = ["--direct"] if callers == 1 else []
                got = objects(run([stage.tool("append-bench"), ledger, "--callers", callers, "--count", count, *direct]).out)[0]
                seconds.append(got["seconds"])
                notes.append(got)
            last = sorted(notes, key=lambda n: n["seconds"])[len(notes) // 2]
            how = "straight to the journal" if callers == 1 else "through the writer thread"
            self.figure(f"append-{callers}", count, seconds, f"{how}; p50 {last['p50ms']:.2f} ms, p99 {last['p99ms']:.2f} ms", FULL)
        # The other programs append the lines that our book stored, to the book as it was before.
        self.export(ledger)

    def export(self, ledger):
        stage = self.stage
        path = os.path.join(stage.folder, "appended.lines.jsonl")
        with open(path, "w", encoding="utf-8") as file:
            file.write(run([self.book, "log", "--ledger", ledger, "--format", "json"]).out)
        count = stage.options.appends * 15
        os.system(f"tail -n {count} '{path}' > '{path}.new' && head -n -{count} '{path}' > '{path}.base'")
