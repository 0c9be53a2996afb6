import Glibc

/// ln x.
func naturalLogarithm(_ value: Double) -> Double { log(value) }

/// e to the power of x.
func exponential(_ value: Double) -> Double { exp(value) }
