// swift-tools-version: 6.2
import PackageDescription

// Random texts for the parsers: nothing of the program depends on this package. `tools/torture` builds and runs it.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "pledgebook", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "Pledgebook", package: "pledgebook")], swiftSettings: strict)
  ],
  swiftLanguageModes: [.v6]
)
