import GateModel

/// A report as data: sections of blocks, made once from judgements and entries.
///
/// What it says stands here; how wide it is, and where it breaks, is up to what renders it.
struct Document {
    /// None is empty.
    private(set) var sections: [[Block]] = []

    init(_ sections: [Block]...) {
        for section in sections { add(section) }
    }

    mutating func add(_ section: [Block]) {
        if !section.isEmpty { sections.append(section) }
    }
}

enum Block {
    /// What the report is about, and in a few words what came of it.
    case heading([Piece], aside: [Piece])
    /// Words that go on in the next row where they are too many for one.
    case paragraph(Paragraph)
    /// A line as it stands, however long it is.
    case verbatim([Piece])
    case table(Table)
    case excerpt(Excerpt)
    /// Lines that were added to a file or taken from it, each with its sign and number: `+12`.
    case changes([(label: String, text: OutsideText)])
    /// The numbers behind a verdict, with bars where there is room for them.
    case distribution([NumberRow])
    /// Memory over operations, where there is room for it.
    case plot(MemorySeries)
    /// A remark, after what it is: `note`, `flip`. May have several lines.
    case note(label: String, text: String)
    case timeline(RollbackTimeline)
    /// One judgement with all that belongs to it.
    indirect case judgement(title: [Piece], [Block])

    static func paragraph(_ words: Piece..., indent: Int = 0, hanging: Int = 0) -> Block {
        .paragraph(Paragraph(words: words, indent: indent, hanging: hanging))
    }
}

/// Some words, and by how many characters they stand further in than the rest.
struct Paragraph {
    let words: [Piece]
    let indent: Int
    /// Of every row after the first.
    let hanging: Int
}

/// A line of a file, and which part of it is meant.
struct Excerpt {
    /// From 1 on.
    let number: Int
    let text: OutsideText
    /// In characters of the text, from 0.
    let mark: Range<Int>
    /// What is said of the part that is meant; may be empty.
    let caption: String
}

/// What was done to go back, step by step, and what was not.
struct RollbackTimeline {
    let report: RollbackReport
    let pipeline: String
    let environment: String
}

/// Rows of cells, each column as wide as its widest cell.
struct Table {
    private(set) var rows: [Row] = []
    /// How far it stands further in than the rest, and how far columns are apart; in characters.
    var indent = 0
    var gap = 3
    /// Whether rows are as long as they need to be, however narrow the page is.
    var isWide = false
    /// Whether it is left out where the page is too narrow for bars.
    var isOptional = false

    struct Row {
        let cells: [[Piece]]
        /// Of every line of the last cell after the first, beyond where the cell begins.
        let hanging: Int
    }

    init(indent: Int = 0, gap: Int = 3, isWide: Bool = false, isOptional: Bool = false) {
        self.indent = indent
        self.gap = gap
        self.isWide = isWide
        self.isOptional = isOptional
    }

    mutating func add(_ cells: Piece...) { add(cells) }

    mutating func add(_ cells: [Piece]) { add(cells.map { [$0] }) }

    mutating func add(_ cells: [[Piece]], hanging: Int = 0) {
        rows.append(Row(cells: cells, hanging: hanging))
    }

    var block: [Block] { rows.isEmpty ? [] : [.table(self)] }
}
