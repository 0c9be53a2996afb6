package import GateModel

/// What `pawl baseline list` and `pawl baseline show` print.
package enum BaselineReport {
    /// One row a baseline, in the order given; wider than a page if need be, so that nothing is cut.
    ///
    /// - Parameter pruned: entries whose evidence is gone, and their baselines with it.
    package static func list(_ baselines: [RecordedBaseline], pruned: [Int] = [], style: Style = .plain)
        -> String
    {
        let empty: [Block] = baselines.isEmpty ? [.paragraph("no gate has recorded a baseline here")] : []
        var table = Table(gap: 2, isWide: true)
        for baseline in baselines {
            table.add(
                "\(baseline.source.index)", .quiet(utcText(baseline.source.time)),
                "\(baseline.pipeline.name)", "\(baseline.revision.commit.short) in \(baseline.environment)",
                .quiet(baseline.source.standing.rawValue),
                .quiet("host \(baseline.hostClass?.digest ?? "unknown")"),
                baseline.grade.piece, "\(baseline.worst?.text ?? "")")
        }
        let note = prunedNote(pruned).map { [Block.paragraph(.caution("note: "), "\($0)", hanging: 6)] }
        return Document(empty + table.block + (note ?? [])).text(style)
    }

    /// Everything that is known of one baseline.
    package static func show(_ baseline: RecordedBaseline, style: Style = .plain) -> String {
        let title: [Piece] = [
            .strong("baseline \(baseline.revision.commit.short)"),
            "  \(baseline.pipeline.name) in \(baseline.environment)",
        ]
        var document = Document([.heading(title, aside: [baseline.grade.piece])], binding(baseline))
        for stage in StageName.allCases {
            let measured = baseline.measured.filter { $0.stage == stage }
            guard !measured.isEmpty else { continue }
            document.add([.paragraph(.strong(stage.rawValue))] + numbers(measured) + assessments(measured))
        }
        return document.text(style)
    }

    private static func binding(_ baseline: RecordedBaseline) -> [Block] {
        var table = Table()
        table.add("revision", "\(baseline.revision.commit)  \(baseline.revision.summary)")
        table.add(
            "recorded",
            "\(utcText(baseline.source.time)) in entry \(baseline.source.index), \(baseline.source.standing.sentence)"
        )
        table.add("leaf", "\(baseline.source.leaf)")
        table.add("pipeline", "\(baseline.pipeline.path)  blob \(baseline.pipeline.blob)")
        for (number, line) in baseline.dataSet.lines.enumerated() {
            table.add(number == 0 ? "data set" : "", "\(line)")
        }
        table.add(
            "host",
            "\(baseline.hostClass.map { "\($0.text)  class \($0.digest)" } ?? "not recorded: comparable with nothing")"
        )
        return table.block
    }

    private static func numbers(_ measured: [MeasuredMetric]) -> [Block] {
        var table = Table(indent: 4, isWide: true)
        for metric in measured {
            let p95 = metric.p95.map { "p95 \(metric.unit.text($0))" } ?? ""
            let missing = metric.missing == 0 ? "" : ", \(metric.missing) without a value"
            table.add(
                "\(metric.operation ?? "")", "\(metric.metric)",
                "\(metric.median.map { "median \(metric.unit.text($0))" } ?? "no values")",
                "\(metric.mean.map { "mean \(metric.unit.text($0))" } ?? "")", "\(p95)",
                .quiet("\(counted(metric.values, "value")) in \(counted(metric.blocks, "block"))\(missing)"))
        }
        return table.block
    }

    private static func assessments(_ measured: [MeasuredMetric]) -> [Block] {
        measured.flatMap { metric -> [Block] in
            guard let assessment = metric.assessment else { return [] }
            let place = [metric.operation, metric.metric].compactMap { $0 }.joined(separator: " ")
            let text = Block.paragraph(
                assessment.grade.piece, ": \(place) \(assessment.text)", indent: 4, hanging: 4)
            guard let advice = assessment.advice else { return [text] }
            return [text, .paragraph("hint: \(advice)", indent: 8)]
        }
    }

    static func prunedNote(_ pruned: [Int]) -> String? {
        guard !pruned.isEmpty else { return nil }
        let entries = pruned.map(String.init).joined(separator: ", ")
        return
            "the evidence of \(pruned.count == 1 ? "entry" : "entries") \(entries) is pruned, and the baselines with it"
    }
}

extension RecordedBaseline {
    fileprivate var worst: Assessment? {
        measured.compactMap(\.assessment).max {
            ($0.grade.rank, $0.smallestChange ?? 0) < ($1.grade.rank, $1.smallestChange ?? 0)
        }
    }
}

extension DataSetIdentity {
    /// `seed: python3 seed.py`, `seed.py 3f2a91c`, `members 5000, payments 25000`
    fileprivate var lines: [String] {
        let sizes = counts.map { "\($0.name) \($0.counted)" }.joined(separator: ", ")
        let all = commands + files.map { "\($0.path) \($0.object.short)" } + (sizes.isEmpty ? [] : [sizes])
        return all.isEmpty ? ["none"] : all
    }
}

extension RecordedBaseline.Standing {
    fileprivate var sentence: String {
        switch self {
        case .ran: "which ran when that gate began"
        case .approved: "which that gate approved"
        }
    }
}

extension Assessment.Grade {
    var piece: Piece {
        switch self {
        case .quiet: .good(rawValue)
        case .noisy: .bad(rawValue)
        case .unknown: .caution(rawValue)
        }
    }
}
