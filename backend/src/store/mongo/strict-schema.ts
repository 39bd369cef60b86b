import { Schema, type SchemaDefinition } from 'mongoose';

/** Unknown fields are an error instead of being dropped; `id` is our own field, not Mongoose's alias. */
export function schema<Document>(fields: SchemaDefinition): Schema<Document> {
  return new Schema<Document>(fields, {
    id: false,
    versionKey: false,
    minimize: false,
    strict: 'throw',
    strictQuery: 'throw',
    autoIndex: false,
    autoCreate: false,
  });
}
