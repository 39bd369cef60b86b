import type { Uuid } from './ids.ts';

/** The room that everyone joins who registers, where there is one. Who joins it is no news: clients show no line for that. */
export const GENERAL: Uuid = '3f0d2c64-9b1e-4c57-8a20-6e5d71c4b9a3';
