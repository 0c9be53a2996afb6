/// How the types and the format of a schema changed.
enum SchemaTypeChange: Hashable {
    case changed
    case generalized
    case specialized
    /// Another type, but where it is written no one sees the difference.
    case compatible

    /// Types and format of one schema; no types: any.
    struct Shape: Hashable {
        let types: [String]
        let format: String

        init(_ types: [String], format: String = "") {
            self.types = types
            self.format = format
        }

        func hasSameTypes(as other: Shape) -> Bool { Set(types) == Set(other.types) }
    }

    /// What a client sees that sends values; nil: nothing changed.
    ///
    /// - Parameter isText: whether all values are written as text, so that a number is as good as a string.
    static func ofRequest(from old: Shape, to new: Shape, isText: Bool) -> SchemaTypeChange? {
        guard !old.hasSameTypes(as: new) || old.format != new.format else { return nil }
        guard new.accepts(old, isText: isText) else { return .changed }
        return old.isSwapped(for: new, widening: true) ? .compatible : .generalized
    }

    /// What a client sees that reads values; nil: nothing changed.
    static func ofResponse(from old: Shape, to new: Shape, isText: Bool) -> SchemaTypeChange? {
        guard !old.hasSameTypes(as: new) || old.format != new.format else { return nil }
        if old.accepts(new, isText: isText) {
            return old.isSwapped(for: new, widening: false) ? .compatible : .specialized
        }
        return !old.hasSameTypes(as: new) && new.covers(old) ? .generalized : .changed
    }

    /// What a client sees of a property of an object in a parameter, which may be written as text or as JSON.
    static func ofParameterProperty(from old: Shape, to new: Shape) -> SchemaTypeChange? {
        guard !old.hasSameTypes(as: new) || old.format != new.format else { return nil }
        return switch (new.accepts(old, isText: true), new.accepts(old, isText: false)) {
        case (true, true): .generalized
        case (false, false): .specialized
        case (true, false), (false, true): .changed
        }
    }
}

extension SchemaTypeChange.Shape {
    /// Whether every value of `other` is one of these.
    fileprivate func accepts(_ other: Self, isText: Bool) -> Bool {
        if !hasSameTypes(as: other) {
            if types.isEmpty { return true }
            guard covers(other) || (isText && types.contains("string") && other.isScalar) else {
                return false
            }
        }
        return format == other.format || acceptsFormat(of: other)
    }

    /// Whether every value is written as one text.
    private var isScalar: Bool {
        !types.isEmpty && types.allSatisfy { $0 != "array" && $0 != "object" }
    }

    /// Whether each type of `other` is one of these, an integer being a number too.
    fileprivate func covers(_ other: Self) -> Bool {
        !other.types.isEmpty
            && other.types.allSatisfy {
                types.contains($0) || ($0 == "integer" && types.contains("number"))
            }
    }

    private func acceptsFormat(of other: Self) -> Bool {
        if format.isEmpty { return true }
        guard types.count == 1, let narrower = Self.narrower[types[0]] else { return false }
        return narrower[format]?.contains(other.format) == true
    }

    /// By type and format: the formats whose values it has too.
    private static let narrower: [String: [String: Set<String>]] = [
        "number": ["double": ["float"]],
        "integer": ["int64": ["int32"], "bigint": ["int32", "int64"]],
        "string": ["date-time": ["date", "time"]],
    ]

    /// Whether two types are equivalent.
    fileprivate func isSwapped(for new: Self, widening: Bool) -> Bool {
        guard !types.isEmpty, !new.types.isEmpty, !hasSameTypes(as: new) else { return false }
        return !(widening ? new.covers(self) : covers(new))
    }
}
