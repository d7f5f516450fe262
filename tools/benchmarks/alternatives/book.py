"""The plainest fold of the lines: money by currency and measure. It checks the other programs; it is not measured by itself."""

import json


class Fold:
    def __init__(self):
        self.lines = {}
        self.sums = {}

    def _add(self, currency, measure, minor):
        key = (currency, measure)
        self.sums[key] = self.sums.get(key, 0) + minor

    def add(self, line):
        """Takes in one line. Returns the change of money as (measure, partner, currency, amount in minor units), for converters."""
        event = line["event"]
        kind = event["type"]
        changes = []
        if kind in ("ProjectSigned", "AddendumSigned"):
            for row in event.get("funding", []):
                money = row.get("value") or row.get("adds") or row.get("sets")
                key = (line["subject"], row["from"], money["currency"])
                before = self.lines.get(key, 0)
                after = minor_units(money) + (0 if "sets" in row else before)
                self.lines[key] = after
                changes.append(("signed", row["from"], money["currency"], after - before))
        elif kind == "ContributionReceived":
            changes.append(("received", event["from"], event["value"]["currency"], minor_units(event["value"])))
        elif kind == "DisbursementMade":
            changes.append(("disbursed", "", event["value"]["currency"], minor_units(event["value"])))
        for measure, _, currency, minor in changes:
            self._add(currency, measure, minor)
        return changes

    def rows(self):
        return sorted([currency, measure, str(minor)] for (currency, measure), minor in self.sums.items())


def minor_units(money):
    return int(money["amount"].replace(".", ""))


def lines_of(path, limit=None):
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file):
            if limit is not None and number >= limit:
                return
            yield json.loads(text)
