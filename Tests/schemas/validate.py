#!/usr/bin/env python3
"""Check the schemas of the written formats against their samples, without any code of the ledger.

usage: validate.py

Needs the package `jsonschema` (4.18 or later). Checks, in the folder Schemas:
    every schema is one of JSON Schema draft 2020-12, has the `$id` of its file, and every `$ref` leads somewhere
    every event type of events.md has a schema, at least two good and two bad samples
    every good sample is a command, a record once it has what the writer adds, and neither with a member that no event has
    every bad sample is refused
    every line of vectors/good.jsonl, if there is one, is a record

Prints each failure and the counts. Exit status 0 if nothing failed, 1 otherwise.
"""

import json
import pathlib
import re
import sys

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry, Resource
from referencing.exceptions import Unresolvable
from referencing.jsonschema import DRAFT202012

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "Schemas"
passed = failed = 0


def check(holds, message):
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"FAILED: {message}")


def pattern(validator, expression, value, schema):
    """`$` is the end of the text, as in ECMA-262; in Python it also stands before a last line feed."""
    if isinstance(value, str) and not re.search(re.sub(r"\$(?=\)|$)", r"\\Z", expression), value):
        yield ValidationError(f"{value!r} does not match {expression!r}")


def integer(checker, value):
    """1.0 is an integer of JSON Schema, but no integer of the line."""
    return isinstance(value, int) and not isinstance(value, bool)


Validator = validators.extend(
    Draft202012Validator, {"pattern": pattern}, type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", integer)
)


def lines(path):
    """The JSON values of a file, each with the place where it stands."""
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], start=1):
        yield f"{path.relative_to(SCHEMAS)}:{number}", json.loads(line)


def references(value):
    if isinstance(value, dict):
        for name, member in value.items():
            if name == "$ref":
                yield member
            else:
                yield from references(member)
    elif isinstance(value, list):
        for element in value:
            yield from references(element)


def read_schemas():
    """All schemas by `$id`, checked against the meta-schema."""
    schemas = {}
    for path in sorted([*SCHEMAS.glob("*.json"), *SCHEMAS.glob("events/*.json")]):
        place = str(path.relative_to(SCHEMAS))
        schema = json.loads(path.read_text(encoding="utf-8"))
        check(schema.get("$id") == f"pledgebook:{place.removesuffix('.json')}/1", f"{place}: $id is {schema.get('$id')}")
        try:
            Draft202012Validator.check_schema(schema)
            error = None
        except Exception as problem:  # the package has several classes for a bad schema
            error = str(problem).split("\n")[0]
        check(error is None, f"{place}: {error}")
        schemas[schema["$id"]] = schema
    return schemas


def registry_of(schemas):
    """Without `$schema`, because the package changes to its own validator at a schema that names its draft."""
    return Registry().with_resources(
        (name, Resource({k: v for k, v in schema.items() if k != "$schema"}, specification=DRAFT202012)) for name, schema in schemas.items()
    )


def check_references(schemas, registry):
    for name, schema in schemas.items():
        resolver = registry.resolver(base_uri=name)
        for reference in references(schema):
            try:
                resolver.lookup(reference)
                found = True
            except Unresolvable:
                found = False
            check(found, f"{name}: nothing stands at {reference}")


def event_types():
    """The names before a dash, at the start of an item of events.md or after a full stop inside it."""
    text = (SCHEMAS / "events.md").read_text(encoding="utf-8")
    return sorted(re.findall(r"(?:^- |\. )`([A-Z][A-Za-z]+)` —", text, re.MULTILINE))


def check_samples(event_type, command, record):
    good = bad = 0
    path = SCHEMAS / "samples" / f"{event_type}.jsonl"
    for place, sample in lines(path) if path.exists() else []:
        if "good" in sample:
            good += 1
            value = sample["good"]
            check(value["event"]["type"] == event_type, f"{place}: the sample is a {value['event']['type']}")
            errors = [error.message for error in command.iter_errors(value)]
            check(not errors, f"{place}: {errors}")
            stored = {k: v for k, v in value.items() if k != "expect"} | {
                "at": "2026-04-02T08:15:30.123456Z", "nth": 0, "salt": "ladBCdUaH36xV-q8GPYo8w", "seq": 7}
            if event_type == "RecordReversed":
                stored["reversed"] = 3
            errors = [error.message for error in record.iter_errors(stored)]
            check(not errors, f"{place}, as a record: {errors}")
            check(not record.is_valid(value), f"{place}: a command without what the writer adds passes as a record")
            strange = value | {"event": value["event"] | {"unheardOf": "x"}}
            check(not command.is_valid(strange), f"{place}: passes with a member that no event has")
        else:
            bad += 1
            check(not command.is_valid(sample["bad"]), f"{place}: not refused, though it has {sample['why']}")
    check(good >= 2 and bad >= 2, f"{event_type}: {good} good and {bad} bad samples; at least two of each are needed")


def main():
    schemas = read_schemas()
    registry = registry_of(schemas)
    check_references(schemas, registry)
    command = Validator(schemas["pledgebook:command/1"], registry=registry)
    record = Validator(schemas["pledgebook:record/1"], registry=registry)

    types = event_types()
    check(sorted(schemas["pledgebook:values/1"]["$defs"]["eventType"]["enum"]) == types, "values.json: eventType differs from events.md")
    check(sorted(path.stem for path in SCHEMAS.glob("events/*.json")) == types, "events/: the files differ from events.md")
    check(sorted(path.stem for path in SCHEMAS.glob("samples/*.jsonl")) == types, "samples/: the files differ from events.md")
    for event_type in types:
        check_samples(event_type, command, record)

    vectors = SCHEMAS / "vectors" / "good.jsonl"
    for place, value in lines(vectors) if vectors.exists() else []:
        errors = [error.message for error in record.iter_errors(value)]
        check(not errors, f"{place}: {errors}")

    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
