import Testing

// Every gate keeps a core busy for much of its time, so at most three run at once: one of each of these.

/// Gates that deploy nothing, and what they refuse to begin with.
@Suite(.serialized) enum Gates {}

/// Gates that deploy, and rollbacks.
@Suite(.serialized) enum Deployments {}

/// What happens to a gate from outside: it is killed, its log is changed, its disk is full.
@Suite(.serialized) enum Mishaps {}
