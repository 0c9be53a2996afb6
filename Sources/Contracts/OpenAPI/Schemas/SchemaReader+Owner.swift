import GateModel
import JSON

extension SchemaReader {
    /// The component from which a schema has a part by its `allOf`, where it has it from no other.
    ///
    /// - Parameter isPart: whether keywords, those of `allOf` not among them, have the part.
    /// - Returns: `#/components/schemas/Animal`; nil where the schema itself has it, or several have.
    func owner(in schema: Schema, where isPart: (JSONObject) -> Bool) -> String? {
        guard let written = schema.written, isComposed(written) else { return nil }
        var seen: Set<String> = []
        let found = owners(of: written, from: nil, isBehindAllOf: false, &seen, where: isPart)
        return found.count == 1 ? found[0] : nil
    }

    private func isComposed(_ written: JSONValue) -> Bool {
        guard let reference = written["$ref"]?.string else { return written["allOf"] != nil }
        return end(of: ReferenceSurvey.exact(reference))?.target["allOf"] != nil
    }

    /// One for each place that has the part; nil for the schema itself.
    ///
    /// - Parameter seen: Each component is looked at once, however many ways lead to it.
    private func owners(
        of written: JSONValue, from component: String?, isBehindAllOf: Bool, _ seen: inout Set<String>,
        where isPart: (JSONObject) -> Bool
    ) -> [String?] {
        guard let object = written.object else { return [] }
        if let reference = object["$ref"]?.string.map(ReferenceSurvey.exact) {
            guard seen.insert(reference).inserted, let target = end(of: reference)?.target else { return [] }
            let owner = isBehindAllOf || component != nil ? reference : nil
            return owners(of: target, from: owner, isBehindAllOf: true, &seen, where: isPart)
        }
        var found: [String?] = isPart(object) ? [component] : []
        for member in object["allOf"]?.array ?? [] where found.count < 2 {
            found += owners(
                of: member, from: component, isBehindAllOf: isBehindAllOf || member["$ref"] != nil, &seen,
                where: isPart)
        }
        return found
    }
}
