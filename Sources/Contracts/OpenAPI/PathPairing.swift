import JSON

/// Which paths of two documents belong together, since parameters in a path may be renamed.
struct PathPairing {
    private(set) var pairs: [(old: APIPath, new: APIPath)] = []
    private(set) var removed: [APIPath] = []
    private(set) var added: [APIPath] = []

    init(_ old: [APIPath], _ new: [APIPath]) {
        let byTemplate = Dictionary(new.map { (JSONKey($0.template), $0) }) { first, _ in first }
        let oldTemplates = Set(old.map { JSONKey($0.template) })
        var left: [JSONKey: [APIPath]] = [:]
        for path in new where !oldTemplates.contains(JSONKey(path.template)) {
            left[JSONKey(path.nameless), default: []].append(path)
        }
        for path in old {
            if let same = byTemplate[JSONKey(path.template)] {
                pairs.append((path, same))
            } else if let renamed = left[JSONKey(path.nameless)]?.first {
                pairs.append((path, renamed))
                left[JSONKey(path.nameless)]?.removeFirst()
            } else {
                removed.append(path)
            }
        }
        let unpaired = Set(left.values.joined().map { JSONKey($0.template) })
        added = new.filter { unpaired.contains(JSONKey($0.template)) }
    }
}
