package import GateModel
import JSON

/// What `pawl judge drift` prints.
package enum DriftReport {
    package static func json(_ finding: DriftFinding) -> String {
        func release(_ number: Int?) -> JSONValue { number.map { .integer(Int64($0)) } ?? .null }
        return JSONReport.printable(
            .object(
                JSONObject([
                    JSONMember("verdict", .string(finding.verdict.word)),
                    JSONMember("reason", .string(reason(finding))),
                    JSONMember("releases", .integer(Int64(finding.releases))),
                    JSONMember("alarm", release(finding.alarm)),
                    JSONMember("warning", release(finding.warning)),
                    JSONMember("improvement", release(finding.improvement)),
                    JSONMember("log_level", finding.logLevel.map { .number($0) } ?? .null),
                ])))
    }

    /// - Parameter blocking: The share that may be drifted without blocking; `warning` the one without a warning.
    package static func text(
        _ finding: DriftFinding, blocking: Double, warning: Double, style: Style
    ) -> String {
        let words =
            "  \(reason(finding)), \(finding.releases) releases, limit \(changeText(blocking)) from the anchor"
        var blocks: [Block] = [.verbatim([finding.verdict.titlePiece, Piece(words, .plain)])]
        if let release = finding.warning, finding.alarm == nil {
            blocks.append(
                .verbatim([
                    "  warning: drifted by more than \(percentText(warning)), shown at release \(release)"
                ]))
        }
        if let improvement = finding.improvement {
            let text =
                "  note: better than the anchor by more than \(percentText(blocking)), shown at release \(improvement): "
                + "the anchor may move there"
            blocks.append(.verbatim([Piece(text, .plain)]))
        }
        return Document(blocks).text(style)
    }

    private static func reason(_ finding: DriftFinding) -> String {
        switch finding.verdict {
        case .pass: "no drift shown"
        case .violation: "drifted, shown at release \(finding.alarm.map(String.init) ?? "?")"
        case .inconclusive(let why): why.text
        }
    }
}
