import Testing

// Every gate keeps a core busy for much of its time, so at most four run at once: one of each of these. They take about
// equally long; `.ci/test` prints how long.

/// Gates that deploy nothing, and what they refuse to begin with.
@Suite(.serialized) enum Gates {}

/// Gates that ask what two revisions promise: answers, outputs, signatures, and the way back.
@Suite(.serialized) enum Promises {}

/// Gates that deploy, and rollbacks.
@Suite(.serialized) enum Deployments {}

/// What happens to a gate from outside: it is killed, its log is changed, its disk is full.
@Suite(.serialized) enum Mishaps {}
