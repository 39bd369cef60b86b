/** Who is in which room. */
export class RoomIndex<Member> {
  readonly #members = new Map<string, Set<Member>>();
  readonly #rooms = new Map<Member, Set<string>>();

  in(room: string): readonly Member[] {
    return [...(this.#members.get(room) ?? [])];
  }

  sizeOf(room: string): number {
    return this.#members.get(room)?.size ?? 0;
  }

  has(member: Member, room: string): boolean {
    return this.#rooms.get(member)?.has(room) === true;
  }

  join(member: Member, room: string): void {
    add(this.#rooms, member, room);
    add(this.#members, room, member);
  }

  leave(member: Member, room: string): void {
    take(this.#rooms, member, room);
    take(this.#members, room, member);
  }

  leaveAll(member: Member): void {
    for (const room of this.#rooms.get(member) ?? []) take(this.#members, room, member);
    this.#rooms.delete(member);
  }
}

function add<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

function take<Key, Value>(map: Map<Key, Set<Value>>, key: Key, value: Value): void {
  const values = map.get(key);
  values?.delete(value);
  if (values?.size === 0) map.delete(key);
}
