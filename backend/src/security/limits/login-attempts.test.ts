import { expect, test } from 'vitest';
import { LoginAttempts } from './login-attempts.ts';

test('failures from all addresses of an IPv6 network are those of one address', async () => {
  const attempts = new LoginAttempts(() => 0);
  for (let i = 1; i <= 30; i++)
    await attempts.failed({ username: `user${i}`, address: `2001:db8::${i.toString(16)}` });

  await expect(attempts.check({ username: 'another', address: '2001:db8::ffff' })).rejects.toThrow();
  await attempts.check({ username: 'another', address: '2001:db8:0:1::1' });
});

test('failures from very many networks of one IPv6 site are those of one site', async () => {
  const attempts = new LoginAttempts(() => 0);
  for (let i = 1; i <= 480; i++)
    await attempts.failed({ username: `user${i}`, address: `2001:db8:1:${i.toString(16)}::1` });

  await expect(attempts.check({ username: 'another', address: '2001:db8:1:ffff::1' })).rejects.toThrow();
  await attempts.check({ username: 'another', address: '2001:db8:2::1' });
});

test('strangers who fail elsewhere do not shut out who has logged in here before', async () => {
  const attempts = new LoginAttempts(() => 0);
  const owner = { username: 'Satya', address: '192.0.2.1' };
  await attempts.succeeded(owner);
  for (let i = 0; i < 60; i++) await attempts.failed({ username: 'satya', address: `198.51.100.${i}` });

  await attempts.check(owner);
  await expect(attempts.check({ ...owner, address: '192.0.2.2' })).rejects.toThrow();
  for (let i = 0; i < 5; i++) await attempts.failed(owner);
  await expect(attempts.check(owner)).rejects.toThrow();
});
