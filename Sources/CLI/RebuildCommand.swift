import ArgumentParser
import Pledgebook

struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Fold the whole book again from zero into new views.",
    discussion: """
      With --check the live views stay: the rebuild is compared with them, and a difference ends with
      status 3 and names the subject.

      Example, for every night:
        pledgebook rebuild --check || echo "the views differ" >&2
      """)

  @Flag(help: "Compare with the live views instead of replacing them.") var check = false
  @Flag(help: "Do not compare each line with its hash. `verify` does that, and more.") var withoutHashes = false
  @Option(help: ArgumentHelp("How many threads fold. Default: one for each core.", valueName: "count")) var threads:
    Int?
  @OptionGroup var ledger: LedgerOption

  func validate() throws {
    if check, withoutHashes {
      throw ValidationError(
        "--without-hashes: found it with --check; expected one of the two. A check reads every hash.")
    }
    if let threads, !(1...64).contains(threads) {
      throw ValidationError("--threads: found \(threads); expected 1 to 64.")
    }
  }

  func run() throws {
    try ledger.open(for: .reading) { book in
      let bar = ProgressBar("rebuild")
      defer { bar.clear() }
      if check {
        let (result, digest) = try book.checkRebuild(workers: threads) { bar.update($0, of: $1) }
        bar.clear()
        print(
          "The views of \(result.size) records are what a rebuild gives: \(result.postings) postings, digest \(digest)."
        )
      } else {
        let result = try book.rebuild(workers: threads, checkingHashes: !withoutHashes) { bar.update($0, of: $1) }
        bar.clear()
        print("Rebuilt from \(result.size) records: \(result.postings) postings. `rebuild --check` has their digest.")
      }
    }
  }
}
