//go:build !crashpoints

package restore

// crashPoint names a moment at which a test may kill this process. In the product it does nothing.
func crashPoint(string) {}
