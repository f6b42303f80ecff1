//go:build !windows

package sysproxy

func native() System { return absent{} }
