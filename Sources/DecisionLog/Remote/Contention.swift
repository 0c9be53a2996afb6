/// How much time a writer of a shared log leaves before each attempt: the more races it has lost, the more.
///
/// What others do between a writer's fetch and its push makes it lose, and all of them slow each other down; so they spread their
/// attempts. Whoever wins keeps half of its window: without one it would win again and again, and the others never.
struct Contention: Hashable, Sendable {
    private static let shortest = 100
    private static let longest = 3200

    /// In milliseconds; 0 for a writer that seems to be alone.
    private(set) var window = 0

    mutating func noteLostRace() { window = min(max(Self.shortest, 2 * window), Self.longest) }

    mutating func noteWonRace() { window = window / 2 < Self.shortest ? 0 : window / 2 }

    /// By chance, so that losers part.
    func pause(_ random: inout some RandomNumberGenerator) -> Duration {
        .milliseconds(Int.random(in: 0...window, using: &random))
    }
}
