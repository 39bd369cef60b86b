// Leaves a .gz and a .br beside each file of the build, so that no server compresses the same file twice.
import { join } from 'node:path';
import { compressIn } from './bundle/compress-in.ts';
import { DIST } from './bundle/outputs.ts';

compressIn(join(DIST, 'browser'));
