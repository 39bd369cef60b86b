/** Entry for documents of the interfaces, made from the tables. Pages never load it. */
export type * from './documents/async-api.ts';
export * from './documents/asyncapi.ts';
export * from './documents/openapi.ts';
