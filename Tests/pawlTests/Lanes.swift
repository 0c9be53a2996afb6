import Testing

// Every gate keeps a core busy, so at most two run at a time: one of each of these.

/// Gates that measure and deploy nothing, and commands that measure nothing.
@Suite(.serialized) enum Gates {}

/// Gates that deploy, and gates that something happens to.
@Suite(.serialized) enum Deployments {}
