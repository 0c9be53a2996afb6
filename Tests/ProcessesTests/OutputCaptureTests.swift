import Testing

@testable import Processes

@Suite struct OutputCaptureTests {
    private func capture(limit: Int, masks: [String] = [], _ pieces: [String]) -> CapturedOutput {
        let capture = OutputCapture(limit: limit, masks: masks)
        for piece in pieces { capture.append(Array(piece.utf8)) }
        capture.finish()
        return capture.captured
    }

    @Test func whatFitsIsKeptWhole() {
        let output = capture(limit: 4, ["abc", "def", "gh"])
        #expect(output.text == "abcdefgh")
        #expect(output.omittedBytes == 0)
    }

    @Test func theMiddleOfALongOutputIsLeftOut() {
        let output = capture(limit: 4, ["abc", "defghijk", "lmn", "op"])
        #expect(output.text == "abcd\n[8 bytes left out]\nmnop")
        #expect(output.bytes == Array("abcdmnop".utf8))
    }

    @Test func aSecretAcrossTheCutIsMaskedBeforeTheCut() {
        // Masked it reads "ab***cdefghij"; head and tail are four bytes each.
        let output = capture(limit: 4, masks: ["secret"], ["abse", "cretcdef", "ghij"])
        #expect(output.text == "ab**\n[5 bytes left out]\nghij")
    }

    @Test func bytesThatAreNotUTF8AreShownAsSuch() {
        let capture = OutputCapture(limit: 10, masks: [])
        capture.append([0x61, 0xFF, 0x62])
        #expect(capture.captured.text == "a\u{FFFD}b")
        #expect(capture.captured.bytes == [0x61, 0xFF, 0x62])
    }
}
