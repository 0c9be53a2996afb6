import CPlatform

/// Removes the variables whose names begin with a prefix from this process's environment, their bytes included: neither
/// a child nor a reader of `/proc/PID/environ` finds them. Returns whether there were any.
///
/// To be called before there is a second thread.
package func eraseVariables(prefix: String) -> Bool { pawl_erase_variables(prefix) > 0 }
