/**
 * Why there is no local copy to work with.
 * `unavailable`: it cannot be opened or read: the browser forbids it, or the disk is broken or full.
 * `newer`: a newer version of this program wrote it.
 * `blocked`: another tab has an older version of it open; it opens by itself once that tab is closed.
 * `taken`: another tab deleted or upgraded it while it was open here.
 * `lost`: the browser deleted it while it was open; this client goes on without: what is unsent is kept, the rest comes back
 *   from the server.
 * `full`: there is no room to store what is new; it goes by itself once there is.
 */
export type StorageProblem = 'unavailable' | 'newer' | 'blocked' | 'taken' | 'lost' | 'full';
