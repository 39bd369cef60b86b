import { TestBed } from '@angular/core/testing';
import { LinkSecret } from './link-secret.ts';

describe('LinkSecret', () => {
  it('takes the secret out of an address, and has it for that path alone until it is forgotten', () => {
    const secret = TestBed.inject(LinkSecret);
    expect(secret.keep('/rooms/1?q=2#c2VjcmV0')).toBe('/rooms/1?q=2');
    expect(secret.keep('/rooms/2')).toBe('/rooms/2');
    expect(secret.of('/rooms/1')).toBe('c2VjcmV0');
    expect(secret.of('/rooms/2')).toBeUndefined();
    secret.forget();
    expect(secret.of('/rooms/1')).toBeUndefined();
  });
});
