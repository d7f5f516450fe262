import Pledgebook

func pledge(_ amount: Money, as name: String, in folder: String) async throws -> Table? {
  guard let subject = Subject(.pledge, name), let day = EffectiveDate("2026-03-01") else { return nil }
  let book = try Book(opening: folder)
  defer { try? book.close() }
  let terms = PledgeTerms(title: "Schools online", kinds: [.financial], focus: [.access])
  let pledge = PledgeMade(by: "anatel", terms, value: amount)
  let draft = Draft(.pledge(.made(pledge)), about: subject, on: day, by: "a.ndiaye")
  if case .refused(let refusal) = try await book.record(draft) { throw refusal }
  return try book.report(.pledges, Question("by=partner&during=2026"))
}
