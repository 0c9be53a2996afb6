/// How the judged code is kept from everything that is not its own.
package enum Isolation: Sendable, Hashable {
    /// Namespaces of its own, Landlock of this version (0: without), and a filter of system calls.
    case strong(landlock: Int)
    /// Landlock of this version, 1 or newer, and a filter of system calls.
    case weak(landlock: Int)
    case none

    /// Landlock keeps signals and abstract sockets inside from this version on (Linux 6.12).
    private static let scopingVersion = 6

    /// Whether it is enough for a pipeline that says `isolation: required`.
    package var isSufficient: Bool {
        switch self {
        case .strong: true
        case .weak(let landlock): landlock >= Isolation.scopingVersion
        case .none: false
        }
    }

    /// What code in this form can still do, for whoever reads a decision; nil where nothing is known to be open.
    package var gap: String? {
        switch self {
        case .strong: nil
        case .none: "it can reach whatever its user can"
        case .weak(let landlock):
            switch landlock {
            case 6...: "it can change modes of its user's files, and use shared memory of the machine"
            case 4...:
                "it can kill its user's processes, change modes of files, and use shared memory of the machine"
            default:
                "it can kill its user's processes, listen on any port, change modes of files, and use shared memory of "
                    + "the machine"
            }
        }
    }
}

extension Isolation: CustomStringConvertible {
    /// `strong (landlock 7)`
    package var description: String {
        switch self {
        case .strong(landlock: 0): "strong (no landlock)"
        case .strong(let landlock): "strong (landlock \(landlock))"
        case .weak(let landlock): "weak (landlock \(landlock))"
        case .none: "none"
        }
    }

    /// What somebody wants to see tried: `strong`, `weak`, `none`, or with a version of Landlock, `weak 3`; nil for any other
    /// text.
    package init?(wanted text: String) {
        let words = text.split(separator: " ")
        guard let form = words.first, words.count <= 2 else { return nil }
        let landlock = words.count == 2 ? Int(words[1]) : Int.max
        guard let landlock, landlock >= 0 else { return nil }
        switch form {
        case "strong": self = .strong(landlock: landlock)
        case "weak" where landlock > 0: self = .weak(landlock: landlock)
        case "none" where words.count == 1: self = .none
        default: return nil
        }
    }
}
