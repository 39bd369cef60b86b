"""Answers each direct message once, whatever is killed in between: the server, the network or this script.

Needs `websockets`. URL is the address of /ws, TOKEN a token, and CURSOR a file that says how far this script is.
"""
import asyncio
import collections
import json
import os
import sys
import uuid

import websockets

URL, TOKEN, CURSOR = os.environ["URL"], os.environ["TOKEN"], os.environ.get("CURSOR", "cursor.json")


def load():
    try:
        with open(CURSOR) as file:
            return json.load(file)
    except FileNotFoundError:
        return None


def save(cursor):
    """Replaces the file as a whole: half a cursor would be none."""
    with open(CURSOR + ".new", "w") as file:
        json.dump(cursor, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(CURSOR + ".new", CURSOR)


async def ask(chat, waiting, envelope):
    """Sends an envelope until it is stored. What comes before its answer waits."""
    while True:
        await chat.send(json.dumps(envelope))
        while True:
            frame = json.loads(await chat.recv())
            waiting.append(frame)
            header = frame["header"]
            if header["message_type"] in ("ack", "error") and header.get("id") == envelope["header"]["id"]:
                break
        if header["message_type"] == "ack" or not frame["body"]["retryable"]:
            return
        await asyncio.sleep(frame["body"].get("retryAfterMs", 1000) / 1000)


async def deal_with(chat, waiting, frame):
    header = frame["header"]
    if header["message_type"] == "direct" and not header.get("own"):
        # The id follows from the message: if it is dealt with twice, its answer is stored once.
        answer = str(uuid.uuid5(uuid.UUID(header["id"]), "answer"))
        to = {"message_type": "direct", "to": header["from"], "id": answer}
        await ask(chat, waiting, {"header": to, "body": {"content": "Got " + frame["body"]["content"]}})
        print(frame["body"]["content"], flush=True)


async def follow(cursor):
    query = "" if cursor is None else "?resume=frame"
    async with websockets.connect(URL + query, subprotocols=["parley.v1", "token." + TOKEN]) as chat:
        if cursor is not None:
            after = [f"{name}:{seq}" for name, seq in cursor.items()]
            for i in range(0, len(after) + 1, 1000):
                body = {"after": ",".join(after[i : i + 1000]), "more": i + 1000 <= len(after)}
                await chat.send(json.dumps({"header": {"message_type": "resume"}, "body": body}))
        cursor = cursor or {}
        waiting = collections.deque()
        while True:
            frame = waiting.popleft() if waiting else json.loads(await chat.recv())
            header = frame["header"]
            if header["message_type"] == "error" and "conversation" in header:
                cursor.pop(header["conversation"], None)
            await deal_with(chat, waiting, frame)
            if "seq" in header:
                cursor[header["conversation"]] = max(header["seq"], cursor.get(header["conversation"], 0))
                save(cursor)


async def main():
    while True:
        try:
            await follow(load())
        except (OSError, websockets.WebSocketException) as error:
            print(f"connecting again: {error}", file=sys.stderr)
            await asyncio.sleep(0.2)


asyncio.run(main())
