/// The finite numbers of one line, which counts from 1.
package struct NumberRow: Hashable, Sendable {
    package let line: Int
    package let numbers: [Double]
}

/// Rows of numbers with blanks between them, as many in each as in the first; blank lines and lines that begin with
/// `#` do not count.
///
/// - Throws: ``BenchmarkFormatError`` where there is no row, another number of columns, or no finite number.
package func readNumberRows(
    _ bytes: [UInt8], file: String, columns: ClosedRange<Int>
) throws(BenchmarkFormatError) -> [NumberRow] {
    do throws(ReportFault) {
        var rows: [NumberRow] = []
        for line in ReportLines(try ReportEncoding.decode(bytes))
        where !line.isBlank && line.bytes.first != UInt8(ascii: "#") {
            var numbers: [Double] = []
            for word in line.words { numbers.append(try reportNumber(word, at: line.place)) }
            let wanted = rows.first.map { $0.numbers.count...$0.numbers.count } ?? columns
            guard wanted.contains(numbers.count) else {
                let names = wanted.lowerBound == wanted.upperBound ? "\(wanted.lowerBound)" : "1 or 2"
                throw ReportFault(
                    line.place, "\(numbers.count) numbers in a line where \(names) are wanted",
                    hint: "give every line the same columns")
            }
            rows.append(NumberRow(line: line.number, numbers: numbers))
        }
        guard !rows.isEmpty else { throw .nothingMeasured(.whole) }
        return rows
    } catch {
        throw error.error(in: file)
    }
}
