package import GateModel
import JSON

/// What `pawl doctor` prints.
package enum CheckupReport {
    package static func text(_ checkup: Checkup, style: Style = .plain) -> String {
        let obstacles = checkup.obstacles.count
        let heading: [Piece] =
            obstacles == 0
            ? [.good("READY"), "  nothing that was looked at would stop a gate"]
            : [.bad("NOT READY"), "  \(counted(obstacles, "thing")) would stop a gate"]
        var table = Table(indent: 1, gap: 2)
        for finding in checkup.findings {
            let rows = finding.found.text.split(separator: "\n", omittingEmptySubsequences: false)
            for (number, row) in rows.enumerated() {
                let name = [finding.state.mark, " ", .strong(finding.topic)]
                table.add([number == 0 ? name : [], ["\(row)"]])
            }
            if let hint = finding.hint { table.add([[], ["hint: \(hint)"]], hanging: 6) }
        }
        return Document([.heading(heading, aside: [])], table.block).text(style)
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
                        "text": .string(finding.found.text),
                        "hint": finding.hint.map { .string($0) } ?? .null,
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

extension Checkup.Found {
    fileprivate var text: String {
        switch self {
        case .said(let text): return text
        case .failure(let why): return why.text
        case .noise(let assessment, let place):
            let sigma = assessment.sigma.map { "σ_d \(significant($0)): " } ?? ""
            let text = assessment.grade == .quiet ? sigma + assessment.text : assessment.text
            return place.map { "\($0): \(text)" }
                ?? "\(text), of the same work against itself; a service adds its own"
        }
    }
}
