import { SetMetadata } from '@nestjs/common';
import type { Schema } from './openapi-schema.ts';

export const ANSWERS = 'rapport:answers';
/** Says in the API's document what a route answers with, where the models do not. */
export const Answers = (schema: Schema) => SetMetadata(ANSWERS, schema);

export const ASKS = 'rapport:asks';
/** Says in the API's document which parameters of its address a route reads, where it checks them itself. */
export const Asks = (...parameters: Schema[]) => SetMetadata(ASKS, parameters);
/** Fields by name, separated by commas. */
export const fieldsParameter = (names: readonly string[] | null, description: string): Schema => ({
  name: 'fields', in: 'query', style: 'form', explode: false, schema: { type: 'array', items: { type: 'string', ...(names ? { enum: names } : {}) } }, description,
}); // prettier-ignore
