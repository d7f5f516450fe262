"""Where a run takes place: the built programs, the workload and a folder for books. The workload is kept between runs."""

import os
import shutil

from run import Failed, run, say


class Stage:
    def __init__(self, root, options):
        self.root, self.options = root, options
        self.package = os.path.join(root, "tools", "benchmarks")
        self.folder = os.path.abspath(options.folder or os.path.join(root, ".build", "bench"))
        os.makedirs(self.folder, exist_ok=True)
        name = f"{options.records}-{options.seed}"
        self.commands = os.path.join(self.folder, name + ".commands.jsonl")
        self.lines = os.path.join(self.folder, name + ".lines.jsonl")
        self.notes = []

    @property
    def runs(self):
        return self.options.runs

    def build(self):
        """One build makes the program and the drivers: the package of benchmarks depends on the main one."""
        # SwiftPM looks for new files of the main package only where this manifest is newer than its last plan.
        os.utime(os.path.join(self.package, "Package.swift"))
        for product in ("pledgebook", "generate", "append-bench", "report-bench", "reader-bench"):
            say(f"bench: build {product}")
            run(["swift", "build", "-c", "release", "--package-path", self.package, "--product", product])
        self.binaries = run(["swift", "build", "-c", "release", "--package-path", self.package, "--show-bin-path"]).out.strip()

    def tool(self, name):
        return os.path.join(self.binaries, name)

    def generate(self):
        for path, form in ((self.commands, "commands"), (self.lines, "lines")):
            if not os.path.exists(path + ".totals"):
                say(f"bench: generate {form}")
                run([self.tool("generate"), "--records", self.options.records, "--seed", self.options.seed, "--format", form, "--out", path])
        with open(self.lines + ".totals", encoding="utf-8") as file:
            self.totals = file.read()

    def fresh(self, name):
        """An empty folder for one book."""
        path = os.path.join(self.folder, name)
        shutil.rmtree(path, ignore_errors=True)
        os.makedirs(path)
        return path

    def same(self, program, rows, limit=None):
        """Refuses a program whose totals are not those of the workload. `rows`: [currency, measure, minor units]."""
        expected = self.totals if limit is None else self._fold(limit)
        found = {}
        for currency, measure, minor in rows:
            found.setdefault(currency, {})[measure] = int(minor)
        text = "".join(f"{c} {m.get('signed', 0)} {m.get('received', 0)} {m.get('disbursed', 0)}\n" for c, m in sorted(found.items()))
        if text != expected:
            raise Failed(f"{program} gives other totals:\n{text}expected:\n{expected}")

    def _fold(self, limit):
        import sys

        sys.path.insert(0, os.path.join(self.package, "alternatives"))
        import book

        fold = book.Fold()
        for line in book.lines_of(self.lines, limit):
            fold.add(line)
        sums = {}
        for currency, measure, minor in fold.rows():
            sums.setdefault(currency, {})[measure] = minor
        return "".join(f"{c} {m.get('signed', 0)} {m.get('received', 0)} {m.get('disbursed', 0)}\n" for c, m in sorted(sums.items()))
