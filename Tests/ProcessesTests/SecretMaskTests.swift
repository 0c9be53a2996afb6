import Testing

@testable import Processes

@Suite struct SecretMaskTests {
    private func mask(_ pieces: [String], _ secrets: [String]) -> String {
        var mask = SecretMask(secrets)
        var bytes = pieces.flatMap { mask.mask(Array($0.utf8)) }
        bytes += mask.finish()
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(
        "covers every occurrence",
        arguments: [
            ("a key b", ["key"], "a *** b"),
            ("keykey", ["key"], "***"),
            ("key key", ["key"], "*** ***"),
            ("kekey", ["key"], "ke***"),
            ("abcdef", ["abc", "abcdef"], "***"),
            ("abcdeX", ["abc", "abcdef"], "***deX"),
            ("xyz1abc!", ["xyz1", "1abc"], "***!"),  // overlapping: all of both
            ("aaaa", ["aa"], "***"),
            ("no secret", [""], "no secret"),
            ("pässwörd", ["ässwö"], "p***rd"),
            ("half a ke", ["key"], "half a ke"),
        ])
    func occurrences(text: String, secrets: [String], masked: String) {
        #expect(mask([text], secrets) == masked)
        // The same, whatever the pieces.
        #expect(mask(text.unicodeScalars.map { String($0) }, secrets) == masked)
    }

    @Test func thePossibleBeginningOfASecretIsHeldBack() {
        var mask = SecretMask(["secret"])
        #expect(mask.mask(Array("my sec".utf8)) == Array("my ".utf8))
        #expect(mask.mask(Array("ond".utf8)) == Array("second".utf8))
        #expect(mask.finish() == [])
    }
}
