import GateModel
import JSON

/// What `go test -json` writes: one event a line, among them pieces of the text that `go test` prints.
///
/// A benchmark's name and its measurement come in two events, and packages that run at once take turns: each package's
/// pieces are put together before they are read.
enum GoTestEvents {
    static func isOne(_ event: JSONValue) -> Bool {
        event["Action"]?.string != nil && (event["Package"] ?? event["ImportPath"] ?? event["Output"]) != nil
    }

    static func read(_ lines: ReportLines) throws(ReportFault) -> ImportedReport {
        let text = try text(lines)
        do throws(ReportFault) {
            return try GoBench.read(ReportLines(text))
        } catch {
            // The line would be one of the text, which nobody sees.
            throw ReportFault(.whole, error.message, hint: error.hint)
        }
    }

    private struct Package {
        let name: String
        var text: [UInt8] = []
    }

    /// As `go test` prints it, a package after the other; what belongs to none stands first.
    private static func text(_ lines: ReportLines) throws(ReportFault) -> [UInt8] {
        var packages = NamedSeries<Package>()
        var rest: [UInt8] = []
        for line in lines where !line.isBlank {
            // The compiler writes between the events.
            guard line.bytes.first == UInt8(ascii: "{") else {
                rest += line.bytes + [0x0a]
                continue
            }
            let event = try line.json()
            if ["fail", "build-fail"].contains(event["Action"]?.string) { rest += "FAIL\n".utf8 }
            guard event["Action"]?.string == "output", let output = event["Output"]?.string else { continue }
            guard let name = event["Package"]?.string else {
                rest += output.utf8
                continue
            }
            let position = try packages.position(of: name, at: line.place) { Package(name: name) }
            packages.all[position].text += output.utf8
        }
        return packages.all.reduce(into: rest) { text, package in
            let named = ReportLines(package.text).contains { $0.begins(with: "pkg:") }
            if !named { text += "pkg: \(package.name)\n".utf8 }
            text += package.text
            if package.text.last != 0x0a { text.append(0x0a) }
        }
    }
}
