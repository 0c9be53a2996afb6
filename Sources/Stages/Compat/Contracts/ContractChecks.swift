import GateModel
import Measuring

/// The contracts that stage `compat` reads off the trees of both revisions, one after the other.
struct ContractChecks {
    let context: StageContext
    let contracts: [DeclaredContract]

    init(_ context: StageContext, _ contracts: [DeclaredContract]) {
        self.context = context
        self.contracts = contracts
    }

    /// Adds to the run what each contract came to. One that could not be compared says why and stops no other.
    ///
    /// - Throws: ``MeasuringError`` where the stage is cancelled or its time is over; what came before stands in the run.
    func run(into run: inout CompatRun) async throws(MeasuringError) {
        for contract in contracts {
            try context.checkTime("before \(contract.name) was compared")
            context.report("comparing \(contract.name)")
            let checked = await outcome(of: contract)
            try context.checkTime("while \(contract.name) was compared")
            run.differences += checked.differences
            run.contracts.append(
                ContractRun(
                    contract: contract.contract, subject: contract.subject,
                    differences: checked.differences.count, failure: checked.failure, note: checked.note))
        }
    }

    private func outcome(of contract: DeclaredContract) async -> CheckedContract {
        do throws(MeasuringError) {
            return try await check(contract)
        } catch {
            return CheckedContract(failure: error.inconclusive)
        }
    }

    private func check(_ contract: DeclaredContract) async throws(MeasuringError) -> CheckedContract {
        let trees = { () throws(MeasuringError) in try ContractTrees(context, contract) }
        switch contract.source {
        case .openapi(let file): return try OpenAPICheck(context, file).compare()
        case .python(let module): return try await trees().comparePython(module)
        case .swift(let package, let products): return try await trees().compareSwift(package, products)
        case .protobuf(let directory): return try await trees().compareProtobuf(directory)
        case .abi(let library): return try await trees().compareABI(library)
        case .sql(let directory): return try await trees().lintMigrations(directory)
        case .command(let command): return try await trees().compare(by: command)
        }
    }
}

/// What one contract came to.
struct CheckedContract {
    var differences: [Difference] = []
    var failure: Inconclusive?
    var note: String?
}

extension DeclaredContract {
    /// `python membership.api`
    var name: String { "\(contract.rawValue) \(subject)" }
}
