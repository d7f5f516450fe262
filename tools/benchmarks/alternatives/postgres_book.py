"""PostgreSQL on the same lines, in a private cluster that is made for the run and stopped after it.

Usage: postgres_book.py BIN LINES FOLDER RUNS APPENDS. Run as a user other than root. Prints one JSON object in each line.
Import: COPY into a table of jsonb, one transaction. Appends: one INSERT with a unique id for each transaction, by pgbench.
Every commit is flushed (fsync = on, synchronous_commit = on, the defaults). No rule is checked and no hash is computed.
"""

import json
import os
import re
import subprocess
import sys

REBUILD = """
create table postings as
with f as (
  select seq, line ->> 'subject' as subject, jsonb_array_elements(line -> 'event' -> 'funding') as u
  from lines where line -> 'event' ->> 'type' in ('ProjectSigned', 'AddendumSigned')
), r as (
  select seq, subject, u ->> 'from' as partner, coalesce(u -> 'value', u -> 'adds', u -> 'sets') as money, u ? 'sets' as sets from f
), standing as (
  select *, max(case when sets then seq end) over (partition by subject, partner, money ->> 'currency') as last from r
), p as (
  select seq, 'signed' as measure, subject, partner, null as country, money ->> 'currency' as currency, money ->> 'amount' as amount
  from standing where last is null or seq >= last
  union all
  select seq, case line -> 'event' ->> 'type' when 'ContributionReceived' then 'received' else 'disbursed' end, line ->> 'subject',
    line -> 'event' ->> 'from', line -> 'event' ->> 'country', line -> 'event' -> 'value' ->> 'currency', line -> 'event' -> 'value' ->> 'amount'
  from lines where line -> 'event' ->> 'type' in ('ContributionReceived', 'DisbursementMade')
)
select p.*, r.region, replace(p.amount, '.', '')::bigint as minor from p left join (
  select line ->> 'subject' as subject, line -> 'event' ->> 'region' as region from lines where line -> 'event' ->> 'type' = 'ProjectSigned'
) r using (subject)
"""

REPORT = "select region, currency, measure, sum(minor) from postings group by 1, 2, 3"


class Cluster:
    def __init__(self, binaries, folder):
        self.binaries, self.folder = binaries, folder
        self.data = os.path.join(folder, "pg")

    def call(self, program, *arguments, text=None):
        done = subprocess.run([os.path.join(self.binaries, program), *arguments], input=text, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(f"{program}: {done.stderr}{done.stdout}")
        return done.stdout

    def start(self):
        self.call("initdb", "-D", self.data, "-U", "bench", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8")
        with open(os.path.join(self.data, "postgresql.conf"), "a", encoding="utf-8") as conf:
            conf.write(
                f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nshared_buffers = 1GB\nwork_mem = 256MB\n"
                "max_wal_size = 8GB\nmax_connections = 100\n")
        # pg_ctl keeps its standard output open in the server, so it goes to a file.
        with open(os.path.join(self.folder, "pg_ctl.log"), "w", encoding="utf-8") as log:
            subprocess.run(
                [os.path.join(self.binaries, "pg_ctl"), "-D", self.data, "-l", os.path.join(self.folder, "pg.log"), "-w", "start"],
                stdout=log, stderr=log, check=True)

    def stop(self):
        self.call("pg_ctl", "-D", self.data, "-m", "fast", "-w", "stop")

    def sql(self, text):
        """Runs statements; gives their output and the seconds of each as psql measured them."""
        out = self.call(
            "psql", "-h", self.folder, "-U", "bench", "-d", "postgres", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", text="\\timing on\n" + text)
        times = [float(t) / 1000 for t in re.findall(r"^Time: ([0-9.]+) ms", out, re.M)]
        return [row for row in out.splitlines() if row and not row.startswith("Time: ")], times


def said(work, count, seconds, **more):
    print(json.dumps({"work": work, "count": count, "seconds": seconds, **more}), flush=True)


def append(cluster, folder, line, callers, appends):
    script = os.path.join(folder, "append.sql")
    with open(script, "w", encoding="utf-8") as file:
        file.write("insert into lines (id, line) values ('a/' || nextval('append'), '" + line.replace("'", "''") + "');\n")
    each = max(1, appends // callers)
    out = cluster.call(
        "pgbench", "-h", folder, "-U", "bench", "-n", "-f", script, "-c", str(callers), "-j", "2", "-t", str(each), "-M", "prepared", "postgres")
    rate = float(re.search(r"tps = ([0-9.]+)", out)[1])
    said("append", each * callers, [each * callers / rate], callers=callers, durability="fsync=on, synchronous_commit=on")


def main():
    binaries, lines, folder, runs, appends = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    cluster = Cluster(binaries, folder)
    cluster.start()
    try:
        cluster.sql("create table lines (seq bigserial primary key, id text unique, line jsonb); create sequence append;")
        _, times = cluster.sql(f"\\copy lines (line) from '{lines}' with (format csv, quote e'\\x01', delimiter e'\\x02')")
        count = int(cluster.sql("select count(*) from lines;")[0][0])
        said("import", count, times[-1:], durability="one transaction, fsync=on")
        cluster.sql("analyze lines;")
        rebuild = [cluster.sql(f"drop table if exists postings;\n{REBUILD};")[1][-1] for _ in range(runs)]
        said("rebuild", count, rebuild)
        rows, _ = cluster.sql("select currency, measure, sum(minor) from postings group by 1, 2;")
        said("totals", count, [], totals=[row.split("|") for row in rows])
        cluster.sql("analyze postings;")
        report = [cluster.sql(f"{REPORT};")[1][-1] for _ in range(runs * 3)]
        said("report", int(cluster.sql("select count(*) from postings;")[0][0]), report)
        with open(lines, encoding="utf-8") as file:
            line = next(text for number, text in enumerate(file) if number >= 5000).rstrip("\n")
        for callers in (1, 16, 64):
            append(cluster, folder, line, callers, appends * (1 if callers == 1 else 4))
    finally:
        cluster.stop()


main()
