import GateModel

/// Draws the operations of one process group of stage `memory`, one after the other.
struct MemoryMix {
    /// Each as often as its weight; half of all draws are from here, or all where there are no others.
    private let emphasised: [DeclaredOperation]
    private let others: [DeclaredOperation]

    /// - Parameter load: Nil: all operations by their weights.
    init(_ operations: [DeclaredOperation], _ load: MemoryGroup.Load?) {
        let weighted = operations.flatMap { Array(repeating: $0, count: $0.weight) }
        switch load {
        case nil:
            emphasised = weighted
            others = []
        case .emphasising(let names):
            emphasised = weighted.filter { names.contains($0.name) }
            others = weighted.filter { !names.contains($0.name) }
        case .alone(let name):
            emphasised = weighted.filter { $0.name == name }
            others = []
        }
    }

    func draw(_ generator: inout some RandomNumberGenerator) -> DeclaredOperation {
        let part =
            others.isEmpty || Bool.random(using: &generator) ? emphasised : others
        return part[Int.random(in: part.indices, using: &generator)]
    }
}
