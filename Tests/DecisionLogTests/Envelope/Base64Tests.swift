import DecisionLog
import Testing

@Suite struct Base64Tests {
    @Test(
        "writes and reads the vectors of RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func writesAndReadsTheVectorsOfRFC4648(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test func eachAlphabetReadsItsOwnDigitsOnly() {
        #expect(Base64.encode([0xfb, 0xef, 0xff]) == "++//")
        #expect(Base64.decode("++//") == [0xfb, 0xef, 0xff])
        #expect(Base64.decode("--__", .urlSafe) == [0xfb, 0xef, 0xff])
        #expect(Base64.decode("--__") == nil)
        #expect(Base64.decode("++//", .urlSafe) == nil)
    }

    @Test(
        "refuses every other spelling",
        arguments: [
            "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", " Zm9v", "Zm9*",
            "=Zm9", "Zm=v", "Zé==",
        ])
    func refusesEveryOtherSpelling(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test func everyLengthReadsBack() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 11) }
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        }
    }
}
