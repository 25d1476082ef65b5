import { SetMetadata } from '@nestjs/common';
import type { Schema } from './openapi-schema.ts';

export const ANSWERS = 'rapport:answers';
/** Says in the API's document what a route answers with, where the models do not. */
export const Answers = (schema: Schema) => SetMetadata(ANSWERS, schema);
