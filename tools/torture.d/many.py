#!/usr/bin/env python3
"""Many writers and readers in several processes on one ledger, for some time.

Writers record single commands and import groups; readers ask for reports, the log, the status and a verification, copy the book and rebuild the
views. One reader stays in its snapshot for the whole time (`log` into a pipe that nobody empties), and `status` must name it. At the end every acknowledged record is at
its position, positions have no gap, and views and verification are clean. Every report must be one that is right for a size of the book.

  many.py [--seconds N] [--seed S] [--program FILE] [--short]
"""

import argparse
import collections
import json
import pathlib
import random
import re
import tempfile
import threading
import time

from book import ROOT, Broken, Program, Torture, is_complaint, partner, receipt, report, text

WRITERS, IMPORTERS, READERS = 4, 2, 4
READS = [["report", "funding", "--format", "json"], ["report", "portfolio", "--format", "json"], ["verify"], ["status"], ["log", "project/9X00001"], ["rebuild", "--check"], ["rebuild"]]


class Many:
    def __init__(self, program, folder, seed, seconds):
        self.program, self.folder, self.seed = program, folder, seed
        self.book = Torture(program, folder / "book", random.Random(f"{seed}/book"))
        self.end = time.monotonic() + seconds
        self.gate = threading.Lock()
        self.failures, self.counts, self.seen = [], collections.Counter(), 0

    def running(self):
        return time.monotonic() < self.end

    def fail(self, what):
        with self.gate:
            self.failures.append(what)

    def count(self, what, number=1):
        with self.gate:
            self.counts[what] += number

    def writer(self, place):
        rng, number = random.Random(f"{self.seed}/writer/{place}"), 0
        while self.running():
            number += 1
            one = receipt(rng.choice(self.book.projects), "AICS", f"w{place}-{number}", rng.randrange(1, 90))
            status, out, err = self.program.run(self.book.folder, "record", "--file", "-", given=text([one]))
            if status != 0:
                self.fail(f"record: status {status}: {err.strip()[-300:]}")
            with self.gate:
                self.book.heard(one, out)
                if one["id"] not in self.book.acknowledged:
                    self.failures.append(f"record: no answer: {out}")
                self.counts["records"] += 1

    def importer(self, place):
        rng, number = random.Random(f"{self.seed}/importer/{place}"), 0
        while self.running():
            group = []
            for _ in range(rng.randrange(1, 60)):
                number += 1
                # Both importers offer the same partners now and then: one records, the other is told that it is there.
                if rng.random() < 0.1:
                    group.append(partner(f"shared-{number}"))
                else:
                    group.append(receipt(rng.choice(self.book.projects), "AICS", f"i{place}-{number}", rng.randrange(1, 90)))
            status, out, err = self.program.run(self.book.folder, "import", "-", given=text(group))
            if status != 0:
                self.fail(f"import: status {status}: {err.strip()[-300:]}")
            with self.gate:
                self.book.acknowledged.update(dict.fromkeys(one["id"] for one in group))
                self.counts["imported"] += int(out.split(" recorded")[0]) if " recorded" in out else 0
                self.counts["imports"] += 1

    def reader(self, place):
        rng = random.Random(f"{self.seed}/reader/{place}")
        while self.running():
            words = rng.choice(READS)
            status, out, err = self.program.run(self.book.folder, *words)
            if status != 0:
                self.fail(f"{' '.join(words)}: status {status}: {err.strip()[-300:]}")
            elif words[0] == "verify":
                self.size(int(re.search(r"All (\d+) records", out).group(1)))
            elif "json" in words:
                json.loads(out)
            self.count(" ".join(words))

    def size(self, size):
        """A book that a reader sees never has fewer records than were acknowledged to somebody before; here: it never shrinks at the end."""
        with self.gate:
            self.seen = max(self.seen, size)

    def run(self):
        threads = [threading.Thread(target=self.guarded, args=(work, place))
                   for work, many in ((self.writer, WRITERS), (self.importer, IMPORTERS), (self.reader, READERS)) for place in range(many)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        ids = self.book.check()
        if len(ids) < self.seen:
            raise Broken(f"{len(ids)} records at the end; a reader saw {self.seen}")
        expected = 200 + 7 + self.counts["records"] + self.counts["imported"]
        if len(ids) != expected:
            raise Broken(f"{len(ids)} records; the answers say {expected}")
        return len(ids)

    def guarded(self, work, place):
        try:
            work(place)
        except (Broken, ValueError, AttributeError) as error:
            self.fail(f"{work.__name__}: {error}")


def long_reader(many):
    """A reader that stays in its snapshot is named by `status`, with how far it is behind."""
    child = many.program.start(many.book.folder, "log", "--format", "json")
    try:
        child.stdout.read(1)
        for _ in range(3):
            many.program.must(many.book.folder, "record", "--file", "-", given=text(many.book.commands(1)))
        out = many.program.must(many.book.folder, "status")
        found = re.search(rf"process {child.pid}, (\d+) commits behind", out)
        if not found or int(found.group(1)) < 3:
            raise Broken(f"a long reader, process {child.pid}, is not named: {out[-300:]}")
    finally:
        child.kill()
        child.communicate()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/pledgebook")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    seconds = options.seconds or (5 if options.short else 120)
    print(f"many: seed {options.seed}, {WRITERS} writers, {IMPORTERS} importers, {READERS} readers, {seconds:g} seconds", flush=True)
    with tempfile.TemporaryDirectory(prefix="many-") as name:
        many = Many(Program(options.program), pathlib.Path(name), options.seed, seconds)
        passed = 0
        try:
            size = many.run()
            passed = sum(count for what, count in many.counts.items() if what != "imported") - len(many.failures)
            print(f"{size} records at the end")
            many.book.commands(0)
            many.program.must(many.book.folder, "import", "-", given=text(many.book.commands(2000)))
            long_reader(many)
            passed += 1
        except Broken as broken:
            many.failures.append(str(broken))
        for what, count in sorted(many.counts.items()):
            print(f"{count:7}  {what}")
    report(passed, many.failures, options.seed)


if __name__ == "__main__":
    main()
