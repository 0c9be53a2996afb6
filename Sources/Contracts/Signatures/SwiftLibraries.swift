package import GateModel
import JSON

/// The library products of a Swift package, as `swift package dump-package` prints them.
package struct SwiftLibraries: Hashable, Sendable {
    /// Names of modules by product.
    package let products: [String: [String]]

    /// - Parameter wanted: Names of products; empty where all are meant.
    package init(_ output: [UInt8], only wanted: [String]) throws(NotUnderstood) {
        let json: JSONValue
        do { json = try JSONParser.parse(output) } catch { throw NotUnderstood(error) }
        guard let list = json["products"]?.array else {
            throw NotUnderstood("what it printed names no products")
        }
        var products: [String: [String]] = [:]
        for product in list where product["type"]?["library"] != nil {
            guard let name = product["name"]?.string, let targets = product["targets"]?.array else {
                throw NotUnderstood("a product has no name or no targets")
            }
            if wanted.isEmpty || wanted.contains(name) {
                products[name] = targets.compactMap(\.string).map(moduleName)
            }
        }
        self.products = products
    }

    package var modules: Set<String> { Set(products.values.joined()) }

    /// What users can no longer depend on, or import.
    package func removed(in candidate: SwiftLibraries, subject: String) -> [Difference] {
        let lost = products.keys.filter { candidate.products[$0] == nil }
        return lost.map { removal("product", $0, subject) }
            + modules.subtracting(candidate.modules).map { removal("module", $0, subject) }
    }

    /// The products that both have, each with the modules that both have.
    package func kept(in candidate: SwiftLibraries) -> SwiftLibraries {
        let common = modules.intersection(candidate.modules)
        return SwiftLibraries(
            products: products.filter { candidate.products[$0.key] != nil }
                .mapValues { $0.filter(common.contains) })
    }

    private init(products: [String: [String]]) {
        self.products = products
    }

    private func removal(_ what: String, _ name: String, _ subject: String) -> Difference {
        Difference(
            contract: .swift, subject: subject, kind: Difference.Kind(rawValue: "\(what)-removed"),
            severity: .breaking, operation: name, place: "", baseline: "present", candidate: "removed",
            text: "no library product of the candidate has the \(what) '\(name)'")
    }
}

/// A target's name as `import` takes it.
private func moduleName(_ target: String) -> String {
    String(target.map { $0.isLetter || $0.isNumber ? $0 : "_" })
}
