import Glibc
import Processes

extension Sandbox {
    /// The files of a revision that a path lies in; nil: none of them.
    func checkout(around path: String) -> String? {
        readable.first { $0.hasSuffix("/checkout") && isInside(path, $0) && $0 != path }
    }

    /// Whether a pipeline file should ever open a path: nothing that holds keys, trust, logs or caches, no home as a whole, and
    /// nothing that a pipeline file cannot open.
    ///
    /// What a program prints may have been written to be taken for advice.
    func mayOpen(_ named: String) -> Bool {
        let real = realPath(named) ?? named
        return [named, real].allSatisfy { path in
            let parts = path.split(separator: "/").map { $0.lowercased() }
            return parts.count > 1 && !parts.contains("..") && !parts.contains(where: isPrivateName)
                && !closedPlaces.contains(where: { isInside(path, $0) })
                && !sharedPlaces.contains(path) && !isHome(path)
                && !hidden.contains { forbids($0, path) }
        }
    }

    /// Whether what is hidden there would be shown: a home keeps what is in it apart, anything else is closed with all that it has.
    private func forbids(_ hidden: String, _ path: String) -> Bool {
        if isInside(hidden, path) { return true }
        return isInside(path, hidden) && !isHome(hidden) && !sharedPlaces.contains(hidden)
    }
}

/// `/home/ada`, `/root`, or where whoever runs Pawl is at home.
private func isHome(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    if parts == ["root"] || (parts.first == "home" && parts.count <= 2) { return true }
    guard let home = getenv("HOME") else { return false }
    return [String(cString: home), realPath(String(cString: home))].contains(path)
}

/// Where everybody's files are: something in them can be opened, not they.
private let sharedPlaces = ["/tmp", "/var/tmp", "/run", "/var/run", "/dev/shm", "/root", "/home"]

private let closedPlaces = [
    "/proc", "/dev", "/sys", "/boot", "/etc/ssl/private", "/etc/sudoers.d", "/etc/ssh",
]

/// By the names that programs give to what opens doors, in lower case.
private func isPrivateName(_ name: String) -> Bool {
    privateNames.contains(name)
        || [".key", ".pem", ".p12", ".pfx", ".jks", ".keystore", ".kdbx", ".sock"].contains(
            where: name.hasSuffix)
        || ["id_", "ssh_host_", "credential", ".env"].contains(where: name.hasPrefix)
        || ["secret", "password", "passwd", "private"].contains(where: name.contains)
}

private let privateNames: Set<String> = [
    ".git", ".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".netrc", ".pgpass", ".npmrc", ".pypirc",
    ".git-credentials", ".vault-token", ".mozilla", "keyrings", "gcloud", "gh", "shadow", "gshadow",
    "sudoers",
    "allowed_signers", "authorized_keys", "known_hosts", "token", "tokens", "pawl",
]
