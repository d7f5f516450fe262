"""Turns lines into a journal for ledger and hledger: one transaction for each line that moves money.

Usage: plain_text.py LINES OUT LIMIT. What an addendum `sets` is worked out here, so those programs have less to do.
Amounts are written in minor units without a point, so that every currency has the same form.
"""

import json
import sys

import book


def main():
    lines, out, limit = sys.argv[1], sys.argv[2], int(sys.argv[3])
    fold = book.Fold()
    with open(out, "w", encoding="utf-8") as file:
        for line in book.lines_of(lines, limit):
            for measure, partner, currency, minor in fold.add(line):
                project = line["subject"].removeprefix("project/")
                file.write(f"{line['on']} {line['id']}\n    {measure}:{project}  {minor} {currency}\n    from:{partner or 'account'}\n\n")
    print(json.dumps(fold.rows()))


main()
