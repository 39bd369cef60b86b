/// <reference lib="webworker" />
import { argon2 } from './argon2.ts';
import type { Argon2Answer, Argon2Request } from './argon2-messages.ts';

addEventListener('message', (event: MessageEvent<Argon2Request>) => {
  const { password, kdf } = event.data;
  argon2(password, kdf).then(
    (hash) => answer({ hash }),
    (error: unknown) => answer({ failed: String(error) }),
  );
});

function answer(message: Argon2Answer): void {
  postMessage(message);
}
