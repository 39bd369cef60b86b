import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { checkSimple } from '../../client/src/crypto/simple/check-simple.ts';
import { openSimple } from '../../client/src/crypto/simple/open-simple.ts';
import { importSimpleKey } from '../../client/src/crypto/simple/simple-suite.ts';
import vector from '../../client/tests/vectors/simple.json' with { type: 'json' };
import { decodeSimple } from '@parley/protocol';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../python');

/** Opens the frozen message as each reader, from its parts too, and seals one of its own. */
const PROGRAM = `
import json, sys
from base64 import b64decode, b64encode
from simple_sealed import *

vector = json.loads(sys.argv[1])
header, message = vector["header"], b64decode(vector["bytes"])
account = Ed25519PrivateKey.from_private_bytes(b64decode(vector["accountSeed"]))
signers = [raw(account.public_key())]

def opened(message, reader):
    key = X25519PrivateKey.from_private_bytes(b64decode(reader["privateKey"]))
    return open_sealed(message, reader["user"], key, signers)[1].decode()

readers = {reader["user"]: b64decode(reader["publicKey"]) for reader in vector["readers"]}
print(json.dumps({
    "opened": [opened(message, reader) for reader in vector["readers"]],
    "ofParts": of_parts(header, **parts(message)) == message,
    "sealed": b64encode(seal(header, readers, vector["text"].encode(), account)).decode(),
}))
`;

test('Python opens what we have sealed, and we open what Python seals', async () => {
  const { stdout } = await run(
    process.env.PYTHON_PATH ?? 'python3',
    ['-c', PROGRAM, JSON.stringify(vector)],
    {
      cwd: folder,
    },
  );
  const python = JSON.parse(stdout) as { opened: string[]; ofParts: boolean; sealed: string };

  expect(python.opened).toEqual([vector.text, vector.text]);
  expect(python.ofParts).toBe(true);
  const signed = decodeSimple(bytes(python.sealed));
  await checkSimple(signed, { ...vector.header, body: { kind: 'message' } }, [bytes(vector.accountKey)]);
  for (const { user, privateKey } of vector.readers) {
    const content = await openSimple(signed.message, user, [await importSimpleKey(bytes(privateKey))]);
    expect(new TextDecoder().decode(content)).toBe(vector.text);
  }
});

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}
