/// Which paths of two documents belong together, since parameters in a path may be renamed.
struct PathPairing {
    private(set) var pairs: [(old: APIPath, new: APIPath)] = []
    private(set) var removed: [APIPath] = []
    private(set) var added: [APIPath] = []

    init(_ old: [APIPath], _ new: [APIPath]) {
        let byTemplate = Dictionary(new.map { ($0.template, $0) }) { first, _ in first }
        let oldTemplates = Set(old.map(\.template))
        var left: [String: [APIPath]] = [:]
        for path in new where !oldTemplates.contains(path.template) {
            left[path.nameless, default: []].append(path)
        }
        for path in old {
            if let same = byTemplate[path.template] {
                pairs.append((path, same))
            } else if let renamed = left[path.nameless]?.first {
                pairs.append((path, renamed))
                left[path.nameless]?.removeFirst()
            } else {
                removed.append(path)
            }
        }
        let unpaired = Set(left.values.joined().map(\.template))
        added = new.filter { unpaired.contains($0.template) }
    }
}
