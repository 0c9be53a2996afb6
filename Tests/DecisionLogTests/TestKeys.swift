import DecisionLog
import Testing

/// Keys of our own, made of constant seeds, for tests alone.
func testPrivateKey(_ number: UInt8) throws -> Ed25519PrivateKey {
    try #require(Ed25519PrivateKey(seed: [UInt8](repeating: number, count: 32)))
}

func testKey(_ number: UInt8) throws -> SigningKey { SigningKey(try testPrivateKey(number)) }
