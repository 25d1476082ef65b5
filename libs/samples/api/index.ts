import type { Slice } from '#kernel/api';
import { samplesWords } from '#samples/model';
import { SamplesModule } from './samples.module.ts';

export * from './sample-data.service.ts';
export * from './sample-removal.service.ts';
export * from './samples.module.ts';
export const samples: Slice = { name: 'samples', module: SamplesModule, migrations: [], words: samplesWords };
