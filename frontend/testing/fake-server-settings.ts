import type { ServerSettingsClient } from '@parley/client';
import { ParleyError, type RequestOf, type ResponseOf } from '@parley/protocol';

type Held = ResponseOf<'serverSettings'>;

const HELD: Held = {
  version: 0,
  settings: {
    name: '',
    welcome: '',
    registration: 'invite',
    roomCreation: 'everyone',
    messagesPerSecond: 5,
    messageBurst: 10,
    requestsPerMinute: 300,
    registrationsPerHour: 100,
    groupsPerHour: 20,
    additionsPerHour: 2_000,
    connectionsPerSecond: 50,
  },
  fixed: ['groupsPerHour'],
};

/** Settings of a server that answers at once. */
export class FakeServerSettings implements ServerSettingsClient {
  held = HELD;
  readonly asked: RequestOf<'changeServerSettings'>[] = [];

  async read() {
    return this.held;
  }

  async change(request: RequestOf<'changeServerSettings'>) {
    this.asked.push(request);
    if (request.version !== this.held.version) throw new ParleyError('E_CONFLICT');
    return this.save(request.changes as Partial<Held['settings']>);
  }

  async welcome() {
    return this.held.settings.welcome;
  }

  /** As another administrator does. */
  save(changes: Partial<Held['settings']>): Held {
    const { version, settings, ...rest } = this.held;
    return (this.held = { ...rest, version: version + 1, settings: { ...settings, ...changes } });
  }
}
