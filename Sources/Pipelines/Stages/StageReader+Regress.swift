import GateModel
import Statistics

extension StageReader {
    func regress(_ keys: inout KeyReader) -> Stage.Kind {
        .regress(
            Stage.Regress(
                pairs: keys.optional("pairs") { node throws(Fault) in
                    try node.integer(in: 1...1000)
                },
                // The sequential comparison has looks for no more blocks than these.
                blocks: keys.optional("blocks") { node throws(Fault) in
                    try node.integer(in: 1...SamplePlan.mostBlocks)
                },
                anchor: keys.optional("anchor") { node throws(Fault) in
                    guard declarations.subject != .external else {
                        throw Fault(
                            node.span, "'anchor' of an external service, of which only one revision runs",
                            hint: "leave it out")
                    }
                    let name = try node.text()
                    return name == "last-tag" ? .lastTag : .revision(name)
                }))
    }
}
