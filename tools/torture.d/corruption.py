#!/usr/bin/env python3
"""Damages copies of a ledger at random and looks at what the program makes of them.

Each round damages journal.mdb or views.mdb in one way, then runs a report and `verify` (for views: the report and `rebuild --check`)
in children with a time limit. Good answers:

  same      status 0 and the very output of the sound ledger: the damage lies where nothing is read, or in views that were made anew
  refused   status 3 and a complaint with what was found and what was expected

Everything else is a failure: another figure, death by a signal, no end in time, another status, and a `verify` that finds nothing
although lines are no longer what they were. A failure is kept with its files; `--only ROUND` with the same seed repeats it.

  corruption.py [--rounds N] [--seed S] [--jobs N] [--program FILE] [--keep DIR] [--only ROUND]
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = 4096
TIME_LIMIT = 60
CAUGHT = "that LMDB cannot read"


class Program:
    def __init__(self, path):
        self.path = str(path)

    def run(self, ledger, *words):
        """Status (None: no end in time), standard output, standard error."""
        try:
            done = subprocess.run(
                [self.path, *words, "--ledger", str(ledger)], capture_output=True, timeout=TIME_LIMIT, stdin=subprocess.DEVNULL,
                env={"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"})
        except subprocess.TimeoutExpired:
            return None, b"", b""
        return done.returncode, done.stdout, done.stderr

    def must(self, ledger, *words):
        status, out, err = self.run(ledger, *words)
        if status != 0:
            sys.exit(f"{' '.join(words)}: found status {status}; expected 0. {err.decode(errors='replace')}")
        return out


# The ledger


def project_lines(rng, number):
    """Commands for one made-up project: signature, addenda, receipts, disbursements."""
    partners = ["Cisco", "Huawei", "ISOC", "Joint-SDG-Fund"]
    countries = ["NER", "GHA", "RWA", "ZMB", "BRA", "DOM", "IDN", "PNG"]
    regions = ["AFR", "AMS", "ASP", "MULTI"]

    def line(name, what, day, event, **more):
        return dict({"actor": "torture", "event": event, "id": f"torture/{name}/{what}", "on": day,
                     "source": {"document": f"Made-up document {name}"}, "subject": f"project/{name}", "v": 1}, **more)

    def money(amount):
        return {"amount": f"{amount}.{rng.randrange(100):02}", "currency": "CHF"}

    name = f"9X{number:05}"
    partner, country = rng.choice(partners), rng.choice(countries)
    day = f"202{rng.randrange(3, 6)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
    yield line(name, "signed", day, {
        "beneficiaries": [{"country": country}], "funding": [{"from": partner, "modality": "cash", "value": money(rng.randrange(900_000, 990_000))}],
        "plan": "KAP", "priority": "P2", "region": rng.choice(regions), "theme": "services", "title": f"Made-up project {number}",
        "type": "ProjectSigned"})
    for step in range(rng.randrange(3)):
        yield line(name, f"addendum/{step + 1}", day, {
            "funding": [{"adds": money(rng.randrange(1000, 9000)), "from": partner}], "number": step + 1, "type": "AddendumSigned"})
    for step in range(rng.randrange(3)):
        yield line(name, f"receipt/{step}", day, {"from": partner, "type": "ContributionReceived", "value": money(rng.randrange(1000, 90_000))})
    for step in range(rng.randrange(6)):
        yield line(name, f"paid/{step}", day, {
            "country": country, "purpose": "Two base stations", "to": "Sahel Telecom S.A.", "type": "DisbursementMade",
            "value": money(rng.randrange(100, 9000))})


class Sound:
    """The ledger as it should be, and what the program says of it."""

    def __init__(self, program, folder, seed):
        ledger = folder / "sound"
        rng = random.Random(f"{seed}/ledger")
        self.init(program, ledger)
        program.must(ledger, "import", str(ROOT / "tools/demo-data/documents.jsonl"))
        # Several imports and reports, so that there are free pages and older commits.
        # A project goes on over several imports, so that catch-up needs its history.
        batches = [[] for _ in range(12)]
        for project in range(480):
            at = project // 40
            for line in project_lines(rng, project):
                batches[at].append(line)
                at = min(at + rng.randrange(3), 11)
        for batch, entries in enumerate(batches):
            lines = folder / "lines.jsonl"
            with open(lines, "w", encoding="utf-8") as file:
                for line in entries:
                    file.write(json.dumps(line, sort_keys=True, separators=(",", ":")) + "\n")
            program.must(ledger, "import", str(lines))
            if batch % 3 == 2:
                program.must(ledger, "report", "funding")
            if batch == 5:
                self.older_views = (ledger / "views.mdb").read_bytes()
        self.reports = {name: program.must(ledger, "report", *name.split(), "--format", "json") for name in REPORTS}
        self.lines = program.must(ledger, "log", "--format", "json")
        self.verified = program.must(ledger, "verify")
        program.must(ledger, "rebuild", "--check")
        self.journal = (ledger / "journal.mdb").read_bytes()
        self.views = (ledger / "views.mdb").read_bytes()
        self.records = self.lines.count(b"\n")

    @staticmethod
    def init(program, ledger):
        done = subprocess.run([program.path, "init", str(ledger), "--origin", "example.org/torture"], capture_output=True)
        if done.returncode != 0:
            sys.exit(f"init: found status {done.returncode}; expected 0. {done.stderr.decode(errors='replace')}")


# Damage


def flipped_bit(data, rng):
    place = rng.randrange(len(data)) if rng.random() < 0.8 else rng.randrange(2) * PAGE + rng.randrange(152)
    data[place] ^= 1 << rng.randrange(8)
    return f"bit in byte {place} (page {place // PAGE})"


def changed_name(data, rng):
    """One bit in a name: of a subject in the index, of an identity key, or in a line. The order of keys often survives it."""
    names = [found.end() for found in re.finditer(rb"(?:project|partner|torture)/[0-9A-Za-z]{3}", data)]
    if not names:
        return flipped_bit(data, rng)
    place = rng.choice(names) + rng.randrange(4)
    data[place] ^= 1 << rng.randrange(3)
    return f"name at byte {place} (page {place // PAGE})"


def zeroed_page(data, rng):
    page = rng.randrange(len(data) // PAGE)
    data[page * PAGE:(page + 1) * PAGE] = bytes(PAGE)
    return f"page {page}"


def truncated_tail(data, rng):
    length = rng.choice([rng.randrange(len(data)), rng.randrange(len(data) // PAGE) * PAGE, len(data) - PAGE * rng.randrange(1, 9)])
    del data[max(length, 0):]
    return f"to {len(data)} bytes"


def swapped_pages(data, rng):
    one, other = rng.sample(range(len(data) // PAGE), 2)
    a, b = slice(one * PAGE, (one + 1) * PAGE), slice(other * PAGE, (other + 1) * PAGE)
    data[a], data[b] = data[b], data[a]
    return f"pages {one} and {other}"


def repeated_page(data, rng):
    one, other = rng.sample(range(len(data) // PAGE), 2)
    data[other * PAGE:(other + 1) * PAGE] = data[one * PAGE:(one + 1) * PAGE]
    return f"page {one} over page {other}"


def random_bytes(data, rng):
    page = rng.randrange(len(data) // PAGE)
    start = page * PAGE + rng.randrange(PAGE)
    count = min(rng.choice([1, 2, 8, 64, 512, PAGE]), (page + 1) * PAGE - start)
    data[start:start + count] = rng.randbytes(count)
    return f"{count} bytes from byte {start} (page {page})"


DAMAGES = [flipped_bit, changed_name, zeroed_page, truncated_tail, swapped_pages, repeated_page, random_bytes]
REPORTS = ["funding", "portfolio", "groups", "funding --by partner --known-at 2000", "statement --subject project/9X00007"]
# What is damaged, and which views lie beside it.
TARGETS = ["journal", "journal, views behind", "journal, no views", "views"]


# One round


class Round:
    def __init__(self, number, seed, sound, program, folder):
        self.number, self.sound, self.program = number, sound, program
        rng = random.Random(f"{seed}/{number}")
        self.target = rng.choice(TARGETS)
        damage = rng.choice(DAMAGES)
        self.kind = damage.__name__.replace("_", " ")
        data = bytearray(sound.views if self.target == "views" else sound.journal)
        before = bytes(data)
        self.where = damage(data, rng)
        self.report = rng.choice(REPORTS)
        self.changed = bytes(data) != before
        self.journal = sound.journal if self.target == "views" else bytes(data)
        self.views = {"views": bytes(data), "journal": sound.views, "journal, views behind": sound.older_views}.get(self.target)
        self.folder = folder / str(number)
        self.answers = []
        self.failures = []

    def lay_out(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "journal.mdb").write_bytes(self.journal)
        if self.views is not None:
            (self.folder / "views.mdb").write_bytes(self.views)

    def ask(self, name, *words):
        """Runs one command on a fresh copy; returns its output, or None unless it ended with 0."""
        self.lay_out()
        status, out, err = self.program.run(self.folder, *words)
        text = err.decode(errors="replace").strip()
        if status == 0:
            return out, text
        if status == 3 and "found" in text and "expected" in text:
            self.answers.append((name, "refused by the handler of signals" if CAUGHT in text else "refused"))
        elif status is None:
            self.fail(name, "no end in time")
        elif status < 0:
            self.fail(name, f"death by signal {-status}: {text[-300:]}")
        else:
            self.fail(name, f"status {status}: {text[-300:]}")
        return None, text

    def fail(self, name, what):
        self.answers.append((name, "FAILED"))
        self.failures.append(f"{name}: {what}")

    def run(self):
        out, text = self.ask("report", "report", *self.report.split(), "--format", "json")
        if out is not None:
            if out != self.sound.reports[self.report]:
                self.fail("report", f"another figure in {self.report}")
            else:
                self.answers.append(("report", "same, views made anew" if "made anew" in text else "same"))
        if self.target == "views":
            out, _ = self.ask("rebuild --check", "rebuild", "--check")
            if out is not None:
                self.answers.append(("rebuild --check", "same"))
        else:
            out, _ = self.ask("verify", "verify")
            if out is not None:
                lines, _ = self.ask("log", "log", "--format", "json")
                if out != self.sound.verified or lines != self.sound.lines:
                    self.fail("verify", "nothing found although lines have changed")
                else:
                    self.answers.append(("verify", "same"))
        if not self.failures:
            shutil.rmtree(self.folder, ignore_errors=True)
        return self


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/pledgebook")
    parser.add_argument("--keep", type=pathlib.Path, default=ROOT / ".build/corruption", help="where failures are kept")
    parser.add_argument("--only", type=int, help="one round of this seed")
    options = parser.parse_args()
    program = Program(options.program.resolve())
    print(f"corruption: seed {options.seed}", flush=True)
    counts = collections.Counter()
    failures = []
    with tempfile.TemporaryDirectory(prefix="corruption-") as name:
        folder = pathlib.Path(name)
        sound = Sound(program, folder, options.seed)
        print(f"a ledger of {sound.records} records, {len(sound.journal) // PAGE} pages of journal and {len(sound.views) // PAGE} of views", flush=True)
        numbers = range(options.rounds) if options.only is None else [options.only]
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            # The rounds are made where they run: all of them at once would not fit in memory.
            for round in pool.map(lambda n: Round(n, options.seed, sound, program, folder).run(), numbers):
                for answer in round.answers:
                    counts[(round.target, round.kind) + answer] += 1
                if round.failures:
                    failures.append(round)
                    kept = options.keep / f"{options.seed}-{round.number}"
                    shutil.rmtree(kept, ignore_errors=True)
                    round.lay_out()
                    shutil.copytree(round.folder, kept)
                    shutil.rmtree(round.folder, ignore_errors=True)
                    print(f"round {round.number}: {round.target}, {round.kind}, {round.where}: {'; '.join(round.failures)}\n  kept in {kept}", flush=True)
                round.journal = round.views = None
    for (target, kind, command, answer), count in sorted(counts.items()):
        print(f"{count:7}  {target:22} {kind:15} {command:16} {answer}")
    print(f"{len(numbers)} damages, seed {options.seed}; to repeat one: --seed {options.seed} --only ROUND")
    print(f"{len(numbers) - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
