package main

import (
	"crypto/rand"
	"net"

	"golang.org/x/crypto/blake2b"
)

// saltLength is the length of the random salt in front of every packet (Hysteria 2 protocol, "Salamander").
const saltLength = 8

// salamander wraps a packet connection in Hysteria 2's obfuscation: salt, then the payload XORed with
// BLAKE2b-256(key + salt) over and over.
type salamander struct {
	net.PacketConn
	key []byte
}

func newSalamander(conn net.PacketConn, key string) net.PacketConn {
	return &salamander{PacketConn: conn, key: []byte(key)}
}

// ReadFrom implements net.PacketConn. Packets too short to hold a salt are dropped.
func (s *salamander) ReadFrom(into []byte) (int, net.Addr, error) {
	buffer := make([]byte, len(into)+saltLength)
	for {
		count, from, err := s.PacketConn.ReadFrom(buffer)
		if err != nil {
			return 0, from, err
		}
		if count <= saltLength {
			continue
		}
		payload := buffer[saltLength:count]
		s.mask(payload, buffer[:saltLength])
		return copy(into, payload), from, nil
	}
}

// WriteTo implements net.PacketConn.
func (s *salamander) WriteTo(payload []byte, to net.Addr) (int, error) {
	packet := make([]byte, saltLength+len(payload))
	if _, err := rand.Read(packet[:saltLength]); err != nil {
		return 0, err
	}
	copy(packet[saltLength:], payload)
	s.mask(packet[saltLength:], packet[:saltLength])
	if _, err := s.PacketConn.WriteTo(packet, to); err != nil {
		return 0, err
	}
	return len(payload), nil
}

func (s *salamander) mask(payload, salt []byte) {
	pad := blake2b.Sum256(append(append([]byte{}, s.key...), salt...))
	for i := range payload {
		payload[i] ^= pad[i%len(pad)]
	}
}
