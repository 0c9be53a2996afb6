package import GateModel
import JSON

extension Observed {
    /// The number at a JSON pointer; silent where nothing is there.
    ///
    /// A bare `NaN` is no JSON (RFC 8259, section 6): a body that cannot be parsed has something there, but no number.
    package init(jsonPointer pointer: String, in body: [UInt8]) {
        let value: JSONValue?
        do {
            value = try JSONParser.parse(body).at(pointer: JSONPointer(pointer))
        } catch {
            self = body.isEmpty ? .silent : .notANumber
            return
        }
        switch value {
        case .integer(let number): self = .value(Double(number))
        case .number(let number): self = Observed(measured: number)
        case .null, .bool, .string, .array, .object: self = .notANumber
        case nil: self = .silent
        }
    }

    /// The number that a command printed; silent where it printed nothing.
    package init(printed text: String) {
        let words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" }
        if words.isEmpty {
            self = .silent
        } else if words.count == 1, let number = Double(words[0]) {
            self = Observed(measured: number)
        } else {
            self = .notANumber
        }
    }
}
