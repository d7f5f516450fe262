#!/usr/bin/env python3
"""Lets every write and every flush of the program fail in turn, lets the power go at every one, and fills the disk.

For each command (record, import, catch-up, rebuild, copy) and each kind of fault, the first, second, third … call fails until the command needs no
more. After each fault: the command ended well, or with a complaint that says what was found and expected; the ledger opens,
verifies and has all that was acknowledged; the same command, given again, ends well.

The library between the program and the system is faults.c, built here with cc. Needs Linux. The small disks need the rights of root; without
them they are left out with a line.

  faults.py [--program FILE] [--seed S] [--short]
"""

import argparse
import collections
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

from book import ROOT, Broken, Program, Torture, is_complaint, report, text

# Kind of fault, and whether every later call fails too.
FAULTS = [("EIO", False), ("EIO", True), ("ENOSPC", False), ("ENOSPC", True), ("SHORT", False)]
COMMANDS = ["record", "import", "catch-up", "rebuild", "copy"]
MOST = 400


class Faults:
    def __init__(self, program, folder, library, seed):
        self.program, self.folder, self.library, self.seed = program, folder, library, seed
        self.rng = random.Random(f"{seed}/faults")
        book = Torture(program, folder / "sound", self.rng)
        program.must(book.folder, "import", "-", given=text(book.commands(60)))
        program.must(book.folder, "report", "funding")
        book.check()
        self.sound = book
        self.counts = collections.Counter()

    def fresh(self):
        """A copy of the sound ledger in the state before each fault."""
        book = Torture.__new__(Torture)
        book.__dict__.update(self.sound.__dict__)
        book.folder = self.folder / "book"
        book.rng = random.Random(f"{self.seed}/commands")
        book.acknowledged, book.groups, book.lines = dict(self.sound.acknowledged), [], list(self.sound.lines)
        shutil.rmtree(book.folder, ignore_errors=True)
        shutil.copytree(self.sound.folder, book.folder)
        return book

    def words(self, command, book):
        """The command line, its input, and the commands that it records."""
        if command == "record":
            made = book.commands(1)
            return ["record", "--file", "-"], text(made), made
        if command == "import":
            made = book.commands(300)
            (self.folder / "lines.jsonl").write_bytes(text(made))
            return ["import", self.folder / "lines.jsonl"], b"", made
        if command == "catch-up":
            self.program.must(book.folder, "import", "-", given=text(book.commands(80)))
            return ["report", "funding"], b"", []
        if command == "rebuild":
            return ["rebuild"], b"", []
        target = self.folder / "copy"
        shutil.rmtree(target, ignore_errors=True)
        return ["copy", target], b"", []

    def environment(self, command, at, kind, stay):
        below = self.folder / ("copy" if command == "copy" else "book")
        return dict(LD_PRELOAD=str(self.library), FAULT_FOLDER=str(below), FAULT_REPORT=str(self.folder / "report"), FAULT_AT=str(at),
                    FAULT_KIND=kind, FAULT_STAY=str(int(stay)), FAULT_SEED=f"{self.seed}{at}")

    def once(self, command, at, kind, stay):
        """One command with one fault. False if the command needed fewer calls."""
        book = self.fresh()
        words, given, made = self.words(command, book)
        path = self.folder / "report"
        path.unlink(missing_ok=True)
        status, out, err = self.program.run(book.folder, *words, given=given, **self.environment(command, at, kind, stay))
        where = path.read_text().splitlines()[0] if path.exists() else None
        try:
            self.judge(command, book, made, where, kind, status, out, err)
            self.again(command, book, words, given, made)
        except Broken as broken:
            raise Broken(f"{command}, {kind}{' for good' if stay else ''} at call {at} ({where}): {broken}") from None
        return where is not None

    def judge(self, command, book, made, where, kind, status, out, err):
        power = kind in ("POWER", "LIE")
        if status == 0:
            self.counts[f"{command}, {kind}: harmless" if where else "no fault"] += 1
        elif power and status == -9 and where:
            self.counts[f"{command}, {kind}: power went"] += 1
        elif status in (1, 3) and is_complaint(err) and where:
            self.counts[f"{command}, {kind}: complaint"] += 1
        else:
            raise Broken(f"status {status}: {err.strip()[-300:]}")
        ids = [one["id"] for one in made]
        book.groups.append(ids)
        if command == "record" and made:
            book.heard(made[0], out)
            if status == 0 and not book.acknowledged.get(ids[0]):
                raise Broken("ended well without an answer")
        if command == "import" and f"{len(ids)} recorded" in out:
            book.acknowledged.update(dict.fromkeys(ids))
        if status != 0 and not power and ids and book.acknowledged.keys() & set(ids):
            raise Broken("acknowledged and ended badly")
        book.check()

    def again(self, command, book, words, given, made):
        """The same once more, without a fault."""
        if command == "copy":
            target = words[1]
            if (target / "journal.mdb").exists():
                if self.program.must(target, "verify") != self.program.must(book.folder, "verify"):
                    raise Broken("the copy is another book")
                return
            status, _, err = self.program.run(target, "verify")
            if status != 3 or "found no ledger" not in err:
                raise Broken(f"a copy that was cut short is answered with status {status}: {err.strip()[-300:]}")
        out = self.program.must(book.folder, *words, given=given)
        if command == "import" and f"0 refused" not in out:
            raise Broken(f"again: {out.strip()}")
        if command == "copy" and self.program.must(words[1], "verify") != self.program.must(book.folder, "verify"):
            raise Broken("the copy is another book")
        if made:
            ids = book.check(views=False)
            if not set(one["id"] for one in made) <= ids.keys():
                raise Broken("given again, and still not there")

    def control(self):
        """A disk that says it has flushed and has not: the checks must notice, or they would notice nothing."""
        noticed = 0
        for at in range(6, 18):
            try:
                self.once("import", at, "LIE", False)
            except Broken:
                noticed += 1
        print(f"a disk that lies about flushes: noticed in {noticed} of 12 rounds", flush=True)
        if not noticed:
            raise Broken("a disk that lies about flushes was not noticed")

    def series(self, command, kind, stay, step, failures):
        passed = 0
        for at in range(1, MOST * step, step):
            try:
                if not self.once(command, at, kind, stay):
                    break
                passed += 1
            except Broken as broken:
                failures.append(str(broken))
                if len(failures) > 40:
                    break
        else:
            failures.append(f"{command}, {kind}: more than {MOST} calls")
        # The last round, in which no call failed, is one more: in it, the power goes after the end of the command.
        print(f"{command}, {kind}{' for good' if stay else ''}: {passed} places", flush=True)
        return passed


# Small disks


class Disk:
    """A file system in memory, of a few MiB."""

    def __init__(self, place, size, *more):
        self.place = pathlib.Path(place)
        self.place.mkdir()
        self.run("mount", "-t", "tmpfs", "-o", ",".join([f"size={size}", *more]), "tmpfs", str(self.place))

    @staticmethod
    def run(*words):
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode != 0:
            raise OSError(done.stderr.strip())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.run("umount", str(self.place))


def full_disk(program, folder, rng):
    """A disk without room: a clear complaint, nothing half there, and the ledger goes on when room is made."""
    with Disk(folder / "small", "4m") as disk:
        book = Torture(program, disk.place / "book", rng)
        book.check()
        ballast = disk.place / "ballast"
        for _ in range(60):
            made = book.commands(300)
            status, out, err = program.run(book.folder, "import", "-", given=text(made))
            ids = [one["id"] for one in made]
            book.groups.append(ids)
            if status == 0:
                book.acknowledged.update(dict.fromkeys(ids))
                continue
            if status != 1 or "found no room" not in err:
                raise Broken(f"full disk: status {status}: {err.strip()[-300:]}")
            break
        else:
            raise Broken("the small disk took everything")
        # To the last block, so that single records meet it too.
        with open(ballast, "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
        refusals = 0
        for size in [50] * 60 + [1] * 10:
            if size == 50 and refusals >= 3:
                continue
            made = book.commands(size)
            status, out, err = program.run(book.folder, "import", "-", given=text(made))
            book.groups.append([one["id"] for one in made])
            if status == 0:
                book.acknowledged.update(dict.fromkeys(one["id"] for one in made))
                continue
            refusals += 1
            if status != 1 or "found no room" not in err:
                raise Broken(f"full disk: status {status}: {err.strip()[-300:]}")
        if not refusals:
            raise Broken("a disk without a free block took 3,000 records")
        # Reading needs no room; views that cannot be written are a complaint of their own.
        program.must(book.folder, "verify")
        status, _, err = program.run(book.folder, "report", "funding")
        if status not in (0, 1, 3) or (status and not is_complaint(err)):
            raise Broken(f"report on a full disk: status {status}: {err.strip()[-300:]}")
        status, _, err = program.run(book.folder, "copy", disk.place / "copy")
        if status == 0 or not is_complaint(err) or (disk.place / "copy" / "journal.mdb").exists():
            raise Broken(f"copy to a full disk: status {status}: {err.strip()[-300:]}")
        ballast.unlink()
        shutil.rmtree(disk.place / "copy", ignore_errors=True)
        Disk.run("mount", "-o", "remount,size=64m", str(disk.place))
        made = book.commands(300)
        program.must(book.folder, "import", "-", given=text(made))
        book.acknowledged.update(dict.fromkeys(one["id"] for one in made))
        book.check()
        return f"{refusals} times no room, then all went on"


def read_only_disk(program, folder, rng):
    """A medium that cannot be written: what only reads works, the rest is a clear complaint."""
    with Disk(folder / "medium", "32m") as disk:
        book = Torture(program, disk.place / "book", rng)
        program.must(book.folder, "report", "funding")
        before = program.must(book.folder, "verify")
        Disk.run("mount", "-o", "remount,ro", str(disk.place))
        if program.must(book.folder, "verify") != before:
            raise Broken("verify says something else on a medium that cannot be written")
        program.must(book.folder, "log")
        program.must(book.folder, "status")
        program.must(book.folder, "copy", folder / "from-medium")
        program.must(folder / "from-medium", "verify")
        for words, given in ((["record", "--file", "-"], text(book.commands(1))), (["import", "-"], text(book.commands(2))), (["rebuild"], b"")):
            status, _, err = program.run(book.folder, *words, given=given)
            if status not in (1, 3) or not is_complaint(err):
                raise Broken(f"{words[0]} on a medium that cannot be written: status {status}: {err.strip()[-300:]}")
        status, _, err = program.run(book.folder, "report", "funding")
        return "reports answer there" if status == 0 else f"a report there ends with status {status}: {err.strip()}"


def build(folder):
    library = folder / "faults.so"
    done = subprocess.run(
        ["cc", "-O1", "-Wall", "-shared", "-fPIC", "-o", str(library), str(pathlib.Path(__file__).with_name("faults.c")), "-ldl", "-lpthread"],
        capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"faults.c: found {done.stderr.strip()}; expected a library. Is there a C compiler?")
    return library


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/pledgebook")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--cuts", type=int, default=5, help="losses of power at each place, each with other writes that survive")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    print(f"faults: seed {options.seed}", flush=True)
    failures, passed = [], 0
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = pathlib.Path(name).resolve()
        program = Program(options.program)
        library = build(folder)
        faults = Faults(program, folder, library, options.seed)
        plan = [(command, kind, stay, 1) for command in COMMANDS for kind, stay in FAULTS]
        if options.short:
            plan = [("record", "EIO", False, 1), ("import", "ENOSPC", True, 3), ("copy", "EIO", False, 2), ("rebuild", "EIO", True, 8)]
        for command, kind, stay, step in plan:
            passed += faults.series(command, kind, stay, step, failures)
        for cut in range(1 if options.short else options.cuts):
            faults.seed = f"{options.seed}{cut}"
            for command in COMMANDS if not options.short else ["record"]:
                passed += faults.series(command, "POWER", False, 1, failures)
        try:
            faults.control()
            passed += 1
        except Broken as broken:
            failures.append(str(broken))
        for what, count in sorted(faults.counts.items()):
            print(f"{count:7}  {what}")
        if os.geteuid() == 0:
            rng = random.Random(f"{options.seed}/disks")
            for test in (full_disk, read_only_disk):
                try:
                    print(f"{test.__name__.replace('_', ' ')}: {test(program, folder, rng)}", flush=True)
                    passed += 1
                except Broken as broken:
                    failures.append(f"{test.__name__}: {broken}")
                except OSError as error:
                    print(f"left out, no file system in memory can be mounted: {test.__name__}: {error}")
        else:
            print("left out, they need root: a full disk, a medium that cannot be written")
    print(f"{passed} faults, seed {options.seed}")
    report(passed, failures, options.seed)


if __name__ == "__main__":
    main()
