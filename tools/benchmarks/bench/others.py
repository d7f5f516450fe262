"""Runs the alternatives and checks their totals. Each gives a list of figures, or `Failed` with the reason why it is left out."""

import os
import shutil
import sys

import lmdb
from run import Failed, Figure, objects, run, say

#: Lines for programs that would take too long on the whole file.
PART = 100_000


def _have(stage, program, package):
    """Installs a Debian package if that is allowed and possible."""
    if shutil.which(program):
        return
    if stage.options.no_install or os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failed(f"{program} is not installed; expected the Debian package {package}")
    say(f"bench: install {package}")
    run(["apt-get", "install", "-y", "-q", "--no-install-recommends", package], env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})


def _python(stage, *packages):
    """A Python with these packages from PyPI, in an environment of the benchmarks' own."""
    place = os.path.join(stage.folder, "python")
    python = os.path.join(place, "bin", "python3")
    names = [package.split("==")[0] for package in packages]
    try:
        run([python, "-c", "import " + ", ".join(names)])
    except (Failed, FileNotFoundError):
        if stage.options.no_install:
            raise Failed(f"found no {', '.join(names)}; expected it, or no --no-install") from None
        say(f"bench: install {', '.join(packages)}")
        if not os.path.exists(python):
            run([sys.executable, "-m", "venv", place])
        run([python, "-m", "pip", "install", "-q", *packages])
    return python


def _figures(stage, program, text, works, notes=None, limit=None):
    figures = []
    for got in objects(text):
        if got["work"] == "totals":
            stage.same(program, got["totals"], limit)
            continue
        work = f"append-{got['callers']}" if got["work"] == "append" else got["work"]
        if work not in works:
            continue
        note = (notes or {}).get(got["work"], "")
        if "p99ms" in got:
            note = f"{note}; p50 {got['p50ms']:.2f} ms, p99 {got['p99ms']:.2f} ms"
        seconds = got["seconds"] if isinstance(got["seconds"], list) else [got["seconds"]]
        figures.append(Figure(work, program, got["count"], seconds, note, got.get("durability", "")))
    return figures


def sqlite(stage):
    script = os.path.join(stage.package, "alternatives", "sqlite_book.py")
    out = run([sys.executable, script, stage.lines, stage.fresh("sqlite"), stage.runs, stage.options.appends]).out
    notes = {"import": "lines and a unique index of ids, through Python", "rebuild": "json_extract into a table of postings", "report": "sum by region, currency and measure"}
    return _figures(stage, "SQLite", out, {"import", "rebuild", "report", "append-1"}, notes)


def postgres(stage):
    versions = "/usr/lib/postgresql"
    found = sorted(os.listdir(versions), key=float) if os.path.isdir(versions) else []
    if not found:
        _have(stage, os.path.join(versions, "15", "bin", "initdb"), "postgresql-15")
        found = ["15"]
    binaries = os.path.join(versions, found[-1], "bin")
    folder = stage.fresh("postgres")
    script = os.path.join(stage.package, "alternatives", "postgres_book.py")
    command = [sys.executable, script, binaries, stage.lines, folder, stage.runs, stage.options.appends]
    if os.geteuid() == 0:
        # The server refuses to run as root. A user of its own may not be able to reach this folder: then a temporary one is taken.
        import pwd
        import tempfile

        owner = next((name for name in ("postgres", "nobody") if _user(pwd, name)), None)
        if owner is None:
            raise Failed("found neither the user postgres nor nobody; expected one, since PostgreSQL does not run as root")
        with tempfile.TemporaryDirectory(prefix="pledgebook-bench-") as folder:
            os.chmod(folder, 0o755)
            lines, own = os.path.join(folder, "lines.jsonl"), os.path.join(folder, "own")
            shutil.copy(stage.lines, lines)
            os.makedirs(own)
            shutil.copy(script, os.path.join(folder, "postgres_book.py"))
            shutil.chown(own, owner)
            runner = ["runuser", "-u", owner, "--", "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable]
            out = run([*runner, os.path.join(folder, "postgres_book.py"), binaries, lines, own, *command[5:]], cwd=folder).out
    else:
        out = run(command).out
    notes = {"import": "COPY into jsonb, unique ids not filled", "rebuild": "jsonb into a table of postings", "report": "sum by region, currency and measure",
             "append": "pgbench, prepared INSERT with a unique id"}
    works = {"import", "rebuild", "report", "append-1", "append-16", "append-64"}
    return _figures(stage, f"PostgreSQL {found[-1]}", out, works, notes)


def _user(pwd, name):
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def duckdb(stage):
    python = _python(stage, "duckdb")
    out = run([python, os.path.join(stage.package, "alternatives", "duckdb_book.py"), stage.lines, stage.runs]).out
    version = next(got["version"] for got in objects(out) if "version" in got)
    notes = {"rebuild": "JSON lines from the file into a table of postings", "report": "its own columns; sum by region, currency and measure"}
    return _figures(stage, f"DuckDB {version}", out, {"rebuild", "report"}, notes)


def eventsourcing(stage):
    python = _python(stage, "eventsourcing")
    limit = min(PART, stage.options.records)
    out = run([python, os.path.join(stage.package, "alternatives", "eventsourcing_book.py"), stage.lines, stage.fresh("eventsourcing"), stage.runs, limit]).out
    version = next(got["version"] for got in objects(out) if "version" in got)
    notes = {"rebuild": f"SQLite recorder, JSON mapper, totals only; the first {limit:,} lines"}
    return _figures(stage, f"Python eventsourcing {version}", out, {"rebuild"}, notes, limit)


def _plain(stage, program, package, limit):
    _have(stage, program, package)
    journal = os.path.join(stage.folder, f"{limit}.journal")
    script = os.path.join(stage.package, "alternatives", "plain_text.py")
    run([sys.executable, script, stage.lines, journal, limit])
    arguments = ["bal", "signed", "received", "disbursed", "--depth", "1"]
    if program == "ledger":
        command = [program, "--args-only", "-f", journal, *arguments, "--no-total", "--format", "%(account) %(display_total)\n"]
    else:
        command = [program, "-f", journal, *arguments, "--flat", "-O", "csv"]
    seconds = []
    for _ in range(stage.runs):
        ended = run(command)
        seconds.append(ended.seconds)
        if ended.seconds > 60:
            break
    stage.same(program, _balances(ended.out), limit if limit < stage.options.records else None)
    return [Figure("rebuild", program, limit, seconds, f"parses and balances a journal of the first {limit:,} lines; `sets` worked out before")]


def _balances(text):
    """Accounts and their amounts, whatever the layout: `signed 5 CHF` or a list of amounts over several lines."""
    import re

    rows, waiting, measure = [], [], None
    for token in re.findall(r"-?\d+|[A-Za-z]+", text.replace('"', " ").replace(",", " ")):
        if token in ("signed", "received", "disbursed"):
            measure = token
        elif token.lstrip("-").isdigit():
            waiting.append(token)
        elif len(token) == 3 and token.isupper() and waiting and measure:
            rows.append([token, measure, waiting.pop()])
        elif token == "total":
            break
    return rows


def ledger(stage):
    return _plain(stage, "ledger", "ledger", min(PART, stage.options.records))


def hledger(stage):
    return _plain(stage, "hledger", "hledger", min(PART, stage.options.records))


OTHERS = {
    "lmdb": lmdb.measure, "sqlite": sqlite, "postgres": postgres, "duckdb": duckdb, "eventsourcing": eventsourcing, "ledger": ledger, "hledger": hledger,
}
