"""Our own figures, through the command line wherever a user would use it."""

import os
import shutil

from appends import FLUSHED
from run import Failed, Figure, objects, run, say
from table import OURS


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
        self.costs.append((" ".join(part for part in arguments[:2] if part != "--ledger"), ended))
        return [e.seconds for e in ended]

    def measure(self):
        stage = self.stage
        ledger = os.path.join(stage.folder, "ours")
        self.imports(ledger)
        count = stage.options.records
        say("bench: ours, rebuild")
        rebuilt = self.repeated(stage.runs, "rebuild", "--without-hashes", "--ledger", ledger)
        self.figure("rebuild", count, rebuilt, "whole command, no line hashed; views written, flushed and digested")
        nightly = self.repeated(stage.runs, "rebuild", "--ledger", ledger)
        self.figure("rebuild-lines", count, nightly, "as users run it: each line compared with its hash before it is folded")
        self.totals(ledger)
        say("bench: ours, verify")
        verified = self.repeated(stage.runs, "verify", "--ledger", ledger)
        self.figure("verify", count, verified, "whole command: pages, leaf and node hashes, every index entry, order, four eyes")
        self.figure("rebuild-hash", count, [a + b for a, b in zip(rebuilt, verified)], "verify and then rebuild without hashes, two commands added up")
        for got in objects(run([stage.tool("report-bench"), ledger, "--runs", 7 * stage.runs]).out):
            self.figure(got["work"], got["count"], got["seconds"], f"over {got['count']:,} postings" if got["work"] != "known" else "registers folded again, report funding")
        for got in objects(run([stage.tool("reader-bench"), "--runs", 3 * stage.runs]).out):
            self.figures.append(Figure(got["work"], got["program"] or OURS, got["count"], got["seconds"], f"{got['bytes']} bytes a line", ""))
        opened = self.repeated(5 * stage.runs, "report", "funding", "--ledger", ledger, "--format", "json")
        self.figure("open", 1, opened, "`pledgebook report funding`, whole process")

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
        self.figure("import", stage.options.records, [e.seconds for e in works], "whole command: rules, hashes, all indexes", f"up to 32,768 lines in a transaction; {FLUSHED}")
        self.costs.append(("import", works))

    def totals(self, ledger):
        found = run([self.stage.tool("report-bench"), ledger, "--totals"]).out
        if found != self.stage.totals:
            raise Failed(f"our totals:\n{found}expected:\n{self.stage.totals}")
