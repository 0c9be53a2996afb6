import GateModel
import Testing

@testable import DecisionLog

/// Trust files with a few characters changed: whoever writes one by hand gets a key's full power, or a place to look at.
@Suite struct TrustFuzzTests {
    /// Marsaglia's xorshift: the same numbers each time.
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let pieces = [
        "", " ", "\n", ":", "- ", "*", "\"", "'", "#", "{", "}", "[", "]", ",", "&a", "!", "null", "yes",
        "keys:", "pawl-trust: 1\n", "\u{0}", "\u{feff}", "\u{2028}", "ß", "ssh-ed25519 ", "approve", "2",
    ]

    @Test func whateverIsChangedItIsReadOrRefusedAtAPlace() throws {
        let sound = """
            pawl-trust: 1
            origin: pawl/\(String(repeating: "a", count: 40))
            root: { threshold: 1, keys: [anna] }
            keys:
              anna: { key: "\(try testKeyLine(1))", kinds: [adopted], environments: [production] }
              ci: { key: "\(try testKeyLine(2))", kinds: [approve], environments: "*", valid_before: 2027-01-01 }
            environments:
              production: { protected: yes, pipelines: { shop: a/shop.yaml }, overrides: 2 }

            """
        var numbers = Numbers(state: 7)
        var accepted = 0
        for _ in 0..<800 {
            var text = Array(sound.unicodeScalars)
            let start = Int.random(in: 0..<text.count, using: &numbers)
            let end = min(text.count, start + Int.random(in: 0...3, using: &numbers))
            let piece = try #require(Self.pieces.randomElement(using: &numbers))
            text.replaceSubrange(start..<end, with: Array(piece.unicodeScalars))
            let file = String(String.UnicodeScalarView(text))
            do throws(TrustError) {
                let rules = try TrustRules(parsing: file, file: "t")
                accepted += 1
                // One key never stands under two names, however they came about.
                #expect(Set(rules.keys.map(\.key)).count == rules.keys.count, "\(file)")
            } catch {
                let message = "\(error)"
                #expect(message.contains("error: ") && message.contains("\n  hint: "), "\(file)\n\(message)")
                guard case .invalid(let invalid) = error else { continue }
                let lines = file.unicodeScalars.count { $0 == "\n" || $0 == "\u{2028}" } + 1
                // The end of a file whose last line has no end is the start of the next one.
                #expect((1...lines + 1).contains(invalid.position.line), "\(file)\n\(message)")
            }
        }
        // Both happen often, or else nothing was tried.
        #expect((10...790).contains(accepted), "\(accepted)")
    }
}
