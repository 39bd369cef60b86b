import { buildEarlier } from './earlier-version.ts';

export default buildEarlier;
