"""The program in C over LMDB, built on the spot: the ceiling for what a book on LMDB can do."""

import os
import shutil

from run import Failed, Figure, objects, run

NAME = "LMDB in C"
DURABILITY = "LMDB's default: data pages flushed, then the meta page, for each transaction"


def build(stage):
    """The program, and whether it can hash."""
    if not shutil.which("gcc"):
        raise Failed("found no gcc; expected a C compiler and liblmdb-dev")
    source = os.path.join(stage.package, "alternatives", "lmdb_book.c")
    program = os.path.join(stage.folder, "lmdb_book")
    base = ["gcc", "-O2", "-D_GNU_SOURCE", "-Wno-deprecated-declarations", "-o", program, source, "-llmdb", "-lpthread"]
    try:
        run([*base, "-DWITH_SHA256", "-lcrypto"])
        return program, True
    except Failed:
        run(base)
        return program, False


def measure(stage):
    program, hashing = build(stage)
    imports = []
    for _ in range(stage.runs):
        db = os.path.join(stage.fresh("lmdb"), "book.mdb")
        imports += objects(run([program, "load", stage.lines, db, 4096]).out)[0]["seconds"]
    figures = [
        Figure("import", NAME, stage.options.records, imports, "all five tables, no rule, no hash, no parsing", f"4,096 lines in a transaction; {DURABILITY}")
    ]
    scan = objects(run([program, "scan", db, stage.runs * 3]).out)[0]
    figures.append(Figure("rebuild", NAME + ", bare cursor", scan["count"], scan["seconds"], "touches each line once and derives nothing: the ceiling"))
    if not hashing:
        stage.notes.append(f"{NAME} was built without libcrypto: no figure for hashing")
        return figures
    got = objects(run([program, "hash", db, stage.runs]).out)[0]
    for work in ("rebuild-hash", "verify"):
        figures.append(
            Figure(work, NAME + ", cursor and SHA-256", got["count"], got["seconds"], "hashes lines and nodes on one core (OpenSSL), derives nothing"))
    return figures


class Appends:
    def __init__(self, stage, lines):
        """lines: the file of the book before, and that of the lines to append."""
        self.program, _ = build(stage)
        self.new = lines[1]
        self.base = os.path.join(stage.fresh("lmdb-append"), "base.mdb")
        run([self.program, "load", lines[0], self.base, 4096])

    def run(self, callers, count):
        db = self.base + ".now"
        shutil.copyfile(self.base, db)
        return objects(run([self.program, "append", self.new, db, callers, count]).out)[0]
