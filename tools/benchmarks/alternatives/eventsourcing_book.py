"""Python `eventsourcing` on the same lines: its SQLite recorder holds the events, its mapper turns them back, a small fold adds them up.

Usage: eventsourcing_book.py LINES FOLDER RUNS LIMIT. The first LIMIT lines are used.
Prints one JSON object in each line. Loading the events is not timed.
"""

import itertools
import json
import os
import sys
import time
import uuid
from importlib.metadata import version

from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from eventsourcing.utils import get_topic

import book


class Line(DomainEvent):
    """One line of the book as an event of the library: its members are in the state."""


def main():
    lines, folder, runs, limit = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(os.path.join(folder, "eventsourcing.sqlite")))
    recorder.create_table()
    mapper = Mapper(JSONTranscoder())
    topic = get_topic(Line)
    versions = {}
    with open(lines, encoding="utf-8") as file:
        left = itertools.islice(file, limit)
        while group := list(itertools.islice(left, 10_000)):
            events = []
            for text in group:
                line = json.loads(text)
                subject = uuid.uuid5(uuid.NAMESPACE_URL, line["subject"])
                versions[subject] = versions.get(subject, 0) + 1
                state = json.dumps({"line": line, "timestamp": line["at"]}, separators=(",", ":")).encode()
                events.append(StoredEvent(subject, versions[subject], topic, state))
            recorder.insert_events(events)
    count = sum(versions.values())
    times = []
    for _ in range(runs):
        fold = book.Fold()
        began = time.perf_counter()
        start = 1
        while notifications := recorder.select_notifications(start, 10_000):
            for notification in notifications:
                fold.add(mapper.to_domain_event(notification).line)
            start = notifications[-1].id + 1
        times.append(time.perf_counter() - began)
    print(json.dumps({"work": "rebuild", "count": count, "seconds": times, "version": version("eventsourcing")}))
    print(json.dumps({"work": "totals", "limit": count, "totals": fold.rows()}))


main()
