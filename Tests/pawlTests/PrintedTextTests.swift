import Testing

extension Gates {
    /// Names and words that others chose reach a terminal only escaped.
    @Suite struct PrintedTextTests {
        private static let attack = "\u{1b}[2J\u{1b}]0;owned\u{7}\rx\u{202e}y"
        private static let shown = "␛[2J␛]0;owned␇␍x\u{fffd}y"

        private func expectPlain(_ outcome: Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
            let steering = (outcome.output + outcome.errors).unicodeScalars.filter {
                $0 != "\n" && [.control, .format].contains($0.properties.generalCategory)
            }
            #expect(steering.isEmpty, "\(outcome)", sourceLocation: sourceLocation)
        }

        @Test func aCommitsSummary() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let head = try await project.commit("fix \(Self.attack)")
            let adopted = try await project.pawl("log", "adopt", "HEAD", "--pipeline", "items")
            #expect(
                adopted.output == "adopted \(head.prefix(7)) (fix \(Self.shown)) in staging, entry 1\n",
                "\(adopted)")
            for words in [["log", "list"], ["log", "show", "1"], ["log", "verify"], ["plan", "items"]] {
                let outcome = try await project.pawl(words)
                #expect(outcome.status == 0, "\(outcome)")
                expectPlain(outcome)
            }
        }

        @Test(
            "names and reasons on the command line",
            arguments: [
                ["gate", "items", attack], ["gate", attack], ["log", "show", attack],
                ["log", "list", attack],
                ["log", "verify", "--environment", attack], ["log", "adopt", attack, "--pipeline", "items"],
                ["gate", "items", "--\(attack)"], ["rollback", attack, "--environment", "staging"],
                ["log", "list", "--trust", "/nowhere/\(attack)"],
                ["gate", "items", "--key", "/nowhere/\n\(attack)"],
                ["judge", "ratio", "/nowhere/\(attack)", "/nowhere/b"],
                ["contract", "diff", "/nowhere/\(attack)", "b"],
                ["plan", "items", "-C", "/nowhere/\(attack)"], ["load", "http://127.0.0.1:1/\(attack)"],
            ])
        func commandLine(words: [String]) async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let outcome = try await project.pawl(words)
            #expect(outcome.status != 0, "\(outcome)")
            #expect(outcome.errors.contains("owned"), "\(outcome)")
            expectPlain(outcome)
        }

        @Test func coloursAreThoseOfReportsAlone() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            try await project.commit("fix \u{1b}[1;32mAPPROVED\u{1b}[0m")
            let coloured = ["FORCE_COLOR": "1"]
            let adopted = try await project.pawl(
                "log", "adopt", "HEAD", "--pipeline", "items", variables: coloured)
            #expect(adopted.output.contains("(fix ␛[1;32mAPPROVED␛[0m)"), "\(adopted)")
            let list = try await project.pawl("log", "list", variables: coloured)
            #expect(list.output.contains("\u{1b}[1madopted\u{1b}[0m"), "\(list)")
            let refused = try await project.pawl("gate", "items", "\u{1b}[1;32mok", variables: coloured)
            #expect(refused.errors.contains("'␛[1;32mok'"), "\(refused)")
        }

        @Test func namesOfReferencesAndFilesInALog() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            // Git allows no control characters in a branch's name, but all others.
            try await project.git("branch", "pawl/log/x\u{202e}owned", "main")
            let verify = try await project.pawl("log", "verify")
            #expect(verify.status == 14, "\(verify)")
            #expect(verify.errors.contains("'refs/heads/pawl/log/x\u{fffd}owned'"), "\(verify)")
            expectPlain(verify)
        }

        @Test func aReasonIsRecordedAsItIsAndShownEscaped() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let adopted = try await project.pawl(
                "log", "adopt", "HEAD", "--pipeline", "items", "--reason", "because\n\(Self.attack)")
            #expect(adopted.status == 0, "\(adopted)")
            let show = try await project.pawl("log", "show", "1")
            #expect(show.output.contains("because␊\(Self.shown)"), "\(show)")
            expectPlain(show)
        }
    }
}
