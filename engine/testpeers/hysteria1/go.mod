module byway/testpeers/hysteria1

go 1.26

require (
	byway/testpeers/peer v0.0.0
	github.com/sagernet/sing v0.7.7
	github.com/sagernet/sing-quic v0.5.2
)

require (
	github.com/quic-go/qpack v0.5.1 // indirect
	github.com/sagernet/quic-go v0.52.0-beta.1 // indirect
	golang.org/x/crypto v0.37.0 // indirect
	golang.org/x/mod v0.20.0 // indirect
	golang.org/x/net v0.34.0 // indirect
	golang.org/x/sync v0.13.0 // indirect
	golang.org/x/sys v0.32.0 // indirect
	golang.org/x/text v0.24.0 // indirect
	golang.org/x/tools v0.24.0 // indirect
)

replace byway/testpeers/peer => ../peer
