// Answers each direct message once, whatever is killed in between: the server, the network or this program.
// URL is the address of /ws, TOKEN a token, and CURSOR a file that says how far this program is: go run .
package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"
)

// Header has the fields of envelopes and frames that this program uses.
type Header struct {
	Type         string `json:"message_type"`
	From         string `json:"from,omitempty"`
	To           string `json:"to,omitempty"`
	ID           string `json:"id,omitempty"`
	Own          bool   `json:"own,omitempty"`
	Conversation string `json:"conversation,omitempty"`
	Seq          *int64 `json:"seq,omitempty"`
}

// Body is that of messages and of errors.
type Body struct {
	Content    string  `json:"content,omitempty"`
	After      string  `json:"after"`
	More       bool    `json:"more,omitempty"`
	Retryable  bool    `json:"retryable,omitempty"`
	RetryAfter float64 `json:"retryAfterMs,omitempty"`
}

// Frame is what either side sends.
type Frame struct {
	Header Header `json:"header"`
	Body   Body   `json:"body"`
}

// Chat is one connection, with what came and was not dealt with yet.
type Chat struct {
	socket  *WebSocket
	waiting []Frame
}

func main() {
	for {
		err := follow(os.Getenv("URL"), os.Getenv("TOKEN"), os.Getenv("CURSOR"))
		fmt.Fprintln(os.Stderr, "connecting again:", err)
		time.Sleep(200 * time.Millisecond)
	}
}

func follow(url, token, file string) error {
	cursor, err := load(file)
	if err != nil {
		return err
	}
	query := ""
	if cursor != nil {
		query = "?resume=frame"
	}
	socket, err := Dial(url+query, token)
	if err != nil {
		return err
	}
	defer socket.Close()
	if cursor != nil {
		err = resume(socket, cursor)
	}
	if err != nil {
		return err
	}
	if cursor == nil {
		cursor = map[string]int64{}
	}
	chat := &Chat{socket: socket}
	for {
		frame, err := chat.next()
		if err == nil {
			err = dealWith(chat, frame)
		}
		if err == nil {
			err = move(cursor, frame.Header, file)
		}
		if err != nil {
			return err
		}
	}
}

func dealWith(chat *Chat, frame Frame) error {
	if frame.Header.Type != "direct" || frame.Header.Own {
		return nil
	}
	// The id follows from the message: if it is dealt with twice, its answer is stored once.
	header := Header{Type: "direct", To: frame.Header.From, ID: answerID(frame.Header.ID)}
	if err := chat.ask(Frame{header, Body{Content: "Got " + frame.Body.Content}}); err != nil {
		return err
	}
	fmt.Println(frame.Body.Content)
	return nil
}

// ask sends an envelope until it is stored. What comes before its answer waits.
func (chat *Chat) ask(envelope Frame) error {
	for {
		if err := chat.socket.Send(envelope); err != nil {
			return err
		}
		answer, err := chat.answerTo(envelope.Header.ID)
		if err != nil {
			return err
		}
		if answer.Header.Type == "ack" || !answer.Body.Retryable {
			return nil
		}
		time.Sleep(time.Duration(answer.Body.RetryAfter) * time.Millisecond)
	}
}

func (chat *Chat) answerTo(id string) (Frame, error) {
	for {
		var frame Frame
		if err := chat.socket.Receive(&frame); err != nil {
			return frame, err
		}
		chat.waiting = append(chat.waiting, frame)
		isAnswer := frame.Header.Type == "ack" || frame.Header.Type == "error"
		if isAnswer && frame.Header.ID == id {
			return frame, nil
		}
	}
}

func (chat *Chat) next() (frame Frame, err error) {
	if len(chat.waiting) > 0 {
		frame, chat.waiting = chat.waiting[0], chat.waiting[1:]
		return frame, nil
	}
	err = chat.socket.Receive(&frame)
	return frame, err
}

// answerID makes a UUID of a UUID.
func answerID(id string) string {
	hash := sha256.Sum256([]byte("answer " + id))
	hash[6], hash[8] = hash[6]&0x0f|0x80, hash[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", hash[:4], hash[4:6], hash[6:8], hash[8:10], hash[10:16])
}

func move(cursor map[string]int64, header Header, file string) error {
	if header.Type == "error" && header.Conversation != "" {
		delete(cursor, header.Conversation)
	}
	if header.Seq == nil || *header.Seq < cursor[header.Conversation] {
		return nil
	}
	cursor[header.Conversation] = *header.Seq
	return save(cursor, file)
}

// resume says where to go on, so many conversations a frame.
func resume(socket *WebSocket, cursor map[string]int64) error {
	var after []string
	for conversation, seq := range cursor {
		after = append(after, fmt.Sprintf("%s:%d", conversation, seq))
		if len(after) == 1000 {
			if err := socket.Send(resuming(after, true)); err != nil {
				return err
			}
			after = nil
		}
	}
	return socket.Send(resuming(after, false))
}

func resuming(after []string, more bool) Frame {
	return Frame{Header{Type: "resume"}, Body{After: strings.Join(after, ","), More: more}}
}

func load(file string) (cursor map[string]int64, err error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal(text, &cursor)
	}
	return cursor, err
}

// save replaces the file as a whole: half a cursor would be none.
func save(cursor map[string]int64, file string) error {
	text, err := json.Marshal(cursor)
	if err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}
