import GateModel
import Testing

@Suite struct PrintableTextTests {
    @Test(
        "nothing from outside steers a terminal",
        arguments: [
            ("plain · “text” 日本 é", "plain · “text” 日本 é"), ("a\tb", "a b"), ("\u{1b}[2J", "␛[2J"),
            ("one\ntwo", "one␊two"), ("over\rwritten", "over␍written"), ("a\u{202e}b", "a\u{fffd}b"),
            ("\u{9b}31m", "\u{fffd}31m"), ("\u{2028}", "\u{fffd}"), ("", ""),
        ])
    func line(text: String, shown: String) {
        #expect(printable(text) == shown)
    }

    @Test func linesStayLinesAndAreMadePrintableEach() {
        #expect(printableLines("a\u{7}\n\n  b\r\nc\n") == "a␇\n\n  b␍\nc\n")
    }

    @Test func anErrorIsShownWithoutWhatItsTextsBringAlong() {
        struct Outside: Error, CustomStringConvertible {
            let description = "git: error: no '\u{1b}]0;owned\u{7}'\n  hint: \u{2066}none"
        }
        #expect(errorText(Outside()) == "git: error: no '␛]0;owned␇'\n  hint: \u{fffd}none")
    }
}
