import GateModel
import JSON

/// What an operation or a parameter says of its own end: `deprecated`, `x-sunset`, `x-stability-level`.
struct Lifecycle {
    let isDeprecated: Bool
    let sunset: Sunset
    let stability: Stability

    enum Sunset: Equatable {
        case unstated
        case on(CalendarDate)
        /// What stands there instead of a date.
        case unreadable(String)
    }

    /// Ordered from least to most stable; unset is stable.
    enum Stability: Equatable {
        case stated(Level)
        case unstated
        case unreadable(String)

        enum Level: String, Comparable {
            case draft
            case alpha
            case beta
            case stable

            /// Interfaces below beta may change as they like.
            var isPromise: Bool { self >= .beta }

            static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

            private var rank: Int {
                switch self {
                case .draft: 0
                case .alpha: 1
                case .beta: 2
                case .stable: 3
                }
            }
        }

        /// Nil where it is unreadable.
        var level: Level? {
            switch self {
            case .stated(let level): level
            case .unstated: .stable
            case .unreadable: nil
            }
        }
    }

    init(of object: JSONValue) {
        isDeprecated = object["deprecated"]?.bool ?? false
        switch object["x-sunset"] {
        case nil: sunset = .unstated
        case .string(let text)?: sunset = CalendarDate(text).map { .on($0) } ?? .unreadable(text)
        case let value?: sunset = .unreadable(Excerpt.text(value))
        }
        switch object["x-stability-level"] {
        case nil, .null?: stability = .unstated
        case .string(let text)?:
            stability = Stability.Level(rawValue: text).map { .stated($0) } ?? .unreadable(text)
        case let value?: stability = .unreadable(Excerpt.text(value))
        }
    }
}
