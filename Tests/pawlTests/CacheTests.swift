import Testing

extension Gates {
    /// `pawl cache prune`, and the bound that every gate keeps to.
    @Suite struct CacheTests {
        @Test func theOldestGoesAndWhatIsThereIsUsed() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let cache = ["PAWL_CACHE": project.path + "/cache"]
            try await project.commit(fault: "none")
            try #require(try await project.pawl("gate", "items", variables: cache).status == 0)
            let all = try await project.pawl("cache", "prune", variables: cache)
            #expect(all.status == 0 && all.output.hasPrefix("0 entries removed, "), "\(all)")
            let second = try await project.pawl("gate", "items", variables: cache)
            #expect(second.errors.contains("data set: kept from an earlier gate"), "\(second)")
            let none = try await project.pawl("cache", "prune", "--size", "0B", variables: cache)
            #expect(none.status == 0 && none.output.contains(" removed, 0 bytes left in "), "\(none)")
            #expect(!none.output.hasPrefix("0 entries"), "\(none)")
            let third = try await project.pawl("gate", "items", variables: cache)
            #expect(third.status == 0 && !third.errors.contains("kept from an earlier gate"), "\(third)")
            // A gate keeps to the bound by itself.
            let bound = cache.merging(["PAWL_CACHE_SIZE": "0B"]) { $1 }
            try #require(try await project.pawl("gate", "items", variables: bound).status == 0)
            let fifth = try await project.pawl("gate", "items", variables: bound)
            #expect(fifth.status == 0 && !fifth.errors.contains("kept from an earlier gate"), "\(fifth)")
        }

        @Test func whatIsNoSizeIsRefused() async throws {
            let project = try await Project(ItemsPipeline(ItemsPipeline.compat))
            let variables = ["PAWL_CACHE": project.path + "/cache", "PAWL_CACHE_SIZE": "much"]
            let gate = try await project.pawl("gate", "items", variables: variables)
            #expect(gate.status == 78)
            #expect(
                gate.errors == """
                    PAWL_CACHE_SIZE: error: 'much' is no size
                      hint: a whole number with its unit: 500MB, 10GiB

                    """)
            #expect(
                try await project.pawl("cache", "prune", "--size", "5", variables: variables).status == 78)
        }
    }
}
