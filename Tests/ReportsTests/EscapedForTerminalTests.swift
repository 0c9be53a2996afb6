import GateModel
import Testing

@testable import Reports

@Suite struct EscapedForTerminalTests {
    @Test(
        "one character becomes one character that a terminal only shows",
        arguments: [
            ("plain · “text” 日本 é", "plain · “text” 日本 é"), ("a\tb", "a b"), ("\u{1b}[31m", "␛[31m"),
            ("one\ntwo\r\n", "one␊two␍␊"),
            ("\u{00}\u{07}\u{7f}", "␀␇␡"),
            ("\u{9b}2J\u{85}", "\u{fffd}2J\u{fffd}"),
            ("a\u{202e}b\u{2066}c\u{200b}", "a\u{fffd}b\u{fffd}c\u{fffd}"),
            ("\u{2028}\u{2029}\u{feff}\u{ad}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"), ("", ""),
        ])
    func characters(text: String, shown: String) {
        #expect(printable(text) == shown)
        #expect(Piece(text, .plain).text == shown)
    }

    @Test("no text report lets a control character of its input through")
    func textReports() {
        let plan = Plan(
            pipeline: Examples.pipeline, map: Examples.map, source: Examples.source,
            environment: "staging\(Examples.attack)",
            baseline: Examples.hostileRevision, candidate: Examples.hostileRevision, seed: 1,
            notes: [Examples.attack])
        let decision = Examples.decision(
            .block(.init(stages: Examples.hostile.results)), candidate: Examples.hostileRevision,
            environment: Examples.attack,
            reason: Examples.attack, refersTo: [Examples.attack])
        let line = Examples.line(1, decision)
        let progress = Progress(stage: .regress, text: Examples.attack)
        let reports = [
            TextReport.text(Examples.hostile), PlanReport.text(plan), LogReport.list([line]),
            LogReport.show(line), ProgressLine.text(progress, seconds: 1),
            ProgressLine.text(Progress(stage: .regress, text: Examples.attack, begins: true), seconds: 1),
            JSONReport.text(Examples.hostile),
        ]
        for report in reports {
            #expect(report.contains("owned"))
            #expect(invisible(in: report) == [])
        }
    }

    @Test("a coloured report has no escape sequences but its own")
    func colouredReport() {
        let text = TextReport.text(Examples.hostile, style: .colour)
        let others = text.replacing(#/\u{1b}\[[0-9;]+m/#, with: "")
        #expect(others == TextReport.text(Examples.hostile))
        #expect(invisible(in: others) == [])
    }

    @Test("finished lines keep the sequences of their style and no others")
    func finishedLines() {
        let own = Style.colour.paint("good", .good) + "\n" + Style.colour.paint("loud", .strong) + "\n"
        #expect(Style.colour.printableLines(own) == own)
        #expect(Style.plain.printableLines(own) == "␛[1;32mgood␛[0m\n␛[1mloud␛[0m\n")
        let outside = "\u{1b}[31mred\u{1b}[2J\u{1b}\r\u{202e}"
        #expect(Style.colour.printableLines(outside) == "␛[31mred␛[2J␛␍\u{fffd}")
    }

    @Test("JSON keeps such characters, escaped")
    func json() {
        #expect(
            JSONReport.text(Examples.hostile).contains(
                #""summary": "Fix\u001b[2J\u001b]0;owned\u0007\u009b31m\r\u202e\u200b\udb40\udc41\u2028""#))
    }

    private func invisible(in text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: scalar != "\n"
            default: false
            }
        }
    }
}
