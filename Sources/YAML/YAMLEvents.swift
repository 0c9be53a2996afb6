import CLibYAML

/// The events of a text, as libyaml reads them one by one.
struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// libyaml reads from here until it is deleted.
    private let text: UnsafeMutableBufferPointer<UInt8>

    struct Event {
        let content: Content
        let place: YAMLPlace
    }

    enum Content {
        case documentStart, documentEnd, streamEnd
        case scalar(YAMLNode.Scalar, Marks)
        case sequenceStart(Marks)
        case sequenceEnd
        case mappingStart(Marks)
        case mappingEnd
        case alias(String)
    }

    /// What stands before a value.
    struct Marks {
        var anchor: String?
        var tag: String?
    }

    init(_ bytes: some Collection<UInt8>) {
        parser = .allocate(capacity: 1)
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        precondition(yaml_parser_initialize(parser) == 1, "libyaml has no memory")
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next event; none comes after the end of the stream.
    mutating func next() throws(YAMLError) -> Event {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
            defer { yaml_event_delete(&event) }
            if let content = Content(event) {
                return Event(content: content, place: YAMLPlace(event.start_mark))
            }
        }
    }

    private var failure: YAMLError {
        let problem = String(libyaml: parser.pointee.problem) ?? "cannot be read"
        guard parser.pointee.error != YAML_READER_ERROR else {
            return YAMLError(.syntax(problem, context: nil), at: place(ofByte: parser.pointee.problem_offset))
        }
        let context = String(libyaml: parser.pointee.context)
        return YAMLError(
            .syntax(problem, context: context), at: YAMLPlace(parser.pointee.problem_mark))
    }

    private func place(ofByte offset: Int) -> YAMLPlace {
        let before = text.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") }
        let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let characters = String(decoding: before[start...], as: UTF8.self).unicodeScalars.count
        return YAMLPlace(line: line + 1, column: characters + 1)
    }
}

extension YAMLEvents.Content {
    /// None where no value begins.
    var marks: YAMLEvents.Marks {
        switch self {
        case .scalar(_, let marks), .sequenceStart(let marks), .mappingStart(let marks): marks
        case .documentStart, .documentEnd, .streamEnd, .sequenceEnd, .mappingEnd, .alias: .init()
        }
    }

    /// Nil for the start of the stream.
    fileprivate init?(_ event: yaml_event_t) {
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: self = .documentStart
        case YAML_DOCUMENT_END_EVENT: self = .documentEnd
        case YAML_STREAM_END_EVENT: self = .streamEnd
        case YAML_SEQUENCE_END_EVENT: self = .sequenceEnd
        case YAML_MAPPING_END_EVENT: self = .mappingEnd
        case YAML_ALIAS_EVENT: self = .alias(String(libyaml: event.data.alias.anchor) ?? "")
        case YAML_SEQUENCE_START_EVENT:
            let data = event.data.sequence_start
            self = .sequenceStart(.init(anchor: String(libyaml: data.anchor), tag: String(libyaml: data.tag)))
        case YAML_MAPPING_START_EVENT:
            let data = event.data.mapping_start
            self = .mappingStart(.init(anchor: String(libyaml: data.anchor), tag: String(libyaml: data.tag)))
        case YAML_SCALAR_EVENT:
            let data = event.data.scalar
            let text = String(
                decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
            self = .scalar(
                YAMLNode.Scalar(text: text, style: YAMLNode.Style(data.style)),
                .init(anchor: String(libyaml: data.anchor), tag: String(libyaml: data.tag)))
        default: return nil
        }
    }
}

extension YAMLNode.Style {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .quoted
        case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: self = .block
        default: self = .plain
        }
    }
}

extension YAMLPlace {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: mark.line + 1, column: mark.column + 1)
    }
}

extension String {
    /// Nil where there is none.
    fileprivate init?(libyaml text: UnsafePointer<CChar>?) {
        guard let text else { return nil }
        self.init(cString: text)
    }

    fileprivate init?(libyaml text: UnsafeMutablePointer<yaml_char_t>?) {
        guard let text else { return nil }
        self.init(decodingCString: text, as: UTF8.self)
    }
}
