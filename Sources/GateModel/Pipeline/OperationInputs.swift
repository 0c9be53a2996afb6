/// Which input each pair of an operation's blocks had, so that a rule may judge each input by itself.
package struct OperationInputs: Hashable, Sendable, Codable {
    package let operation: String
    /// The different ones, in the order they were first drawn: `member=17, limit=20`.
    package private(set) var names: [String] = []
    /// Of each block the index in `names` of each pair, in the order of the block's observations.
    package private(set) var blocks: [[Int]] = []

    package init(operation: String, blocks: [[String]] = []) {
        self.operation = operation
        for block in blocks { append(block) }
    }

    package mutating func append(_ inputs: [String]) {
        var places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($0.element, $0.offset) })
        blocks.append(
            inputs.map { input in
                if let known = places[input] { return known }
                places[input] = names.count
                names.append(input)
                return names.count - 1
            })
    }
}
