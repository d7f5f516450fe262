#!/usr/bin/env python3
"""Changes one line of the fold, builds that program, and looks whether rebuild and catch-up both change, and alike.

There must be one way from lines to figures. So a changed fold must show in views that are rebuilt and in views that are kept up line by line, with
the same digest, which is not that of the program as it is. The program as it is comes first, with nothing changed. The last mutant changes
only catch-up: that is a second way, and `rebuild --check` must notice it.

Each mutant replaces a text that stands exactly once in its file. If it does not, the check fails: then the fold has moved, and the list below must
follow it. The changed sources are built in .build-mutants, so that a second run compiles only what changes.

  mutants.py [--seed S] [--program FILE] [--short]
"""

import argparse
import collections
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from book import ROOT, Broken, Program, report, text
from varied import Varied

PLACE = ROOT / ".build-mutants"
DIGEST = re.compile(r"digest (\S+?)\.?$", re.MULTILINE)
PIECES = 8

Mutant = collections.namedtuple("Mutant", "name file old new")
CHANGE, EFFECTS, EVENTS, POSTINGS, PLEDGE = (
    f"Sources/Ledger/{name}.swift"
    for name in ("Book/Change", "Postings/Effects", "Subjects/Project/ProjectEvent", "Subjects/Project/ProjectPostings", "Subjects/Pledge/PledgeState"))
MUTANTS = [
    Mutant("the country of a disbursement", POSTINGS, "row.country = country.map { $0.rawValue + 1 } ?? 0", "row.country = country.map { $0.rawValue + 2 } ?? 0"),
    Mutant("the sign of received money", EVENTS, "row(.received, paid.value,", "row(.received, Money(minor: -paid.value.minor, currency: paid.value.currency),"),
    Mutant("the region of a project", POSTINGS, "(signed.region.rawValue + 1, signed.plan.rawValue)", "(signed.plan.rawValue, signed.plan.rawValue)"),
    Mutant("what an addendum sets", CHANGE, "return become(Int128(money.minor), money.currency, on: day)", "return become(Int128(money.minor) + 1, money.currency, on: day)"),
    Mutant("the pledged value", PLEDGE, "add(.pledged, PromisedValue().moves(.sets(value), on: entry.on.first), value.qualifier)", "add(.pledged, PromisedValue().moves(.sets(Money(minor: value.minor + 1, currency: value.currency)), on: entry.on.first), value.qualifier)"),
    Mutant("what a change moves", CHANGE, "Move(minor: Int64(clamping: missing), currency: currency, day: day)", "Move(minor: Int64(clamping: missing) + 1, currency: currency, day: day)"),
    Mutant("the sign of a difference", EFFECTS, "(new[place] ?? 0) - (old[place] ?? 0)", "(old[place] ?? 0) - (new[place] ?? 0)"),
]
SECOND_WAY = Mutant(
    "catch-up alone", "Sources/Views/LiveViews.swift", "try file.postings.append(rows, after: before.postings, in: &transaction)",
    "for place in rows.indices { rows[place].minor += 1 }; try file.postings.append(rows, after: before.postings, in: &transaction)")


class Workshop:
    """A copy of the sources in which one line is another."""

    def __init__(self):
        PLACE.mkdir(exist_ok=True)
        for name in ("Package.swift", "Package.resolved"):
            if (ROOT / name).exists():
                self.put(name, (ROOT / name).read_bytes())
        # The manifest names the tests; they are not built.
        if not (PLACE / "Tests").is_symlink():
            (PLACE / "Tests").symlink_to(ROOT / "Tests")

    @staticmethod
    def put(name, data):
        """A file that is the same keeps its time: the compiler then leaves it alone."""
        path = PLACE / name
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def build(self, mutant):
        files = [path.relative_to(ROOT) for path in sorted((ROOT / "Sources").rglob("*")) if path.is_file()]
        for name in files:
            data = (ROOT / name).read_bytes()
            if mutant and str(name) == mutant.file:
                count = data.count(mutant.old.encode())
                if count != 1:
                    raise Broken(f"{name}: found {count} times `{mutant.old}`; expected it once. The fold has moved: mend the list in {pathlib.Path(__file__).name}.")
                data = data.replace(mutant.old.encode(), mutant.new.encode())
            self.put(name, data)
        for path in sorted((PLACE / "Sources").rglob("*")):
            if path.is_file() and path.relative_to(PLACE) not in files:
                path.unlink()
        done = subprocess.run(["swift", "build", "--product", "pledgebook", "--package-path", PLACE], capture_output=True, text=True)
        if done.returncode != 0:
            raise Broken(f"the build failed: {(done.stdout + done.stderr).strip()[-1500:]}")
        return Program(PLACE / ".build/debug/pledgebook")


class Mutants:
    def __init__(self, program, folder, seed, projects):
        self.folder = folder
        self.commands = Varied(seed, projects).commands
        self.sound = folder / "sound"
        self.digest = self.kept_up(program, self.sound)

    def grow(self, program, ledger):
        """Views that grow piece by piece. Their file must stay the same: then nothing but catch-up has made them."""
        program.init(ledger)
        program.must(ledger, "report", "funding")
        file = (ledger / "views.mdb").stat().st_ino
        size = -(-len(self.commands) // PIECES)
        for start in range(0, len(self.commands), size):
            program.must(ledger, "import", "-", given=text(self.commands[start:start + size]))
            program.must(ledger, "report", "funding")
        if (ledger / "views.mdb").stat().st_ino != file:
            raise Broken("the views were made anew; expected that catch-up alone changes them")

    def kept_up(self, program, ledger):
        self.grow(program, ledger)
        return digest(program.must(ledger, "rebuild", "--check"))

    def check(self, number, mutant, program):
        """What the program makes of the same commands, and of the views that the program as it is has left."""
        theirs = self.folder / f"{number}-sound"
        shutil.copytree(self.sound, theirs)
        status, _, _ = program.run(theirs, "rebuild", "--check")
        if status != (3 if mutant else 0):
            raise Broken(f"rebuild --check on the views of the program as it is: status {status}")
        program.must(theirs, "rebuild")
        rebuilt = digest(program.must(theirs, "rebuild", "--check"))
        # Salts differ from book to book, so this digest is compared with nothing: the check itself compares catch-up and rebuild.
        self.kept_up(program, self.folder / f"{number}-own")
        if (rebuilt != self.digest) != bool(mutant):
            raise Broken(f"digest {rebuilt}; the program as it is gives {self.digest}, expected {'another' if mutant else 'the same'}")

    def check_second_way(self, program):
        ledger = self.folder / "second-way"
        self.grow(program, ledger)
        status, _, err = program.run(ledger, "rebuild", "--check")
        if status != 3 or "which a rebuild from zero gives" not in err:
            raise Broken(f"rebuild --check noticed nothing: status {status}: {err.strip()}")


def digest(out):
    match = DIGEST.search(out)
    if not match:
        raise Broken(f"found no digest in: {out.strip()}")
    return match.group(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/pledgebook")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    tried = [None] + (MUTANTS[:1] if options.short else MUTANTS) + [SECOND_WAY]
    print(f"mutants: seed {options.seed}", flush=True)
    passed, failures, workshop = 0, [], Workshop()
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        mutants = Mutants(Program(options.program), pathlib.Path(name), options.seed, 8 if options.short else 40)
        print(f"{len(mutants.commands)} commands, digest {mutants.digest}", flush=True)
        for number, mutant in enumerate(tried):
            what, start = mutant.name if mutant else "nothing", time.monotonic()
            try:
                program = workshop.build(mutant)
                built = time.monotonic()
                if mutant is SECOND_WAY:
                    mutants.check_second_way(program)
                else:
                    mutants.check(number, mutant, program)
                passed += 1
                print(f"changed: {what}; built in {built - start:.0f} s, compared in {time.monotonic() - built:.0f} s", flush=True)
            except Broken as broken:
                failures.append(f"{what}: {broken}")
    report(passed, failures, options.seed)


if __name__ == "__main__":
    main()
