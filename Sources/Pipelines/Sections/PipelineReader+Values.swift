import GateModel

extension PipelineReader {
    /// A name whose values are wrong is kept, so that its uses are not reported too.
    func values(_ section: SourceNode.Entry) -> [Pipeline.NamedValues] {
        named(section, also: "_").map { entry in
            let values = problems.attempt { () throws(Fault) in try entry.value.inputValues() }
            return Pipeline.NamedValues(name: entry.key, values: values ?? .choices([]))
        }
    }
}

extension SourceNode {
    /// `1..5000`, or a list of texts.
    fileprivate func inputValues() throws(Fault) -> InputValues {
        if case .sequence = content {
            let choices = try list { node throws(Fault) in try node.text() }
            guard !choices.isEmpty else { throw Fault(span, "the list is empty") }
            return .choices(choices)
        }
        guard case .scalar(let scalar) = content, let range = integers(scalar.text) else {
            throw Fault(
                span, "expected a range of whole numbers or a list, found \(kind)",
                hint: "such as 1..5000 or [john, active]")
        }
        return .integers(range)
    }

    private func integers(_ text: String) -> ClosedRange<Int>? {
        guard let point = text.firstIndex(of: "."), text[point...].hasPrefix(".."),
            let lower = Int(text[..<point]), let upper = Int(text[point...].dropFirst(2)), lower <= upper
        else { return nil }
        return lower...upper
    }
}
