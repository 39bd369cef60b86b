// Says something to somebody, with the standard library alone: go run examples/go/say/say.go alice "The build is done."
// scripts/generate-keys.sh makes the variables.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

type object = map[string]any

func post(path, token string, body object) (answer object) {
	text, _ := json.Marshal(body)
	request, _ := http.NewRequest("POST", os.Getenv("WS_SERVER_URL")+path, bytes.NewReader(text))
	request.Header = http.Header{"Content-Type": {"application/json"}, "Authorization": {"Bearer " + token}}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	said, _ := io.ReadAll(response.Body)
	if json.Unmarshal(said, &answer); response.StatusCode != 200 {
		panic(string(said))
	}
	return
}

func main() {
	name, id := os.Getenv("WS_USERNAME"), make([]byte, 16)
	seed, _ := base64.StdEncoding.DecodeString(os.Getenv("WS_PRIVATE_KEY"))
	uid, _ := hex.DecodeString(strings.ReplaceAll(os.Getenv("WS_USER_ID"), "-", ""))
	asked := post("/auth/login", "", object{"user": name})
	challenge, _ := base64.StdEncoding.DecodeString(asked["challenge"].(string))
	signed := append(append([]byte("parley/v1/machine-login\x00"), uid...), challenge...)
	signed = binary.BigEndian.AppendUint64(signed, uint64(asked["expiresAt"].(float64)))
	signature := base64.StdEncoding.EncodeToString(ed25519.Sign(ed25519.NewKeyFromSeed(seed), signed))
	in := post("/auth/login?verify=true", "", object{"user": name, "challenge": asked["challenge"], "signature": signature})
	rand.Read(id)
	id[6], id[8] = id[6]&15|64, id[8]&63|128 // A UUID of version 4: the same again would be the same message.
	header := object{"message_type": "direct", "to": os.Args[1], "id": fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])}
	entry := post("/direct-message/", in["token"].(string), object{"header": header, "body": object{"content": os.Args[2]}})
	fmt.Println("said, as number", entry["seq"])
}
