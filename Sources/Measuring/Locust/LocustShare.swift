package import GateModel
import JSON

/// What one user of a Locust load asks: first to warm up, then what counts.
package struct LocustShare: Sendable {
    package let warmUp: [DrawnInput]
    package let load: [DrawnInput]
    /// When each of `load` is to be sent, in seconds after the start; nil where a user waits for answers.
    package let times: [Double]?
    /// How many of the first of `load` belong to the ramp, and count for nothing.
    package let ramp: Int

    package init(warmUp: [DrawnInput], load: [DrawnInput], times: [Double]? = nil, ramp: Int = 0) {
        self.warmUp = warmUp
        self.load = load
        self.times = times
        self.ramp = ramp
    }

    /// An open load among so many senders, whose requests take turns.
    ///
    /// - Parameter next: Draws the operation that comes next.
    package static func open(
        _ load: OpenLoad, senders: Int, warmUp: (Int) -> [DrawnInput], next: () -> DrawnInput
    ) -> [LocustShare] {
        let pace = OpenPace(load)
        var inputs = Array(repeating: [DrawnInput](), count: senders)
        var times = Array(repeating: [Double](), count: senders)
        var ramps = Array(repeating: 0, count: senders)
        for index in 0..<pace.count {
            let sender = index % senders
            inputs[sender].append(next())
            times[sender].append(Double(pace.time(of: index)) / 1e9)
            if index < pace.rampCount { ramps[sender] += 1 }
        }
        return (0..<senders).map {
            LocustShare(warmUp: warmUp($0), load: inputs[$0], times: times[$0], ramp: ramps[$0])
        }
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
