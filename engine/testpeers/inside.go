package main

import (
	"fmt"
	"net"
	"net/netip"
	"os"

	"github.com/miekg/dns"
)

// serveInside offers what lies behind a tunnel: port 80 leads to the site, and port 53 answers every name with the
// tunnel's own address, so that a name asked for anywhere else finds nothing.
func serveInside(inner innerNet, own netip.Addr, site string) (*relayCounter, error) {
	counter := &relayCounter{}
	listener, err := inner.listenTCP(80)
	if err != nil {
		return nil, err
	}
	names, err := inner.listenUDP(53)
	if err != nil {
		return nil, err
	}
	stream, err := inner.listenTCP(53)
	if err != nil {
		return nil, err
	}
	answer := answerNames(own)
	// both end with the process
	go func() { _ = (&dns.Server{PacketConn: names, Handler: answer}).ActivateAndServe() }()
	go func() { _ = (&dns.Server{Listener: stream, Handler: answer}).ActivateAndServe() }()
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go lead(client, site, counter)
		}
	}()
	return counter, nil
}

func lead(client net.Conn, site string, counter *relayCounter) {
	defer client.Close()
	target, err := net.Dial("tcp", site)
	if err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		return
	}
	defer target.Close()
	counter.join(client, client, target)
}

func answerNames(own netip.Addr) dns.Handler {
	return dns.HandlerFunc(func(writer dns.ResponseWriter, question *dns.Msg) {
		answer := new(dns.Msg).SetReply(question)
		if len(question.Question) == 1 && question.Question[0].Qtype == dns.TypeA {
			header := dns.RR_Header{Name: question.Question[0].Name, Rrtype: dns.TypeA, Class: dns.ClassINET, Ttl: 60}
			answer.Answer = []dns.RR{&dns.A{Hdr: header, A: own.AsSlice()}}
		}
		_ = writer.WriteMsg(answer) // a client that is gone asks again
	})
}
