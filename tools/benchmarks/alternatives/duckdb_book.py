"""DuckDB on the same lines: a table of postings straight from the JSON lines, and a report over its own columns.

Usage: duckdb_book.py LINES RUNS. Prints one JSON object in each line. Nothing durable is measured.
"""

import json
import sys
import time

import duckdb

REBUILD = """
create or replace table postings as
with l as materialized (
  select subject, seq, event.type as type, event.region as region, event.funding as funding, event."from" as partner, event.country as country,
    event.value.currency as currency, event.value.amount as amount
  from read_json('{lines}', format = 'newline_delimited', columns = {{subject: 'VARCHAR', seq: 'UINTEGER', event:
    'STRUCT(type VARCHAR, region VARCHAR, "from" VARCHAR, country VARCHAR, value STRUCT(amount VARCHAR, currency VARCHAR),
      funding STRUCT("from" VARCHAR, value STRUCT(amount VARCHAR, currency VARCHAR), adds STRUCT(amount VARCHAR, currency VARCHAR),
        sets STRUCT(amount VARCHAR, currency VARCHAR))[])'}})
  where subject like 'project/%'
), f as (
  select subject, seq, unnest(funding) as u from l where type in ('ProjectSigned', 'AddendumSigned')
), row as (
  select subject, seq, u."from" as partner, coalesce(u.value.currency, u.adds.currency, u.sets.currency) as currency,
    coalesce(u.value.amount, u.adds.amount, u.sets.amount) as amount, u.sets.amount is not null as sets
  from f
), standing as (
  select *, max(case when sets then seq end) over (partition by subject, partner, currency) as last from row
), p as (
  select seq, 'signed' as measure, subject, partner, null as country, currency, amount from standing where last is null or seq >= last
  union all
  select seq, case type when 'ContributionReceived' then 'received' else 'disbursed' end, subject, partner, country, currency, amount
  from l where type in ('ContributionReceived', 'DisbursementMade')
)
select p.*, r.region, cast(replace(p.amount, '.', '') as bigint) as minor
from p left join (select subject, region from l where type = 'ProjectSigned') r using (subject)
"""

REPORT = "select region, currency, measure, sum(minor) from postings group by 1, 2, 3"


def timed(runs, work):
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


def main():
    lines, runs = sys.argv[1], int(sys.argv[2])
    db = duckdb.connect()
    with open(lines, "rb") as file:
        count = sum(1 for _ in file)
    rebuild = timed(runs, lambda: db.execute(REBUILD.format(lines=lines.replace("'", "''"))))
    print(json.dumps({"work": "rebuild", "count": count, "seconds": rebuild, "version": duckdb.__version__}), flush=True)
    rows = db.execute("select currency, measure, sum(minor) from postings group by 1, 2").fetchall()
    print(json.dumps({"work": "totals", "totals": [[c, m, str(s)] for c, m, s in rows]}), flush=True)
    report = timed(runs * 5, lambda: db.execute(REPORT).fetchall())
    print(json.dumps({"work": "report", "count": db.execute("select count(*) from postings").fetchone()[0], "seconds": report}), flush=True)


main()
