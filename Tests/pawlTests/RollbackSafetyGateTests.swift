import Testing

extension Promises {
    /// A candidate whose migration stores items under another name than the baseline reads.
    @Suite struct RollbackSafetyGateTests {
        private func candidate(_ migration: String) async throws -> Project {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try project.migrate(migration)
            try await project.commit("prices are costs")
            return project
        }

        @Test func aRenamedFieldOfTheDataIsBlocked() async throws {
            let project = try await candidate(renaming("price", "cost"))
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(
                gate.output.contains(
                    "violation[compat/rollback/service/baseline-reads-otherwise/read/.price/field-removed]"),
                "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func aBaselineThatCannotEvenStartIsNamed() async throws {
            let project = try await candidate(renaming("id", "number"))
            let service = try #require(contents("\(project.repository)/service.py"))
            try project.write(
                service.replacing(
                    "with open(DATA, encoding=\"utf-8\") as file:\n    ITEMS",
                    with: """
                        with open(DATA, encoding="utf-8") as file:
                            LINES = file.read().replace("number", "id").splitlines()
                        with open(DATA, encoding="utf-8") as file:
                            file = LINES
                            ITEMS
                        """),
                to: "service.py")
            try await project.commit("ids are numbers")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 10, "\(gate)")
            #expect(
                gate.output.contains(
                    "violation[compat/rollback/service/baseline-does-not-start/service]"), "\(gate)")
            #expect(gate.output.contains("KeyError: 'id'"), "\(gate)")
            try await project.expectNothingLeft()
        }

        @Test func aMigrationThatOnlyAddsIsApproved() async throws {
            let project = try await candidate(renaming("colour", "color"))
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == 0, "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}

extension Deployments {
    @Suite struct EarlyRevertTests {
        @Test(
            "what the baseline cannot read counts unless all changes are reverted before it comes back",
            arguments: [([], 0), (["20260712-names"], 10)] as [([String], Int32)])
        func reverted(late: [String], status: Int32) async throws {
            let project = try await Project(ItemsPipeline.deploying())
            try await project.deployBaseline()
            try project.migrate(renaming("price", "cost"))
            try await project.addChange("20260711-costs")
            try project.write(
                "reversible: full\nwhen: before\n",
                to: "rollback/items/changes/20260711-costs/change.yaml")
            for change in late { try await project.addChange(change) }
            try await project.commit("prices are costs")
            let gate = try await project.pawl("gate", "items")
            #expect(gate.status == status, "\(gate)")
            try await project.expectNothingLeft()
        }
    }
}

extension Project {
    /// Writes a migration, and a service that reads costs as prices.
    fileprivate func migrate(_ migration: String) throws {
        try write(migration, to: "migrate.py")
        let service = try #require(contents("\(repository)/service.py"))
        try write(
            service.replacing(
                "map(json.loads, file)}",
                with: "({**item, 'price': item.pop('cost', item.get('price'))} for item in "
                    + "map(json.loads, file))}"),
            to: "service.py")
    }
}

/// A migration that renames a member of every item; where there is none, it adds one.
private func renaming(_ old: String, _ new: String) -> String {
    """
    import json
    import os

    path = os.path.join(os.environ["PAWL_STATE"], "items.jsonl")
    with open(path, encoding="utf-8") as file:
        items = [json.loads(line) for line in file]
    with open(path, "w", encoding="utf-8") as file:
        for item in items:
            item["\(new)"] = item.pop("\(old)", None)
            file.write(json.dumps(item) + "\\n")

    """
}
