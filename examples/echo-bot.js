// Repeats what it is told, in direct conversations, rooms and sealed groups: node examples/echo-bot.js
// PARLEY_URL, PARLEY_USERNAME and PARLEY_PASSWORD say where and as whom; in development PARLEY_SOCKET_URL is http://localhost:8092.
import { connectBot } from '@parley/client/bot';

const { PARLEY_URL, PARLEY_SOCKET_URL, PARLEY_USERNAME, PARLEY_PASSWORD } = process.env;
const bot = await connectBot({
  url: PARLEY_URL ?? 'http://localhost:8091',
  ...(PARLEY_SOCKET_URL && { socketUrl: PARLEY_SOCKET_URL }),
  username: PARLEY_USERNAME ?? 'echo',
  password: PARLEY_PASSWORD ?? '',
});

bot.chat.onArrival(({ conversation, message }) => {
  const text = message.content?.text;
  // Two of these would talk for ever.
  if (text === undefined || text.startsWith('You said: ')) return;
  bot.chat.send(conversation, { text: `You said: ${text}` }).catch(console.error);
});
console.log('listening');
process.once('SIGTERM', () => bot.close().then(() => process.exit(0)));
