import { trustOwnWorkers } from './worker-policy.ts';

describe('trustOwnWorkers', () => {
  let createScriptURL: (url: string) => string;

  beforeEach(() => {
    const trustedTypes = {
      createPolicy: (_name: string, rules: { createScriptURL: (url: string) => string }) => {
        createScriptURL = rules.createScriptURL;
      },
    };
    trustOwnWorkers({ origin: 'https://chat.example', trustedTypes });
  });

  it('lets workers of this site pass', () => {
    expect(createScriptURL('/worker.js')).toBe('/worker.js');
    expect(createScriptURL('https://chat.example/worker.js')).toBe('https://chat.example/worker.js');
  });

  it('refuses those of anybody else', () => {
    for (const url of [
      'https://evil.example/w.js',
      '//evil.example/w.js',
      'data:text/javascript,1',
      'blob:null/1',
    ]) {
      expect(() => createScriptURL(url)).toThrow(TypeError);
    }
  });

  it('does nothing where the browser has no Trusted Types', () => {
    expect(() => trustOwnWorkers({ origin: 'https://chat.example' })).not.toThrow();
  });
});
