package import Git

/// The environments whose log a fetch has seen at some remote, sorted; those with names that no environment can have are left out.
///
/// They need not have a log here: a plain clone has the remote's branches under `refs/remotes/` only.
package func fetchedEnvironments(inRepositoryOf directory: String) throws(GitError) -> [String] {
    let branches = "/" + DecisionLog.branch(of: "")
    let repository = try Repository(discoverFrom: directory)
    let names = try repository.references(matching: "refs/remotes/*\(branches)*").compactMap { reference in
        reference.name.split(separator: branches, maxSplits: 1).last.map(String.init)
    }
    return Set(names.filter(DecisionLog.isName)).sorted()
}
