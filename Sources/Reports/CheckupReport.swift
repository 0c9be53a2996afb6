package import GateModel
import JSON

/// What `pawl doctor` prints.
package enum CheckupReport {
    package static func text(_ checkup: Checkup, style: Style = .plain) -> String {
        var page = Page()
        let obstacles = checkup.obstacles.count
        page.add(
            obstacles == 0
                ? Line(.good("READY"), "  nothing that was looked at would stop a gate")
                : Line(.bad("NOT READY"), "  \(counted(obstacles, "thing")) would stop a gate"))
        page.blank()
        let width = checkup.findings.map(\.topic.count).max() ?? 0
        for finding in checkup.findings {
            let blanks = String(repeating: " ", count: width - finding.topic.count)
            let below = String(repeating: " ", count: width + 5)
            for (number, row) in finding.text.split(separator: "\n", omittingEmptySubsequences: false)
                .enumerated()
            {
                page.add(
                    number == 0
                        ? Line(
                            " ", finding.state.mark, " ", .strong(finding.topic), "\(blanks)  \(row)",
                            overflow: .wrap(below))
                        : Line("\(below)\(row)", overflow: .wrap(below)))
            }
            if let hint = finding.hint {
                page.add(Line("\(below)hint: \(hint)", overflow: .wrap(below + "      ")))
            }
        }
        return page.text(style)
    }

    /// The same as JSON.
    package static func json(_ checkup: Checkup) -> String {
        JSONReport.printable([
            "version": 1,
            "ready": .bool(checkup.obstacles.isEmpty),
            "findings": .array(
                checkup.findings.map { finding in
                    [
                        "topic": .string(finding.topic), "state": .string(finding.state.rawValue),
                        "text": .string(finding.text), "hint": finding.hint.map { .string($0) } ?? .null,
                    ]
                }),
            "noise": checkup.noise.map(BaselineReport.value) ?? .null,
        ])
    }
}

extension Checkup.State {
    fileprivate var mark: Piece {
        switch self {
        case .good: .good("✓")
        case .note: "·"
        case .weak: .caution("!")
        case .missing: .bad("✗")
        }
    }
}
