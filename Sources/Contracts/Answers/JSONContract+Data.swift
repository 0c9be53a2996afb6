import GateModel
import JSON

extension JSONContract {
    /// Compares a value with the one that the baseline gave for the same input from the same state.
    ///
    /// The same input and state must give the same data, so more of it is as much a break as less. Skips what is volatile and
    /// what `judgeShape` has reported already.
    func judgeData(
        _ baseline: JSONValue, _ candidate: JSONValue, at path: [Step], input: Int,
        into findings: inout FoundDifferences
    ) {
        if volatility.contains(.value) { return }
        guard types == .null || types.allow(candidate) else { return }
        if let text = candidate.string, !strings.keepsFormat(text) { return }
        if let baseline = baseline.object, let candidate = candidate.object {
            judgeMembers(baseline, candidate, at: path, input: input, into: &findings)
        } else if let baseline = baseline.array, let candidate = candidate.array {
            judgeItems(baseline, candidate, at: path, input: input, into: &findings)
        } else if baseline != candidate {
            findings.add(.dataChanged, .breaking, at: .body(path), input: input) {
                (Excerpt.text(baseline), Excerpt.text(candidate))
            }
        }
    }

    private func judgeMembers(
        _ baseline: JSONObject, _ candidate: JSONObject, at path: [Step], input: Int,
        into findings: inout FoundDifferences
    ) {
        for member in baseline.members {
            let step = Step.member(member.key)
            guard let child = children[step], !child.volatility.contains(.presence) else { continue }
            if let value = candidate[member.key] {
                child.judgeData(member.value, value, at: path + [step], input: input, into: &findings)
            } else if !requires(child) {
                findings.addRemoval(of: member.value, at: path + [step], input: input)
            }
        }
        for member in candidate.members where baseline[member.key] == nil {
            let step = Step.member(member.key)
            guard let child = children[step], !child.volatility.contains(.presence) else { continue }
            findings.addAddition(of: member.value, at: path + [step], input: input)
        }
    }

    private func judgeItems(
        _ baseline: [JSONValue], _ candidate: [JSONValue], at path: [Step], input: Int,
        into findings: inout FoundDifferences
    ) {
        if volatility.contains(.items) || baseline == candidate { return }
        let item = children[.item]
        let matching = ItemMatching(
            baseline.map { item?.stablePart(of: $0) ?? $0 }, candidate.map { item?.stablePart(of: $0) ?? $0 })
        let (lost, added) = (matching.onlyLeft, matching.onlyRight)
        let isOrdered = !volatility.contains(.order)
        // The items without a partner are at the same positions, or there is one on each side: those items have changed.
        if let item, isOrdered ? lost == added : lost.count == 1 && added.count == 1 {
            for (left, right) in zip(lost, added) {
                item.judgeData(
                    baseline[left], candidate[right], at: path + [.item], input: input, into: &findings)
            }
        } else {
            let items = ItemChange(baseline: baseline, candidate: candidate, path: path, input: input)
            if let first = lost.first { items.addLost(baseline[first], into: &findings) }
            if let first = added.first { items.addAdded(candidate[first], into: &findings) }
        }
        if isOrdered && matching.isReordered {
            findings.add(.dataChanged, .breaking, at: .body(path), input: input) {
                ("items in one order", "the same items in another order")
            }
        }
    }

    /// A value of either side without the parts that must not decide whether items are alike.
    private func stablePart(of value: JSONValue) -> JSONValue {
        if isBroken || volatility.contains(.value) { return .blotted }
        switch value {
        case .object(let object):
            let members = object.members.compactMap { member -> JSONMember? in
                guard let child = children[.member(member.key)], !child.isBroken,
                    !child.volatility.contains(.presence)
                else { return nil }
                return JSONMember(member.key, child.stablePart(of: member.value))
            }
            return .object(JSONObject(members))
        case .array(let items):
            if volatility.contains(.items) { return .blotted }
            guard let item = children[.item] else { return value }
            let parts = items.map(item.stablePart)
            return .array(volatility.contains(.order) ? parts.inFixedOrder() : parts)
        case .null, .bool, .integer, .number, .string: return value
        }
    }
}

/// An array whose items differ from the baseline's.
private struct ItemChange {
    let baseline: [JSONValue]
    let candidate: [JSONValue]
    let path: [JSONContract.Step]
    let input: Int

    func addLost(_ item: JSONValue, into findings: inout FoundDifferences) {
        findings.add(.itemsLost, .breaking, at: .body(path), input: input) {
            ("\(baseline.count) items, with \(Excerpt.text(item))", "\(candidate.count) items, without it")
        }
    }

    func addAdded(_ item: JSONValue, into findings: inout FoundDifferences) {
        findings.add(.itemsAdded, .breaking, at: .body(path), input: input) {
            ("\(baseline.count) items, without it", "\(candidate.count) items, with \(Excerpt.text(item))")
        }
    }
}
