import { expect, test } from 'vitest';
import { LoginAttempts } from './login-attempts.ts';

test('failures from all addresses of an IPv6 network are those of one address', async () => {
  const attempts = new LoginAttempts(() => 0);
  for (let i = 1; i <= 30; i++)
    await attempts.failed({ username: `user${i}`, address: `2001:db8::${i.toString(16)}` });

  await expect(attempts.check({ username: 'another', address: '2001:db8::ffff' })).rejects.toThrow();
  await attempts.check({ username: 'another', address: '2001:db8:0:1::1' });
});
