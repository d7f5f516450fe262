"""A ledger under torture: the program, made-up commands, and what must hold after each round."""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TIME_LIMIT = 120
ANSWER = re.compile(r"(?:Recorded|Already there) at position (\d+)")


class Broken(Exception):
    """Something that must hold does not."""


class Program:
    def __init__(self, path):
        self.path = str(pathlib.Path(path).resolve())
        self.environment = {"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"}

    def words(self, ledger, *words):
        return [self.path, *map(str, words), "--ledger", str(ledger)]

    def start(self, ledger, *words, **more):
        return subprocess.Popen(
            self.words(ledger, *words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=dict(self.environment, **more))

    def run(self, ledger, *words, given=b"", **more):
        """Status, standard output and standard error as text."""
        child = self.start(ledger, *words, **more)
        try:
            out, err = child.communicate(given, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise Broken(f"{words[0]}: no end within {TIME_LIMIT} seconds") from None
        return child.returncode, out.decode(errors="replace"), err.decode(errors="replace")

    def must(self, ledger, *words, given=b""):
        status, out, err = self.run(ledger, *words, given=given)
        if status != 0:
            raise Broken(f"{' '.join(map(str, words))}: status {status}, expected 0: {err.strip()[-400:]}")
        return out

    def start_init(self, ledger):
        return subprocess.Popen(
            [self.path, "init", str(ledger), "--origin", "example.org/torture"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=self.environment)

    def init(self, ledger):
        child = self.start_init(ledger)
        _, err = child.communicate()
        if child.returncode != 0:
            raise Broken(f"init: status {child.returncode}, expected 0: {err.decode(errors='replace').strip()[-400:]}")


def partner(name):
    return {"actor": "torture", "event": {"kind": "foundation", "name": f"Partner {name}", "type": "PartnerRegistered"}, "id": f"torture/partner/{name}",
            "on": "2026-01-15", "source": {"document": "Made-up register"}, "subject": f"partner/{name}", "v": 1}


def project(name, funder):
    return {"actor": "torture", "event": {
        "beneficiaries": [{"country": "NER"}], "funding": [{"from": funder, "modality": "cash", "value": {"amount": "950000.00", "currency": "CHF"}}],
        "plan": "KAP", "priority": "P2", "region": "AFR", "theme": "services", "title": f"Made-up project {name}", "type": "ProjectSigned"},
        "id": f"torture/project/{name}", "on": "2026-02-14", "source": {"document": f"Made-up document {name}"}, "subject": f"project/{name}", "v": 1}


def receipt(name, funder, number, amount):
    return {"actor": "torture", "event": {"from": funder, "type": "ContributionReceived", "value": {"amount": f"{amount}.00", "currency": "CHF"}},
            "id": f"torture/receipt/{name}/{number}", "on": "2026-03-15", "source": {"document": f"Statement {number}"}, "subject": f"project/{name}", "v": 1}


def text(commands):
    return "".join(json.dumps(command, sort_keys=True, separators=(",", ":")) + "\n" for command in commands).encode()


class Torture:
    """One ledger, and what the program has promised of it."""

    def __init__(self, program, folder, rng):
        self.program, self.folder, self.rng = program, pathlib.Path(folder), rng
        self.acknowledged = {}  # id: position
        self.groups = []  # lists of ids that are all there or all absent
        self.lines = []
        self.number = 0
        self.projects = []
        program.init(self.folder)
        self.start = [partner("AICS"), partner("ARCEP")] + [self.new_project() for _ in range(5)]
        program.must(self.folder, "import", "-", given=text(self.start))

    def new_project(self):
        name = f"9X{len(self.projects):05}"
        self.projects.append(name)
        return project(name, "AICS")

    def commands(self, count):
        """New commands that the rules accept, whatever became of earlier ones."""
        made = []
        for _ in range(count):
            self.number += 1
            made.append(receipt(self.rng.choice(self.projects[:5]), "AICS", self.number, self.rng.randrange(1, 900)))
        return made

    def heard(self, command, out):
        """Keeps what an answer of `record` promises."""
        found = ANSWER.search(out)
        if found and out.endswith("\n"):
            self.acknowledged[command["id"]] = int(found.group(1))

    def check(self, views=True):
        """Everything that must hold at any time. Returns the ids of the book."""
        self.program.must(self.folder, "verify")
        lines = self.program.must(self.folder, "log", "--format", "json").splitlines()
        ids = {}
        for position, line in enumerate(lines):
            record = json.loads(line)
            if record["seq"] != position:
                raise Broken(f"position {record['seq']} where {position} must be")
            if record["id"] in ids:
                raise Broken(f"the id {record['id']} twice")
            ids[record["id"]] = position
        if lines[:len(self.lines)] != self.lines:
            raise Broken("earlier lines are no longer what they were")
        self.lines = lines
        for identity, position in self.acknowledged.items():
            if position is None and identity in ids:
                # The summary of an import names no positions.
                self.acknowledged[identity] = ids[identity]
            elif identity not in ids or ids[identity] != position:
                raise Broken(f"{identity} was acknowledged at position {position} and is at {ids.get(identity)}")
        for group in self.groups:
            there = sum(identity in ids for identity in group)
            if there not in (0, len(group)):
                raise Broken(f"{there} of {len(group)} records of one transaction are there")
        self.groups = self.groups[-50:]
        if views:
            self.program.must(self.folder, "report", "funding")
            self.program.must(self.folder, "rebuild", "--check")
        return ids


def is_complaint(err):
    return "found " in err and "expected " in err


def report(passed, failures, seed):
    print(f"to repeat: --seed {seed}")
    for failure in failures[:20]:
        print(f"FAILED {failure}")
    print(f"{passed} passed, {len(failures)} failed", flush=True)
    sys.exit(1 if failures else 0)
