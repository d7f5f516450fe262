#!/usr/bin/env python3
"""Writes the compiled tables of the module Reference from the CSV files of reference data.

    generate.py INPUT OUTPUT

INPUT holds countries.csv, countries_historical.csv, currencies.csv and groups.csv; OUTPUT is Sources/Reference.
Standard library only. The same input gives the same bytes.
"""
import csv
import pathlib
import re
import sys

GROUPS = ["LDC", "LLDC", "SIDS", "SIDS_ASSOC", "SIDS_M49"]

# The citations of groups.csv, said more briefly.
SHORTER = [
    ("UN DESA timeline of LDC membership (policy.desa.un.org)", "UN DESA, LDC timeline"),
    ("UN-OHRLLS list of LLDCs (UNCTAD 2008-06-27 names 31); UNSD M49 LLDC column 2024-09", "UN-OHRLLS list of LLDCs; UNSD M49 2024-09"),
    ("UN-OHRLLS list of SIDS, non-UN members and associate members of UN regional commissions", "UN-OHRLLS list of SIDS, associate members"),
    ("; SCHEDULED by ", "; end scheduled by "),
    ("; SCHEDULED; ", "; end scheduled; "),
    ("Assembly decision not found: VERIFY", "decision of the Assembly not seen"),
]


def read(folder, name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def wrapped(row):
    """A row of the table, broken where it would be wider than the sources may be. The compiler joins it again."""
    pieces, piece = [], "  "
    for sign in row:
        if len((piece + sign).encode()) > 118:
            pieces.append(piece)
            piece = "  "
        piece += sign
    return "\\#\n".join(pieces + [piece])


def write(folder, name, source, tables):
    text = f"// Written by tools/reference/generate.py from {source}.\n"
    text += "// Do not edit: change the input and run it again.\n"
    for table, columns, rows in tables:
        lines = ["|".join(row) for row in rows]
        for row, line in zip(rows, lines):
            if any(sign in column for column in row for sign in ('|', '\n', '"#', '\\#')):
                sys.exit(f"{source}: the row \"{line}\" has a sign that the table cannot hold. Remove it from the input.")
        text += f"\n// {columns}\nlet {table} = #\"\"\"\n" + "\n".join(map(wrapped, lines)) + "\n  \"\"\"#\n"
    (folder / name).write_text(text, encoding="utf-8")


# Units without minor units in ISO 4217 that organisations keep books in.
ACCOUNTED = {"XDR": "2"}


def ended(row):
    """The day on which a country ceased to be: the first one in its note."""
    day = re.search(r"\d{4}-\d\d-\d\d", row["note"])
    return day.group() if day else sys.exit(f"countries_historical.csv: {row['iso3']}: the note has no day. Add it.")


def countries(folder):
    rows = [(row, False) for row in read(folder, "countries.csv")]
    rows += [(row, True) for row in read(folder, "countries_historical.csv")]
    rows.sort(key=lambda pair: pair[0]["iso3"])
    return [
        [row["iso3"], row["iso2"], row["m49"], row["name_en"], row["name_fr"], row["name_zh"], row["itu_region"],
         "member" if row["itu_member"] == "true" else "", ended(row) if historical else "", row["note"]]
        for row, historical in rows
    ]


def currencies(folder):
    rows = sorted(read(folder, "currencies.csv"), key=lambda row: row["code"])
    return [
        [row["code"], row["numeric"], ACCOUNTED.get(row["code"], row["minor_units"]), row["name_en"], row["withdrawn_about"], row["note"]]
        for row in rows
    ]


def citation(row):
    text = row["source"]
    for long, short in SHORTER:
        text = text.replace(long, short)
    return f"{text}; confidence {row['confidence']}"


def memberships(folder):
    rows = read(folder, "groups.csv")
    rows.sort(key=lambda row: (GROUPS.index(row["group"]), row["iso3"], row["from"]))
    citations = sorted({citation(row) for row in rows})
    return citations, [
        [row["group"], row["iso3"], row["from"], row["to"], str(citations.index(citation(row)))] for row in rows
    ]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__.strip())
    source, target = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    write(target, "CountriesTable.swift", "countries.csv and countries_historical.csv", [
        ("countriesTable", "code|alpha-2|M49|English|French|Chinese|region|member|ended|note", countries(source))])
    write(target, "CurrenciesTable.swift", "currencies.csv", [
        ("currenciesTable", "code|numeric|minor units|name|withdrawn about|note", currencies(source))])
    citations, rows = memberships(source)
    write(target, "GroupMembershipsTable.swift", "groups.csv", [
        ("groupCitationsTable", "citation", [[text] for text in citations]),
        ("groupMembershipsTable", "group|country|from|to|line of the citation, from 0", rows)])


main()
