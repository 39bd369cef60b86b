package main

import (
	"bufio"
	"crypto/rand"
	"crypto/tls"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
)

// A WebSocket is the client's side of RFC 6455, as far as the gateway of Parley needs it: text frames, pings and the close.
type WebSocket struct {
	conn   net.Conn
	reader *bufio.Reader
}

const (
	opText  = 1
	opClose = 8
	opPing  = 9
	opPong  = 10
	final   = 0x80
	masked  = 0x80
)

// Dial opens a WebSocket. The token goes into a header, where no log keeps it.
func Dial(address, token string) (*WebSocket, error) {
	to, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	conn, err := connect(to)
	if err != nil {
		return nil, err
	}
	key := make([]byte, 16)
	rand.Read(key)
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nAuthorization: Bearer %s\r\n\r\n",
		to.RequestURI(), to.Host, base64.StdEncoding.EncodeToString(key), token)
	reader := bufio.NewReader(conn)
	answer, err := http.ReadResponse(reader, nil)
	if err == nil && answer.StatusCode != http.StatusSwitchingProtocols {
		why, _ := io.ReadAll(answer.Body)
		err = fmt.Errorf("refused: %s %s", answer.Status, why)
	}
	if err != nil {
		conn.Close()
		return nil, err
	}
	return &WebSocket{conn, reader}, nil
}

func connect(to *url.URL) (net.Conn, error) {
	port := to.Port()
	if to.Scheme == "wss" {
		if port == "" {
			port = "443"
		}
		return tls.Dial("tcp", net.JoinHostPort(to.Hostname(), port), nil)
	}
	if port == "" {
		port = "80"
	}
	return net.Dial("tcp", net.JoinHostPort(to.Hostname(), port))
}

// Close gives the connection up.
func (ws *WebSocket) Close() { ws.conn.Close() }

// Send sends a value as JSON.
func (ws *WebSocket) Send(value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return ws.write(opText, text)
}

// Receive waits for the next message. Pings are answered on the way.
func (ws *WebSocket) Receive(value any) error {
	var message []byte
	for {
		opcode, isFinal, payload, err := ws.read()
		if err != nil {
			return err
		}
		switch opcode {
		case opPing:
			if err := ws.write(opPong, payload); err != nil {
				return err
			}
		case opPong:
		case opClose:
			return fmt.Errorf("closed: %s", closeReason(payload))
		default:
			message = append(message, payload...)
			if isFinal {
				return json.Unmarshal(message, value)
			}
		}
	}
}

func closeReason(payload []byte) string {
	if len(payload) < 2 {
		return "without a reason"
	}
	return fmt.Sprintf("%d %s", binary.BigEndian.Uint16(payload), payload[2:])
}

// What a client sends is masked.
func (ws *WebSocket) write(opcode byte, payload []byte) error {
	frame := []byte{final | opcode}
	switch length := len(payload); {
	case length < 126:
		frame = append(frame, masked|byte(length))
	case length < 1<<16:
		frame = binary.BigEndian.AppendUint16(append(frame, masked|126), uint16(length))
	default:
		frame = binary.BigEndian.AppendUint64(append(frame, masked|127), uint64(length))
	}
	mask := make([]byte, 4)
	rand.Read(mask)
	frame = append(frame, mask...)
	for i, one := range payload {
		frame = append(frame, one^mask[i%4])
	}
	_, err := ws.conn.Write(frame)
	return err
}

// What a server sends is not.
func (ws *WebSocket) read() (opcode byte, isFinal bool, payload []byte, err error) {
	head := make([]byte, 2)
	if _, err = io.ReadFull(ws.reader, head); err != nil {
		return
	}
	length := uint64(head[1])
	switch length {
	case 126:
		more := make([]byte, 2)
		_, err = io.ReadFull(ws.reader, more)
		length = uint64(binary.BigEndian.Uint16(more))
	case 127:
		more := make([]byte, 8)
		_, err = io.ReadFull(ws.reader, more)
		length = binary.BigEndian.Uint64(more)
	}
	if err == nil && length > 1<<20 {
		err = fmt.Errorf("a frame of %d bytes", length)
	}
	if err != nil {
		return
	}
	payload = make([]byte, length)
	_, err = io.ReadFull(ws.reader, payload)
	return head[0] & 0x0f, head[0]&final != 0, payload, err
}
