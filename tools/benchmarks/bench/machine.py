"""What the machine is: without it no figure means anything."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess


def _file(path):
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def _said(*command):
    if shutil.which(command[0]) is None:
        return None
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout.strip().splitlines()[0] if done.returncode == 0 and done.stdout.strip() else None


def describe(folder):
    cpu = re.search(r"model name\s*: (.*)", _file("/proc/cpuinfo"))
    flags = re.search(r"flags\s*: (.*)", _file("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _file("/proc/meminfo"))
    system = re.search(r'PRETTY_NAME="(.*)"', _file("/etc/os-release"))
    mount = _said("findmnt", "-n", "-o", "FSTYPE,OPTIONS", "-T", folder)
    return [
        ("processor", f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, SHA instructions: {'yes' if flags and ' sha_ni' in flags[1] else 'unknown'}"),
        ("memory", f"{int(memory[1]) / 2**20:.1f} GiB" if memory else "unknown"),
        ("system", f"{system[1] if system else platform.system()}, kernel {platform.release()}"),
        ("file system", mount or "unknown"),
        ("load before", " ".join(f"{x:.1f}" for x in os.getloadavg())),
        ("Swift", _said("swift", "--version") or "unknown"),
        ("C", _said("gcc", "--version") or "none"),
        ("SQLite", f"{sqlite3.sqlite_version}, Python {platform.python_version()}"),
        ("others", "; ".join(filter(None, [_said("psql", "--version"), _said("ledger", "--version"), _said("hledger", "--version")])) or "none"),
    ]
