// A program that imports `Pledgebook` can name what it gives to a book and gets from it: events and values, outcomes
// and refusals, questions and tables, checkpoints and proofs. These modules are one book to whoever uses it.

@_exported import EventStore
@_exported import Formats
@_exported import Ledger
@_exported import MerkleLog
@_exported import Reference
@_exported import Reports
@_exported import Views
