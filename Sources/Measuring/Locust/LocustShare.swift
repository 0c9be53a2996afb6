package import GateModel

/// What one user of a Locust load asks: first to warm up, then what counts.
package struct LocustShare: Sendable {
    package let warmUp: [DrawnInput]
    package let load: [DrawnInput]
    /// When each of `load` is to be sent, in seconds after the start; nil where a user waits for answers.
    package let times: [Double]?

    package init(warmUp: [DrawnInput], load: [DrawnInput], times: [Double]? = nil) {
        self.warmUp = warmUp
        self.load = load
        self.times = times
    }

    /// One line of the master's file `inputs`: operations by number, their values in the order declared.
    ///
    ///     {"load":[[0,["17","blue"]]],"warm":[]}
    package func line(operations: [DeclaredOperation], values: [Pipeline.NamedValues]) -> [UInt8] {
        func rows(_ inputs: [DrawnInput], _ times: [Double]?) -> JSONValue {
            let rows = inputs.enumerated().map { index, input -> JSONValue in
                let number = operations.firstIndex { $0.name == input.operation.name } ?? 0
                let texts = values.map { JSONValue.string(input.values[$0.name] ?? "") }
                let row: [JSONValue] = [.integer(Int64(number)), .array(texts)]
                return .array(row + (times.map { [.number($0[index])] } ?? []))
            }
            return .array(rows)
        }
        return JSONWriter.canonical(["load": rows(load, times), "warm": rows(warmUp, nil)])
            + [UInt8(ascii: "\n")]
    }
}
