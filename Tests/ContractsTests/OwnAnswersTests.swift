import Contracts
import GateModel
import JSON
import Testing

/// Whatever the baseline itself answers is no break of its contract.
@Suite("A candidate that answers as one of the baseline's runs") struct OwnAnswersTests {
    @Test("differs in nothing, however volatile the answers are", arguments: 0..<20)
    func agrees(seed: UInt64) {
        var generator = SplitMix(state: seed)
        for _ in 0..<100 {
            let inputs = (0..<3).map { _ in
                let value = JSONValue.random(depth: 4, using: &generator)
                let first = json(text(of: value))
                let again = json(text(of: value.disturbed(using: &generator)))
                return ProbedInput(first, again: again, Bool.random(using: &generator) ? first : again)
            }
            let comparison = compare([ProbedOperation(operation: "search", inputs: inputs)])
            #expect(comparison == AnswerComparison(differences: [], unusable: []))
        }
    }

    private func text(of value: JSONValue) -> String {
        String(decoding: JSONWriter.canonical(value), as: UTF8.self)
    }
}

extension JSONValue {
    /// Few keys and few values, so that much is alike and much is not.
    fileprivate static func random(depth: Int, using generator: inout SplitMix) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &generator) {
        case 0: return .null
        case 1: return .integer(Int64.random(in: 0...2, using: &generator))
        case 2: return .number(0.5)
        case 3: return .string(Bool.random(using: &generator) ? "a" : "b")
        case 4, 5:
            let count = Int.random(in: 0...3, using: &generator)
            return .array((0..<count).map { _ in random(depth: depth - 1, using: &generator) })
        default:
            let keys = ["x", "y", "z"].filter { _ in Bool.random(using: &generator) }
            return .object(
                JSONObject(keys.map { JSONMember($0, random(depth: depth - 1, using: &generator)) }))
        }
    }

    /// The same with items moved, members gone and values replaced here and there.
    fileprivate func disturbed(using generator: inout SplitMix) -> JSONValue {
        if Int.random(in: 0..<12, using: &generator) == 0 {
            return JSONValue.random(depth: 1, using: &generator)
        }
        switch self {
        case .null, .bool, .integer, .number, .string: return self
        case .array(let items):
            let disturbed = items.map { $0.disturbed(using: &generator) }
            return .array(Bool.random(using: &generator) ? disturbed.shuffled(using: &generator) : disturbed)
        case .object(let object):
            let kept = object.members.filter { _ in Int.random(in: 0..<10, using: &generator) > 0 }
            return .object(
                JSONObject(kept.map { JSONMember($0.key, $0.value.disturbed(using: &generator)) }))
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same draws for the same seed.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
