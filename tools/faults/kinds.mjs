import { CLOCKS } from './kinds/clock.mjs';
import { DATABASES } from './kinds/databases.mjs';
import { JOBS } from './kinds/jobs.mjs';
import { OUTSIDE } from './kinds/mail.mjs';
import { PEOPLE } from './kinds/people.mjs';
import { PROCESSES } from './kinds/processes.mjs';
import { WIRES } from './kinds/wires.mjs';

/** Everything that is done to an installation, one after the other. */
export const KINDS = [...PROCESSES, ...WIRES, ...PEOPLE, ...DATABASES, ...JOBS, ...OUTSIDE, ...CLOCKS];
