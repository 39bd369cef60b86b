/** Locks a file if it can, says whether it could, and holds on to it until it is killed. Argument: the file. */
import { lockFile } from '../src/storage/file/lock-file.ts';

const release = await lockFile(process.argv[2] ?? '');
process.stdout.write(release === undefined ? 'taken\n' : 'locked\n');
process.stdin.resume();
