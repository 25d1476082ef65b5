import { bootstrapApplication } from '@angular/platform-browser';
import { CONFIG } from './app.config.ts';
import { App } from './app.ts';

await bootstrapApplication(App, CONFIG);
