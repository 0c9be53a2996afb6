import GateModel
import HTTPClient

/// The values that requests are filled with, each in every form in which it may stand in one.
struct ValuePool: Sendable {
    /// How a value is written where it stands.
    enum Form: Sendable {
        case path, json, plain
    }

    private enum Values {
        case integers(ClosedRange<Int>)
        case choices([Choice])
    }

    private struct Choice {
        let path: [UInt8]
        let json: [UInt8]
        let plain: [UInt8]
    }

    let names: [String]
    private let values: [Values]

    init(_ declared: [Pipeline.NamedValues]) {
        names = declared.map(\.name)
        values = declared.map { named in
            switch named.values {
            case .integers(let range): .integers(range)
            case .choices(let choices):
                .choices(
                    choices.map {
                        Choice(
                            path: Array(percentEncoded($0).utf8),
                            json: Array(RequestTemplate.escaped($0).utf8),
                            plain: Array($0.utf8))
                    })
            }
        }
    }

    /// Every value once, in their order: a number itself, of choices the index.
    func draw(_ generator: inout some RandomNumberGenerator) -> [Int] {
        values.map { values in
            switch values {
            case .integers(let range): Int.random(in: range, using: &generator)
            case .choices(let choices): Int.random(in: choices.indices, using: &generator)
            }
        }
    }

    /// Appends one value of a draw.
    func write(_ index: Int, of drawn: [Int], as form: Form, to bytes: inout [UInt8]) {
        switch values[index] {
        case .integers: bytes += "\(drawn[index])".utf8
        case .choices(let choices):
            let choice = choices[drawn[index]]
            switch form {
            case .path: bytes += choice.path
            case .json: bytes += choice.json
            case .plain: bytes += choice.plain
            }
        }
    }

    /// As text, by name.
    func texts(of drawn: [Int]) -> [String: String] {
        var texts: [String: String] = [:]
        for index in names.indices {
            var bytes: [UInt8] = []
            write(index, of: drawn, as: .plain, to: &bytes)
            texts[names[index]] = String(decoding: bytes, as: UTF8.self)
        }
        return texts
    }
}
