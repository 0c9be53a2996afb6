/// Random bits that are the same on every machine for the same seed: xoshiro256** of Blackman and Vigna.
///
/// Not for secrets. The standard library's `random(in:using:)` may change how it turns bits into numbers from
/// one Swift to the next; what must stay the same for ever is to be drawn from `next()` itself.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// The four words are the first four that SplitMix64 makes of the seed.
    package init(seed: UInt64) {
        var spread = SplitMix64(seed: seed)
        self.init(state: (spread.next(), spread.next(), spread.next(), spread.next()))
    }

    /// A generator of its own for each named purpose, so that drawing more for one leaves the others as they
    /// are.
    package init(seed: UInt64, stream: String) {
        var fromSeed = SplitMix64(seed: seed)
        var fromName = SplitMix64(seed: Self.fnv1a(stream))
        self.init(seed: fromSeed.next() ^ fromName.next())
    }

    init(state: (UInt64, UInt64, UInt64, UInt64)) {
        self.state = state
    }

    package mutating func next() -> UInt64 {
        let result = rotate(state.1 &* 5, by: 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotate(state.3, by: 45)
        return result
    }

    private func rotate(_ word: UInt64, by places: Int) -> UInt64 {
        (word << places) | (word >> (64 - places))
    }

    /// The 64-bit FNV-1a hash of the text's UTF-8 bytes.
    static func fnv1a(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        return hash
    }
}
