import GateModel

/// Lays a document out as rows of characters.
struct TextRenderer {
    let style: Style
    /// Of the terminal; from 100 on it makes no difference.
    let columns: Int

    func text(_ document: Document) -> String {
        var page = Page(columns: columns)
        for (index, section) in document.sections.enumerated() {
            if index > 0 { page.blank() }
            page.add(section.flatMap { lines($0, page.width) })
        }
        return page.text(style)
    }

    private var hasBars: Bool { columns >= DistributionBar.leastColumns }

    /// - Parameter width: In characters, that rows may have.
    private func lines(_ block: Block, _ width: Int) -> [Line] {
        switch block {
        case .heading(let title, let aside): heading(title, aside, width)
        case .paragraph(let paragraph):
            [
                Line(
                    (paragraph.indent > 0 ? ["\(blanks(paragraph.indent))"] : []) + paragraph.words,
                    overflow: .wrap(blanks(paragraph.indent + paragraph.hanging)))
            ]
        case .verbatim(let words): [Line(words, overflow: .keep)]
        case .table(let table): table.isOptional && !hasBars ? [] : table.lines
        case .excerpt(let excerpt): excerpt.lines(width)
        case .changes(let lines):
            lines.map {
                Line(.quiet("  \($0.label)  "), Piece($0.text.unescaped, .plain), overflow: .clip)
            }
        case .distribution(let rows): table(rows).lines
        case .plot(let series): hasBars ? MemoryPlot(series).table.lines : []
        case .note(let label, let text): note(label, text)
        case .timeline(let timeline): timeline.lines
        case .judgement(let title, let blocks):
            [Line([.quiet("╷ ")] + title, overflow: .wrap("│   "))]
                + blocks.flatMap { lines($0, width - 2) }.map { $0.behind("│ ") } + [Line(.quiet("╵"))]
        }
    }

    /// What does not fit behind the title stands below it.
    private func heading(_ title: [Piece], _ aside: [Piece], _ width: Int) -> [Line] {
        guard !aside.isEmpty else { return [Line(title)] }
        let length = (title + aside).reduce(6) { $0 + $1.text.count }
        return length <= width
            ? [Line(title + ["      "] + aside)]
            : [Line(title), Line(["  "] + aside, overflow: .wrap("  "))]
    }

    private func table(_ rows: [NumberRow]) -> Table {
        var table = Table(gap: 2)
        for row in rows {
            let bar = hasBars ? row.bar?.text : nil
            table.add("\(row.label)", "\(row.value)", "\(bar ?? "")", "\(row.remark)")
        }
        return table
    }

    private func note(_ label: String, _ text: String) -> [Line] {
        "\(label): \(text)".split(separator: "\n").enumerated().map { index, row in
            Line(.quiet(index == 0 ? "= " : "  "), "\(row)", overflow: .wrap("  "))
        }
    }
}

extension Document {
    func text(_ style: Style, columns: Int = Page.width) -> String {
        TextRenderer(style: style, columns: columns).text(self)
    }
}
