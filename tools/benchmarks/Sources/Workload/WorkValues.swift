import Ledger
import Reference

/// A currency of the workload. Two decimals or none.
struct WorkCurrency: Sendable {
  let code: StaticString
  let places: Int

  static let all = [
    WorkCurrency(code: "CHF", places: 2), WorkCurrency(code: "USD", places: 2), WorkCurrency(code: "EUR", places: 2),
    WorkCurrency(code: "JPY", places: 0),
  ]
}

/// A day with its parts worked out once.
struct WorkDay: Sendable {
  let year: Int
  let month: Int
  let day: Int

  init(number: Int) { (year, month, day) = Day(number: Int32(number)).components }
}

/// The words of the workload: short and long, some beyond ASCII.
enum Words {
  static let titles = bytes([
    "Smart villages", "Digital skills for rural youth", "Connexion des écoles", "Early warnings for all",
    "Cybersecurity readiness",
    "Girls in ICT", "Spectrum management and monitoring", "Planificación de la conectividad", "Giga school mapping",
    "National e-health strategy",
  ])
  static let purposes = bytes([
    "Two base stations", "Workshop", "Travel of experts to the national consultation", "Tablettes pour les écoles",
    "Solar panels and batteries",
    "Translation into the six languages", "Field survey of 240 villages in three provinces", "Licences",
    "Salaries of the project staff",
    "Formation des formatrices à Ouagadougou, première session, douze jours",
  ])
  static let payees = bytes([
    "Sahel Telecom S.A.", "Ministère de l'économie numérique", "UNDP", "University of Nairobi",
    "Zenith Consulting "
      + "Ltd",
    "Señal Rural S.A. de C.V.",
    "Pacific Fibre Cooperative", "ООО Связь", "Expert roster", "Travel agency",
  ])
  static let documents = bytes([
    "Bank statement", "Purchase order", "Project document", "Inspira invoice register", "Agreement",
  ])
  static let actors = bytes(["a.ndiaye", "b.okafor", "c.laurent", "d.petrova", "e.tanaka", "import.erp"])

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}

/// Where a project may lie: the member states of a region and a place in the plan.
struct WorkRegion: Sendable {
  let code: [UInt8]
  let countries: [[UInt8]]

  static let all: [WorkRegion] = Region.allCases.compactMap { region in
    let countries = Countries.all.filter { $0.region == region && $0.isMemberState && $0.endedOn == nil }.map {
      Array($0.code.text.utf8)
    }
    return countries.count < 3 ? nil : WorkRegion(code: Array(region.code.utf8), countries: countries)
  }
}

/// A place in a plan, as the members of `ProjectSigned` state it.
struct WorkPlace: Sendable {
  let plan: [UInt8]
  let priority: [UInt8]
  let theme: [UInt8]?

  static let all: [WorkPlace] = [Plan.kap, .bap].flatMap { plan in
    PlanCodes.priorities(of: plan).flatMap { priority in
      PlanCodes.themes(of: priority).map {
        WorkPlace(plan: Array(plan.code.utf8), priority: Array(priority.code.utf8), theme: Array($0.code.utf8))
      }
    }
  }
}
