import { bootstrapApplication } from '@angular/platform-browser';
import { CONFIG } from './app.config.ts';
import { App } from './app.ts';
import { allowOnlyEmptyHtml } from './trusted-html.ts';

allowOnlyEmptyHtml();
await bootstrapApplication(App, CONFIG);
