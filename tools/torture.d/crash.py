#!/usr/bin/env python3
"""Ends the program with SIGKILL at random moments and looks at what is left.

Kinds of rounds: single records, imports, catch-up of the views, rebuilds, copies, new ledgers, and one of several writers at a time. After each: `verify`
finds nothing, acknowledged records are at their positions, a transaction is there as a whole or not at all, positions have no gap, the
views are what a rebuild gives, and a copy or a new ledger that was cut short is not taken for a ledger and can be made again.

  crash.py [--rounds N] [--seed S] [--program FILE] [--short]
"""

import argparse
import collections
import json
import pathlib
import random
import shutil
import subprocess
import tempfile
import threading
import time

from book import ROOT, Broken, Program, Torture, report, text

ROUNDS_IN_ONE_LEDGER = 40


class Crash:
    def __init__(self, program, folder, rng):
        self.program, self.rng, self.folder = program, rng, folder
        self.book = Torture(program, folder / "book", rng)
        self.book.program.must(self.book.folder, "import", "-", given=text(self.book.commands(200)))
        self.durations = {}
        self.counts = collections.Counter()

    def kill_later(self, child, longest):
        """Sends SIGKILL after a random part of the time that such a command takes."""
        delay = self.rng.random() * longest
        timer = threading.Timer(delay, child.kill)
        timer.start()
        return timer

    def cut(self, *words, given=b""):
        return self.cut_short(words[0], lambda: self.program.start(self.book.folder, *words), given)

    def cut_short(self, name, begin, given=b""):
        """Runs one command and kills it. Status (negative: killed), standard output."""
        start = time.monotonic()
        child = begin()
        if name not in self.durations:
            # The first of each kind runs to its end, to know how long that takes.
            out, err = child.communicate(given)
            self.durations[name] = time.monotonic() - start
            if child.returncode != 0:
                raise Broken(f"{name}: status {child.returncode}: {err.decode(errors='replace').strip()[-300:]}")
            return child.returncode, out.decode(errors="replace")
        timer = self.kill_later(child, self.durations[name])
        out, err = child.communicate(given)
        timer.cancel()
        if child.returncode == 0:
            # The machine is now faster or slower than it was.
            self.durations[name] = time.monotonic() - start
        if child.returncode not in (0, -9):
            raise Broken(f"{name}: status {child.returncode}: {err.decode(errors='replace').strip()[-300:]}")
        self.counts["killed" if child.returncode < 0 else "ended before"] += 1
        return child.returncode, out.decode(errors="replace")

    def records(self):
        """Single records one after the other, until one is killed."""
        for _ in range(8):
            command = self.book.commands(1)[0]
            status, out = self.cut("record", "--file", "-", given=text([command]))
            self.book.heard(command, out)
            self.book.groups.append([command["id"]])
            if status < 0:
                break

    def imports(self):
        commands = self.book.commands(self.rng.choice([20, 200, 600]))
        path = self.folder / "lines.jsonl"
        path.write_bytes(text(commands))
        _, out = self.cut("import", path)
        ids = [command["id"] for command in commands]
        self.book.groups.append(ids)
        if f"{len(ids)} recorded" in out:
            self.book.acknowledged.update(dict.fromkeys(ids))
        if self.rng.random() < 0.3:
            # The same file again, as somebody does after a crash: nothing is recorded twice, and all is there.
            out = self.program.must(self.book.folder, "import", path)
            self.book.acknowledged.update((identity, self.book.acknowledged.get(identity)) for identity in ids)
            if f"{len(ids)} recorded, 0 already" not in out and f"0 recorded, {len(ids)} already" not in out:
                raise Broken(f"after the crash: {out.strip()}")

    def catch_up(self):
        self.program.must(self.book.folder, "import", "-", given=text(self.book.commands(100)))
        self.cut("report", "funding")

    def rebuild(self):
        self.cut("rebuild")

    def copy(self):
        target = self.folder / "copy"
        shutil.rmtree(target, ignore_errors=True)
        _, out = self.cut("copy", target)
        there = (target / "journal.mdb").exists()
        if "Copied" in out and not there:
            raise Broken("the copy was acknowledged and is not there")
        status, verified, err = self.program.run(target, "verify")
        if there and status != 0:
            raise Broken(f"the copy does not verify: {err.strip()[-300:]}")
        if not there:
            if status != 3 or "found no ledger" not in err:
                raise Broken(f"a copy that was cut short is answered with status {status}: {err.strip()[-300:]}")
            self.program.must(self.book.folder, "copy", target)
            verified = self.program.must(target, "verify")
        if verified != self.program.must(self.book.folder, "verify"):
            raise Broken("the copy is another book")

    def making(self):
        """A new ledger is there as a whole, with a key that signs for it, or it is not there."""
        target = self.folder / "made"
        shutil.rmtree(target, ignore_errors=True)
        self.cut_short("init", lambda: self.program.start_init(target))
        there = (target / "journal.mdb").exists()
        if not there:
            status, _, err = self.program.run(target, "verify")
            if status != 3 or "found no ledger" not in err:
                raise Broken(f"a ledger that was cut short is answered with status {status}: {err.strip()[-300:]}")
            self.counts["new ledgers made again"] += 1
            self.program.init(target)
        (self.folder / "made.checkpoint").write_text(self.program.must(target, "checkpoint"))
        self.program.must(target, "verify", "--checkpoint", self.folder / "made.checkpoint")
        self.program.must(target, "import", "-", given=text(self.book.start[:2]))
        left = sorted(path.name for path in target.iterdir() if path.name not in ("journal.mdb", "journal.mdb-lock", "signing.key"))
        if left:
            raise Broken(f"left over in a new ledger: {', '.join(left)}")

    def crowd(self):
        """Three writers at a time, one of which is killed: the others go on."""
        children = []
        for place in range(3):
            commands = self.book.commands(self.rng.choice([50, 300]))
            path = self.folder / f"lines-{place}.jsonl"
            path.write_bytes(text(commands))
            children.append((self.program.start(self.book.folder, "import", path), [command["id"] for command in commands]))
        timer = self.kill_later(children[self.rng.randrange(3)][0], self.durations.get("import", 0.2) * 2)
        for child, ids in children:
            try:
                out, err = child.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                child.kill()
                child.communicate()
                raise Broken("a writer waits for ever after another was killed") from None
            self.book.groups.append(ids)
            if child.returncode == 0:
                self.book.acknowledged.update(dict.fromkeys(ids))
            elif child.returncode != -9:
                raise Broken(f"import beside a killed one: status {child.returncode}: {err.decode(errors='replace').strip()[-300:]}")
            else:
                self.counts["killed"] += 1
        timer.cancel()


KINDS = {"records": 30, "imports": 25, "catch_up": 12, "rebuild": 15, "copy": 12, "making": 12, "crowd": 6}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / ".build/release/pledgebook")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    rounds = options.rounds or (15 if options.short else 1100)
    program = Program(options.program)
    print(f"crash: seed {options.seed}", flush=True)
    rng = random.Random(f"{options.seed}/crash")
    counts, failures, passed = collections.Counter(), [], 0
    with tempfile.TemporaryDirectory(prefix="crash-") as name:
        crash = None
        for number in range(rounds):
            if crash is None or number % ROUNDS_IN_ONE_LEDGER == 0:
                folder = pathlib.Path(name) / str(number)
                folder.mkdir()
                durations = crash.durations if crash else {}
                crash = Crash(program, folder, rng)
                crash.durations = durations
            kind = rng.choices(list(KINDS), list(KINDS.values()))[0] if number >= len(KINDS) else list(KINDS)[number]
            before = crash.counts["killed"]
            if number % 100 == 99:
                print(f"{number + 1} rounds", flush=True)
            try:
                # A command may end before it is killed. Then the next one is tried.
                for _ in range(6):
                    getattr(crash, kind)()
                    if crash.counts["killed"] > before:
                        break
                crash.book.check()
                passed += 1
            except Broken as broken:
                failures.append(f"round {number}, {kind}: {broken}")
                crash = None
                continue
            except json.JSONDecodeError as error:
                failures.append(f"round {number}, {kind}: a line that is no JSON: {error}")
                crash = None
                continue
            counts[f"{kind.replace('_', ' ')}: rounds"] += 1
            counts[f"{kind.replace('_', ' ')}: killed"] += crash.counts["killed"] - before
            if number % ROUNDS_IN_ONE_LEDGER == ROUNDS_IN_ONE_LEDGER - 1:
                shutil.rmtree(crash.folder, ignore_errors=True)
    for what, count in sorted(counts.items()):
        print(f"{count:7}  {what}")
    killed = sum(count for what, count in counts.items() if what.endswith("killed"))
    print(f"{rounds} rounds, {killed} processes killed, seed {options.seed}")
    report(passed, failures, options.seed)


if __name__ == "__main__":
    main()
