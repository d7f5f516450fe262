// swift-tools-version: 6.2
import PackageDescription

// Measurements only: nothing of the program depends on this package. `tools/bench` builds and runs it.

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]
let book: Target.Dependency = .product(name: "Pledgebook", package: "pledgebook")
let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "benchmarks",
  dependencies: [
    .package(name: "pledgebook", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(name: "Workload", dependencies: [book], swiftSettings: strict),
    .executableTarget(name: "generate", dependencies: ["Workload", arguments], swiftSettings: strict),
    .executableTarget(name: "append-bench", dependencies: ["Workload", book, arguments], swiftSettings: strict),
    .executableTarget(name: "reader-bench", dependencies: ["Workload", book, arguments], swiftSettings: strict),
    .executableTarget(name: "report-bench", dependencies: ["Workload", book, arguments], swiftSettings: strict),
    .executableTarget(
      name: "Micro", dependencies: ["Workload", book, .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Micro",
      swiftSettings: strict, plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
