"""SQLite on the same lines: import, rebuild of a table of postings with json_extract, a report, durable single appends.

Usage: sqlite_book.py LINES FOLDER RUNS APPENDS. Prints one JSON object in each line.
Import and appends: WAL, synchronous=FULL, so every commit is flushed; import commits 4,096 lines at a time, an append one line.
No rule is checked and no hash is computed. Appended lines are stored with a unique index over their ids.
"""

import itertools
import json
import os
import sqlite3
import sys
import time

FUNDING = """
with line as (
  select seq, line ->> '$.subject' as subject, line ->> '$.event.type' as type, line -> '$.event.funding' as funding from lines
  where line ->> '$.event.type' in ('ProjectSigned', 'AddendumSigned') and line -> '$.event.funding' is not null
), row as (
  select seq, subject, f.value ->> '$.from' as partner,
    coalesce(f.value ->> '$.value.currency', f.value ->> '$.adds.currency', f.value ->> '$.sets.currency') as currency,
    coalesce(f.value ->> '$.value.amount', f.value ->> '$.adds.amount', f.value ->> '$.sets.amount') as amount,
    f.value -> '$.sets' is not null as sets
  from line, json_each(line.funding) f
), standing as (
  select *, max(case when sets then seq end) over (partition by subject, partner, currency) as last from row
)
select seq, 'signed', subject, partner, null, currency, amount from standing where last is null or seq >= last
"""

PAID = """
select seq, case line ->> '$.event.type' when 'ContributionReceived' then 'received' else 'disbursed' end, line ->> '$.subject',
  line ->> '$.event.from', line ->> '$.event.country', line ->> '$.event.value.currency', line ->> '$.event.value.amount'
from lines where line ->> '$.event.type' in ('ContributionReceived', 'DisbursementMade')
"""

REBUILD = f"""
drop table if exists postings;
drop table if exists regions;
create temp table regions (subject text primary key, region text) without rowid;
insert into regions select line ->> '$.subject', line ->> '$.event.region' from lines where line ->> '$.event.type' = 'ProjectSigned';
create table postings as
select p.*, r.region, cast(replace(p.amount, '.', '') as integer) as minor from (
  select 0 as seq, '' as measure, '' as subject, '' as partner, '' as country, '' as currency, '' as amount where false
  union all select * from ({FUNDING}) union all select * from ({PAID})
) p left join regions r on r.subject = p.subject;
"""

REPORT = "select region, currency, measure, sum(minor) from postings group by 1, 2, 3"


def said(work, count, seconds, **more):
    print(json.dumps({"work": work, "count": count, "seconds": seconds, **more}), flush=True)


def main():
    lines, folder, runs, appends = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    path = os.path.join(folder, "book.sqlite")
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table lines (seq integer primary key, id text unique, line text)")
    began = time.perf_counter()
    count = 0
    with open(lines, encoding="utf-8") as file:
        while group := list(itertools.islice(file, 4096)):
            db.execute("begin")
            db.executemany("insert into lines values (?, ?, ?)", ((count + i, f"g/{count + i:06}", line) for i, line in enumerate(group)))
            db.execute("commit")
            count += len(group)
    said("import", count, [time.perf_counter() - began], durability="WAL, synchronous=FULL, 4,096 lines in a transaction")

    times = []
    for _ in range(runs):
        began = time.perf_counter()
        db.executescript(REBUILD)
        times.append(time.perf_counter() - began)
    said("rebuild", count, times)
    rows = db.execute("select currency, measure, sum(minor) from postings group by 1, 2").fetchall()
    said("totals", count, [], totals=[[currency, measure, str(minor)] for currency, measure, minor in rows])

    times = []
    for _ in range(runs * 3):
        began = time.perf_counter()
        db.execute(REPORT).fetchall()
        times.append(time.perf_counter() - began)
    said("report", db.execute("select count(*) from postings").fetchone()[0], times)

    with open(lines, encoding="utf-8") as file:
        one = next(itertools.islice(file, 5000, None))
    began = time.perf_counter()
    for i in range(appends):
        db.execute("insert into lines values (?, ?, ?)", (count + i, f"a/{i}", one))
    seconds = time.perf_counter() - began
    said("append", appends, [seconds], callers=1, durability="WAL, synchronous=FULL, one flush for each line")


main()
