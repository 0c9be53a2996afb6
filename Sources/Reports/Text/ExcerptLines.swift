import GateModel

extension Excerpt {
    /// The line, and below it carets under the part that is meant.
    ///
    /// Of a line that is too long a window is shown in which the part and its caption stand.
    ///
    /// - Parameter columns: For both, with the line's number.
    func lines(_ columns: Int) -> [Line] {
        let line = text.unescaped
        // What stands for a character may be several, and for several one.
        let before = Array(printable(String(line.prefix(mark.lowerBound))))
        let meant = Array(printable(String(line.dropFirst(mark.lowerBound).prefix(mark.count))))
        let characters = Array(printable(line))
        let room = max(Excerpt.leastRoom, columns - "\(number) │ ".count)
        let end = before.count + max(1, meant.count)
        let needed = end + (caption.isEmpty ? 0 : 1 + caption.count)
        let isWhole = max(characters.count, needed) <= room
        // One character of the window is for the `…` on either side.
        let start = isWhole ? 0 : min(before.count, max(0, before.count - room / 2, needed + 2 - room))
        let last = isWhole ? characters.count : min(characters.count, start + room - 2)
        let shown =
            (start > 0 ? "…" : "") + String(characters[min(start, last)..<last])
            + (last < characters.count ? "…" : "")
        let indent = before.count - start + (start > 0 ? 1 : 0)
        let carets = max(1, min(end, max(last, before.count + 1)) - before.count)
        let gutter = blanks(String(number).count)
        return [
            Line(.quiet("\(number) │ "), Piece(shown, .plain), overflow: .clip),
            Line(
                .quiet("\(gutter) │ "), "\(blanks(indent))", .bad(String(repeating: "^", count: carets)),
                "\(caption.isEmpty ? "" : " " + caption)", overflow: .clip),
        ]
    }

    private static let leastRoom = 20
}
