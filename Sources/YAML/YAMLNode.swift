/// A value of a YAML document that knows where it starts. Aliases are replaced by what they stand for.
package struct YAMLNode: Sendable {
    package let content: Content
    package let place: YAMLPlace
    /// As it was written: `!!int`, `!custom`, the long form of the first being `tag:yaml.org,2002:int`; nil without one.
    package let tag: String?

    package enum Content: Sendable {
        case scalar(Scalar)
        case sequence([YAMLNode])
        /// In the document's order, no key twice.
        case mapping([Entry])
    }

    package struct Scalar: Sendable, Hashable {
        /// Without its quotes, escapes and folds resolved; never anything but text: `5` and `null` are told apart by whoever
        /// reads them.
        package let text: String
        package let style: Style
    }

    package enum Style: Sendable, Hashable {
        case plain, quoted
        /// `|` and `>`
        case block
    }

    package struct Entry: Sendable {
        package let key: Scalar
        package let keyPlace: YAMLPlace
        package let value: YAMLNode
    }

    package var scalar: Scalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }
}

/// Where something starts: line and column count from 1, the column in Unicode scalars.
package struct YAMLPlace: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package static let start = YAMLPlace(line: 1, column: 1)

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
