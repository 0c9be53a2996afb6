/// What a revision promises, by the way in which the promise is seen.
package enum Contract: String, Hashable, Sendable, Codable, CaseIterable {
    /// What it answers, or prints, while it runs.
    case answers
    /// That the baseline runs on what the candidate leaves behind.
    case rollback
    /// OpenAPI documents.
    case openapi
    /// Signatures of Python packages.
    case python
    /// The public interface of a Swift package.
    case swift
    /// Protocol buffers.
    case protobuf
    /// The C interface of a shared library.
    case abi
    /// Migrations in SQL.
    case sql
    /// What a command of the pipeline's own says.
    case command
}

/// A promise that stage `compat` reads off the trees of both revisions.
package struct DeclaredContract: Hashable, Sendable {
    package let source: Source
    package let position: FilePosition

    package init(source: Source, position: FilePosition) {
        self.source = source
        self.position = position
    }

    package enum Source: Hashable, Sendable {
        /// A document in the tree of each revision.
        case openapi(file: String)
        /// What is public in a Python package or module: `membership.api`.
        case python(module: String)
        /// The library products of the Swift package in a directory; `products` is empty where all are meant.
        case swift(package: String, products: [String])
        /// The `.proto` files below a directory.
        case protobuf(directory: String)
        /// A shared library, built in each checkout.
        case abi(library: String)
        /// The migrations below a directory that the candidate adds or changes.
        case sql(directory: String)
        /// Whatever a command of the pipeline's own compares.
        case command(ComparisonCommand)
    }

    package var contract: Contract {
        switch source {
        case .openapi: .openapi
        case .python: .python
        case .swift: .swift
        case .protobuf: .protobuf
        case .abi: .abi
        case .sql: .sql
        case .command: .command
        }
    }

    /// What is compared: `openapi.yaml`.
    package var subject: String {
        switch source {
        case .openapi(let file): file
        case .python(let module): module
        case .swift(".", _): "Package.swift"
        case .swift(let package, _): "\(package)/Package.swift"
        case .protobuf(let directory), .sql(let directory): directory
        case .abi(let library): library
        case .command(let command): command.name ?? "\(command.run)"
        }
    }
}

/// That a contract which is read off the trees was compared, or why it was not.
package struct ContractRun: Hashable, Sendable, Codable {
    package let contract: Contract
    package let subject: String
    /// Differences of any severity.
    package let differences: Int
    /// Why the comparison shows nothing, or not all; nil where all was compared.
    package let failure: Inconclusive?
    /// For people: `griffe 2.4.1`, `12 operations`.
    package let note: String?

    package init(
        contract: Contract, subject: String, differences: Int, failure: Inconclusive? = nil,
        note: String? = nil
    ) {
        self.contract = contract
        self.subject = subject
        self.differences = differences
        self.failure = failure
        self.note = note
    }
}
