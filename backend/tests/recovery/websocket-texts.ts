const TEXT = 1;
/** Lengths from here on stand in bytes of their own. */
const LONG = 126;

/**
 * The texts of the frames in a piece of what a client says on a WebSocket: those that begin and end in it.
 * Data that is no frame, such as the handshake, gives nothing that makes sense, and does no harm.
 */
export function* websocketTexts(data: Buffer): Iterable<string> {
  for (let rest = data; rest.length > 6;) {
    const length = (rest[1] ?? 0) & 0x7f;
    const header = length < LONG ? 2 : length === LONG ? 4 : 10;
    const size = length < LONG ? length : length === LONG ? rest.readUInt16BE(2) : rest.readUInt32BE(6);
    const mask = rest.subarray(header, header + 4);
    const masked = rest.subarray(header + 4, header + 4 + size);
    if (((rest[0] ?? 0) & 0x0f) === TEXT)
      yield Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString();
    rest = rest.subarray(header + 4 + size);
  }
}
