package loopback

import "io"

const refusal = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

// opening looks at how a connection begins. A program that uses a proxy names a whole address in its first line of HTTP;
// a web page that reaches for a port of this computer can only name a path (RFC 9112, 3.2). mihomo would take a path
// with `Connection: Upgrade` for a request to go wherever the page's Host header says.
type opening struct {
	decided, inTarget bool
	seen              int
}

// longest method looked at; what is longer is not HTTP.
const longestMethod = 32

// refuses reads on and reports whether the connection asks for a path of this computer.
func (o *opening) refuses(bytes []byte) bool {
	for _, each := range bytes {
		if o.decided {
			return false
		}
		o.seen++
		switch {
		case o.inTarget:
			o.decided = true
			return each == '/' || each == '*'
		case each == ' ' && o.seen > 1:
			o.inTarget = true
		case each < 'A' || each > 'Z' || o.seen > longestMethod:
			o.decided = true // SOCKS, or nothing that we know
		}
	}
	return false
}

// Read implements net.Conn.
func (c *connection) Read(buffer []byte) (int, error) {
	count, err := c.TCPConn.Read(buffer)
	if c.owner.proxyOnly && c.opening.refuses(buffer[:count]) {
		_, _ = c.TCPConn.Write([]byte(refusal))
		return 0, io.EOF
	}
	return count, err
}
