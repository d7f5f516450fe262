// swift-tools-version: 6.2
import PackageDescription

// What a module may import is written here once; a test of the repository checks that the sources keep to it.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "pledgebook",
  products: [
    .executable(name: "pledgebook", targets: ["CLI"]),
    .library(name: "Pledgebook", targets: ["Pledgebook"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
  ],
  targets: [
    .systemLibrary(name: "CLMDB", providers: [.apt(["liblmdb-dev"])]),
    .target(name: "Reference", exclude: ["README.md"], swiftSettings: strict),
    .target(name: "Ledger", dependencies: ["Reference"], exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "MerkleLog", dependencies: [.product(name: "Crypto", package: "swift-crypto")], exclude: ["README.md"],
      swiftSettings: strict),
    .target(name: "LMDB", dependencies: ["CLMDB"], exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "EventStore",
      dependencies: ["Ledger", "MerkleLog", "LMDB", .product(name: "Crypto", package: "swift-crypto")],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Views",
      dependencies: ["EventStore", "Ledger", "MerkleLog", "LMDB"],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Reports",
      dependencies: ["Views", "EventStore", "Ledger", "Reference", .product(name: "BigInt", package: "BigInt")],
      exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Formats", dependencies: ["Reports", "Ledger", "Reference"], exclude: ["README.md"], swiftSettings: strict),
    .target(
      name: "Pledgebook",
      dependencies: ["EventStore", "Views", "Reports", "Formats", "Ledger", "MerkleLog", "Reference"],
      exclude: ["README.md"], swiftSettings: strict),
    .executableTarget(
      name: "CLI",
      dependencies: [
        "Pledgebook", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["README.md"], swiftSettings: strict),
    .testTarget(name: "ReferenceTests", dependencies: ["Reference"], swiftSettings: strict),
    .testTarget(name: "MerkleLogTests", dependencies: ["MerkleLog"], swiftSettings: strict),
    .testTarget(name: "TranscriptTests", dependencies: ["CLI"], swiftSettings: strict),
    .testTarget(
      name: "ReportTests", dependencies: ["Pledgebook", "Reports", "Views", "EventStore", "Ledger", "Reference"],
      swiftSettings: strict),
    .testTarget(name: "PledgebookTests", dependencies: ["Pledgebook"], swiftSettings: strict),
    .testTarget(name: "ViewsTests", dependencies: ["Views"], swiftSettings: strict),
    .testTarget(
      name: "FormatTests", dependencies: ["Formats", "Reports", "Ledger", "Reference"], swiftSettings: strict),
    .testTarget(name: "RepositoryTests", swiftSettings: strict),
    .testTarget(
      name: "HistoryTests",
      dependencies: [
        "Reports", "Views", "EventStore", "Ledger", "LMDB", "Reference", .product(name: "BigInt", package: "BigInt"),
      ], swiftSettings: strict),
    .testTarget(
      name: "ModelTests", dependencies: ["Pledgebook", "Reference", .product(name: "BigInt", package: "BigInt")],
      exclude: ["README.md"], swiftSettings: strict),
    .testTarget(name: "StoreTests", dependencies: ["EventStore", "Ledger", "LMDB"], swiftSettings: strict),
    .testTarget(name: "LMDBTests", dependencies: ["LMDB"], swiftSettings: strict),
    .testTarget(name: "LedgerTests", dependencies: ["Ledger", "Reference"], swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
