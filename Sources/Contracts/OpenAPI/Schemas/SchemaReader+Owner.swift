import GateModel
import JSON

extension SchemaReader {
    /// The component from which a schema has a part by its `allOf`, where it has it from no other.
    ///
    /// - Parameter isPart: whether keywords, those of `allOf` not among them, have the part.
    /// - Returns: `#/components/schemas/Animal`; nil where the schema itself has it, or several have.
    func owner(in schema: Schema, where isPart: (JSONObject) -> Bool) -> String? {
        guard let written = schema.written else { return nil }
        let found = owners(of: written, from: nil, behind: [], where: isPart)
        return found.count == 1 ? found[0] : nil
    }

    /// One for each place that has the part; nil for the schema itself.
    private func owners(
        of written: JSONValue, from component: String?, behind: Set<String>,
        where isPart: (JSONObject) -> Bool
    ) -> [String?] {
        guard let object = written.object else { return [] }
        if let reference = object["$ref"]?.string {
            guard !behind.contains(reference), let target = document.target(of: reference) else { return [] }
            let owner = behind.isEmpty && component == nil ? nil : reference
            return owners(of: target, from: owner, behind: behind.union([reference]), where: isPart)
        }
        let own: [String?] = isPart(object) ? [component] : []
        return own
            + (object["allOf"]?.array ?? []).flatMap { member in
                let isReference = member["$ref"] != nil
                return owners(
                    of: member, from: component, behind: isReference ? behind.union([""]) : behind,
                    where: isPart)
            }
    }
}
