"""Repeats what it is told, with nothing but websockets and cryptography: python3 examples/python/echo.py
scripts/generate-keys.sh makes the variables."""
import asyncio, base64, json, os, urllib.request, uuid
import websockets
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

URL, NAME, UID = os.environ["WS_SERVER_URL"], os.environ["WS_USERNAME"], uuid.UUID(os.environ["WS_USER_ID"])
KEY = Ed25519PrivateKey.from_private_bytes(base64.b64decode(os.environ["WS_PRIVATE_KEY"]))

def login(path, **body):
    request = urllib.request.Request(URL + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))

asked = login("/auth/login", user=NAME)
signed = b"parley/v1/machine-login\0" + UID.bytes + base64.b64decode(asked["challenge"]) + asked["expiresAt"].to_bytes(8, "big")
signature = base64.b64encode(KEY.sign(signed)).decode()
token = login("/auth/login?verify=true", user=NAME, challenge=asked["challenge"], signature=signature)["token"]

async def main():
    async with websockets.connect(URL.replace("http", "ws", 1) + "/ws", subprotocols=["parley.v1", "token." + token]) as chat:
        async for text in chat:
            frame = json.loads(text)
            header, body = frame["header"], frame["body"]
            if header["message_type"] == "ready":
                print("listening", flush=True)
            if header["message_type"] == "direct" and not body["content"].startswith("You said: "):
                answer = {"header": {"message_type": "direct", "to": header["from"]}, "body": {"content": "You said: " + body["content"]}}
                await chat.send(json.dumps(answer))

asyncio.run(main())
