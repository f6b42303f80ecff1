// wineshim writes a bcryptprimitives.dll for Wine 8, which lacks the one function of it that Go programs need. The file
// holds no code: its only export, ProcessPrng, forwards to advapi32's SystemFunction036, which does the same.
//
//	wineshim FILE
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
)

const (
	headerBytes = 0x200  // on disk, and where the section starts there
	sectionAt   = 0x1000 // in memory
	imageBase   = 0x7a000000
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: wineshim FILE")
		os.Exit(2)
	}
	if err := os.WriteFile(os.Args[1], image(), 0o644); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// image is a whole 64-bit PE file (Microsoft's PE format specification): headers and one section of export data.
func image() []byte {
	exports := exportSection()
	var out bytes.Buffer
	put := func(values ...any) {
		for _, value := range values {
			_ = binary.Write(&out, binary.LittleEndian, value) // a buffer never fails
		}
	}
	put([]byte("MZ"), make([]byte, 58), uint32(64), []byte("PE\x00\x00"))
	// COFF header: x64, one section; executable image, large addresses, DLL.
	put(uint16(0x8664), uint16(1), uint32(0), uint32(0), uint32(0), uint16(240), uint16(0x2022))
	// Optional header, PE32+: no code, no entry point.
	put(uint16(0x20b), uint16(0), uint32(0), uint32(headerBytes), uint32(0), uint32(0), uint32(sectionAt))
	put(uint64(imageBase), uint32(0x1000), uint32(0x200), uint16(6), uint16(0), uint16(0), uint16(0), uint16(6), uint16(0), uint32(0))
	put(uint32(2*sectionAt), uint32(headerBytes), uint32(0), uint16(3), uint16(0x100)) // sizes, checksum, console, NX
	put(uint64(1<<20), uint64(4096), uint64(1<<20), uint64(4096), uint32(0), uint32(16))
	put(uint32(sectionAt), uint32(len(exports)), make([]byte, 15*8)) // data directories: exports only
	// Section header: initialised data, readable.
	put([]byte(".edata\x00\x00"), uint32(len(exports)), uint32(sectionAt), uint32(headerBytes), uint32(headerBytes), uint32(0), uint32(0), uint32(0), uint32(0x40000040))
	out.Write(make([]byte, headerBytes-out.Len()))
	out.Write(exports)
	out.Write(make([]byte, 2*headerBytes-out.Len()))
	return out.Bytes()
}

// exportSection is the export directory with its tables and names. An address inside the directory is a forwarder.
func exportSection() []byte {
	const directory = 40
	tables := uint32(sectionAt + directory)
	names := tables + 4 + 4 + 4 // addresses, name pointers, ordinals (padded)
	dll, export, forward := "bcryptprimitives.dll\x00", "ProcessPrng\x00", "advapi32.SystemFunction036\x00"
	exportAt := names + uint32(len(dll))
	forwardAt := exportAt + uint32(len(export))
	var out bytes.Buffer
	for _, value := range []uint32{0, 0, 0, names, 1, 1, 1, tables, tables + 4, tables + 8, forwardAt, exportAt, 0} {
		_ = binary.Write(&out, binary.LittleEndian, value) // a buffer never fails
	}
	out.WriteString(dll + export + forward)
	return out.Bytes()
}
