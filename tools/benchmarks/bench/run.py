"""Runs a program and says how long it took and how much memory it held."""

import dataclasses
import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time


@dataclasses.dataclass
class Ended:
    seconds: float
    out: str
    #: Peak of memory that is the program's own, sampled every 10 ms, in bytes.
    own: int
    #: Peak of all resident memory, with the pages of mapped files, in bytes.
    resident: int
    #: Seconds of all cores together: says more than the clock on a busy machine.
    cpu: float


@dataclasses.dataclass
class Figure:
    """One work of one program: some runs over the same count."""

    work: str
    program: str
    count: int
    seconds: list
    note: str = ""
    durability: str = ""

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def rate(self):
        return self.count / self.median


class Failed(Exception):
    pass


def run(command, **options):
    # What earlier programs wrote must not be flushed at the cost of this one.
    os.sync()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    peak = {"RssAnon": 0, "VmHWM": 0}
    ended = threading.Event()

    def watch():
        while not ended.wait(0.01):
            try:
                with open(f"/proc/{child.pid}/status", encoding="utf-8") as status:
                    for line in status:
                        name, _, value = line.partition(":")
                        if name in peak:
                            peak[name] = max(peak[name], int(value.split()[0]) * 1024)
            except (OSError, ValueError, IndexError):
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, complaints = child.communicate()
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    ended.set()
    watcher.join()
    if child.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))}: exit {child.returncode}: {complaints.strip()[-600:]}")
    return Ended(seconds, out, peak["RssAnon"], peak["VmHWM"], cpu)


def objects(text):
    """The JSON objects that a program under measurement printed, one in each line."""
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def say(text):
    print(text, file=sys.stderr, flush=True)
