"""A small made-up book in which every kind of posting occurs: commands from a seed, which the rules accept in this order."""

import random

FIRST = 200  # what `init` writes
COUNTRIES = ["RWA", "KEN", "NER", "LAO", "FJI", "BRA", "HTI", "NPL"]
REGIONS = ["AFR", "AMS", "ARB", "ASP", "CIS", "EUR", "MULTI"]
FUNDERS = ["norway", "japan", "linkco", "ictdf"]


class Varied:
    def __init__(self, seed, projects):
        self.rng = random.Random(f"{seed}/varied")
        self.commands = []
        for name, kind in zip(FUNDERS, ["government", "government", "privateSector", "internalFund"]):
            self.add(f"partner/{name}", "PartnerRegistered", "2025-01-10", name=name.capitalize(), kind=kind)
        lives = [self.project(number) for number in range(projects)] + [self.pledge(number) for number in range(projects // 2)]
        lives += [self.agreement(number) for number in range(projects // 4)]
        # Subjects take turns, as they do in a real book.
        while lives:
            life = self.rng.choice(lives)
            if next(life, None) is None:
                lives.remove(life)

    def add(self, subject, event, on, /, **members):
        """Adds one command and returns its position."""
        position = FIRST + len(self.commands)
        self.commands.append({
            "actor": "torture", "event": {"type": event, **members}, "id": f"varied/{position}", "on": on,
            "source": {"document": "Made-up document"}, "subject": subject, "v": 1})
        return position

    def money(self, least, most, currency="CHF"):
        return {"amount": f"{self.rng.randrange(least, most)}.{self.rng.randrange(100):02}", "currency": currency}

    def beneficiaries(self):
        countries = self.rng.sample(COUNTRIES, 3)
        return [{"country": country, "share": share} for country, share in zip(countries, ["50", "33.3333", "16.6667"])]

    def project(self, number):
        subject, (first, second) = f"project/9V{number:05}", self.rng.sample(FUNDERS, 2)

        def step(event, on, /, **members):
            return self.add(subject, event, on, **members)

        yield step(
            "ProjectSigned", "2025-02-03", title=f"Made-up {number}", plan="KAP", priority=self.rng.choice(["P1", "P2", "P3"]),
            region=self.rng.choice(REGIONS), beneficiaries=self.beneficiaries(), ends="2026-06-30",
            funding=[{"from": one, "modality": "cash", "value": self.money(400_000, 900_000)} for one in (first, second)])
        yield step("AddendumSigned", "2025-04-02", number=1, funding=[{"from": first, "adds": self.money(1000, 9000)}])
        yield step("ContributionReceived", "2025-05-05", **{"from": first, "value": self.money(200_000, 300_000)})
        paid = step("DisbursementMade", "2025-06-02", value=self.money(1000, 50_000))
        yield paid
        yield step("DisbursementMade", "2025-06-20", value=self.money(60_000, 90_000), country="KEN")
        if number % 2:
            yield step("AddendumSigned", "2025-07-01", number=2, beneficiaries=self.beneficiaries(), funding=[{"from": second, "sets": self.money(500_000, 600_000)}])
            yield step("DisbursementRecovered", "2025-08-04", value=self.money(10, 900), reason="not used")
        if number % 3 == 0:
            yield step("RecordReversed", "2025-09-01", reverses=f"varied/{paid}", reason="paid from another project")
            yield step("ContributionRefunded", "2025-09-15", to=first, value=self.money(10, 900))
        if number % 4 == 0:
            yield step("ProjectClosed", "2026-01-20")

    def pledge(self, number):
        subject = f"pledge/v{number}"
        yield self.add(
            subject, "PledgeMade", "2025-01-20", by=self.rng.choice(FUNDERS[:3]), title=f"Made-up {number}", kinds=["financial"], focus=["access"],
            value=self.money(10_000, 90_000, "USD"))
        yield self.add(subject, "PledgeRevised", "2025-03-10", sets=self.money(100_000, 900_000, "USD"))
        yield self.add(subject, "PledgeProgressReported", "2025-10-10", status="inProgress", delivered=self.money(10, 9000, "USD"))
        if number % 3 == 0:
            yield self.add(subject, "PledgeWithdrawn", "2025-11-11", reason="made-up")

    def agreement(self, number):
        subject = f"agreement/V-{number}"
        yield self.add(subject, "AgreementSigned", "2025-01-25", kind="partnership", parties=self.rng.sample(FUNDERS[:3], 2), value=self.money(1000, 9000))
        yield self.add(subject, "AgreementRevised", "2025-02-25", adds=self.money(10, 900))
