import DecisionLog
import Testing

/// Keys of our own, made of constant seeds, for tests alone.
func testKey(_ number: UInt8) throws -> SigningKey {
    try #require(SigningKey(seed: [UInt8](repeating: number, count: 32)))
}
