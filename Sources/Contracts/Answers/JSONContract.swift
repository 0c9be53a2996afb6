import GateModel
import JSON

/// What the baseline's JSON bodies have in common at one place, and below it.
///
/// Learnt from both runs over all inputs. The items of an array share one place, so there are no more places
/// than the bodies have keys.
struct JSONContract {
    var types: JSONTypes = []
    /// The first value seen.
    var example: JSONValue?
    /// How many values were seen here, and how many of them were objects.
    var values = 0
    var objects = 0
    /// In how many answers there was a value here, one that is not null, and an array with items.
    var seen = Tally()
    var notNull = Tally()
    var filled = Tally()
    var strings = StringSamples()
    var volatility: Volatility = []
    /// The candidate was found to have another shape here.
    var isBroken = false
    var children: [Step: JSONContract] = [:]

    enum Step: Hashable {
        case member(String)
        /// Any item of an array.
        case item
    }

    /// What differs between the baseline's two runs.
    struct Volatility: OptionSet {
        let rawValue: UInt8

        static let value = Volatility(rawValue: 1)
        /// The order of an array's items.
        static let order = Volatility(rawValue: 2)
        /// How many items an array has, and so which.
        static let items = Volatility(rawValue: 4)
        /// Whether a member is there.
        static let presence = Volatility(rawValue: 8)
        /// Which members an object has.
        static let keys = Volatility(rawValue: 16)
    }

    /// - Parameter answer: Its number; the two that the baseline gives to one input are two answers.
    mutating func observe(_ value: JSONValue, in answer: Int) {
        types.insert(JSONTypes(of: value))
        values += 1
        seen.note(answer)
        if value != .null { notNull.note(answer) }
        if example == nil { example = value }
        switch value {
        case .object(let object):
            objects += 1
            for member in object.members {
                children[.member(member.key), default: JSONContract()].observe(member.value, in: answer)
            }
        case .array(let items):
            if !items.isEmpty { filled.note(answer) }
            for item in items { children[.item, default: JSONContract()].observe(item, in: answer) }
        case .string(let text): strings.observe(text, in: answer)
        case .null, .bool, .integer, .number: break
        }
    }

    /// Whether the order of items differs between the baseline's two runs, here or below.
    var hasVolatileOrder: Bool {
        volatility.contains(.order) || children.values.contains { $0.hasVolatileOrder }
    }

    /// Whether each object seen here had that member.
    func requires(_ child: JSONContract) -> Bool { child.values == objects }
}
