package import GateModel

/// One operation with the values that were drawn for it; both revisions get the very same.
package struct DrawnInput: Hashable, Sendable {
    package let operation: DeclaredOperation
    package let values: [String: String]

    package init(operation: DeclaredOperation, values: [String: String]) {
        self.operation = operation
        self.values = values
    }

    /// Draws every declared value once, in the file's order, so that what one operation draws does not depend on
    /// which values another one uses.
    package static func draw(
        _ operation: DeclaredOperation, from declared: [Pipeline.NamedValues],
        using generator: inout some RandomNumberGenerator
    ) -> DrawnInput {
        var values: [String: String] = [:]
        for named in declared {
            switch named.values {
            case .integers(let range):
                values[named.name] = String(Int.random(in: range, using: &generator))
            case .choices(let choices):
                values[named.name] = choices[Int.random(in: choices.indices, using: &generator)]
            }
        }
        return DrawnInput(operation: operation, values: values)
    }
}
