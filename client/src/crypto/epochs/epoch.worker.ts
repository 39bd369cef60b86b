/// <reference lib="webworker" />
import { answerEpochCall } from './answer-epoch-call.ts';
import { DirectEpochCrypto } from './direct-epoch-crypto.ts';
import type { EpochRequest } from './epoch-messages.ts';

const crypto = new DirectEpochCrypto();

addEventListener('message', ({ data }: MessageEvent<EpochRequest>) => {
  void answerEpochCall(crypto, data).then((answer) => postMessage(answer));
});
