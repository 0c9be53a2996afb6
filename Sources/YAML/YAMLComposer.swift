extension YAMLNode {
    /// Reads one document.
    ///
    /// - Throws: at what libyaml cannot read, at a second document, a key twice or one that is no text, and at what the limits
    ///   do not allow.
    package static func parse(
        _ bytes: some Collection<UInt8>, within limits: YAMLLimits
    ) throws(YAMLError) -> YAMLNode {
        var composer = YAMLComposer(YAMLEvents(bytes), limits)
        return try composer.document()
    }
}

/// Makes a tree of events.
private struct YAMLComposer: ~Copyable {
    private var events: YAMLEvents
    private let limits: YAMLLimits
    private var values = 0
    private var aliasedValues = 0
    private var anchors: [String: Anchored] = [:]
    /// How deep the node that is being composed reaches.
    private var deepest = 0

    private struct Anchored {
        let node: YAMLNode
        /// How many values it has.
        let size: Int
        /// How many levels it has: 1 for a scalar.
        let height: Int
    }

    init(_ events: consuming YAMLEvents, _ limits: YAMLLimits) {
        self.events = events
        self.limits = limits
    }

    mutating func document() throws(YAMLError) -> YAMLNode {
        guard case .documentStart = try events.next().content else { throw YAMLError(.empty, at: .start) }
        let root = try node(try events.next(), depth: 1)
        if root.scalar == YAMLNode.Scalar(text: "", style: .plain) { throw YAMLError(.empty, at: .start) }
        _ = try events.next()
        let next = try events.next()
        guard case .streamEnd = next.content else { throw YAMLError(.anotherDocument, at: next.place) }
        return root
    }

    private mutating func node(_ event: YAMLEvents.Event, depth: Int) throws(YAMLError) -> YAMLNode {
        if case .alias(let name) = event.content { return try followed(name, depth: depth, at: event.place) }
        let valuesBefore = values
        let deepestBefore = deepest
        deepest = 0
        try reach(depth, values: 1, at: event.place)
        let marks = event.content.marks
        try allow(marks, at: event.place)
        let content: YAMLNode.Content
        switch event.content {
        case .scalar(let scalar, _): content = .scalar(scalar)
        case .sequenceStart: content = .sequence(try items(depth + 1))
        case .mappingStart: content = .mapping(try entries(depth + 1))
        case .alias, .sequenceEnd, .mappingEnd, .documentStart, .documentEnd, .streamEnd:
            preconditionFailure("libyaml ends what it began")
        }
        let node = YAMLNode(content: content, place: event.place, tag: marks.tag)
        if let anchor = marks.anchor {
            anchors[anchor] = Anchored(node: node, size: values - valuesBefore, height: deepest - depth + 1)
        }
        deepest = max(deepest, deepestBefore)
        return node
    }

    private func allow(_ marks: YAMLEvents.Marks, at place: YAMLPlace) throws(YAMLError) {
        guard case .refused = limits.extras else { return }
        if marks.anchor != nil { throw YAMLError(.anchor, at: place) }
        if marks.tag != nil { throw YAMLError(.tag, at: place) }
    }

    private mutating func items(_ depth: Int) throws(YAMLError) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try events.next()
            if case .sequenceEnd = event.content { return items }
            items.append(try node(event, depth: depth))
        }
    }

    private mutating func entries(_ depth: Int) throws(YAMLError) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var places: [String: YAMLPlace] = [:]
        while true {
            let event = try events.next()
            if case .mappingEnd = event.content { return entries }
            let key = try node(event, depth: depth)
            guard let name = key.scalar else { throw YAMLError(.keyIsNotText, at: event.place) }
            if let first = places.updateValue(event.place, forKey: name.text) {
                throw YAMLError(.duplicateKey(name.text, first: first), at: event.place)
            }
            let value = try node(try events.next(), depth: depth)
            entries.append(YAMLNode.Entry(key: name, keyPlace: event.place, value: value))
        }
    }

    private mutating func followed(
        _ name: String, depth: Int, at place: YAMLPlace
    ) throws(YAMLError) -> YAMLNode {
        guard let anchored = anchors[name] else { throw YAMLError(.undefinedAlias, at: place) }
        guard case .followed(let maximum) = limits.extras else { throw YAMLError(.anchor, at: place) }
        aliasedValues += anchored.size
        guard aliasedValues <= maximum else {
            throw YAMLError(.tooManyAliasedValues(maximum: maximum), at: place)
        }
        try reach(depth + anchored.height - 1, values: anchored.size, at: place)
        return anchored.node
    }

    private mutating func reach(_ depth: Int, values more: Int, at place: YAMLPlace) throws(YAMLError) {
        guard depth <= limits.depth else { throw YAMLError(.tooDeep(maximum: limits.depth), at: place) }
        values += more
        guard values <= limits.values else {
            throw YAMLError(.tooManyValues(maximum: limits.values), at: place)
        }
        deepest = max(deepest, depth)
    }
}
