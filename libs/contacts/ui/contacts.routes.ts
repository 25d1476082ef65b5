import type { Routes } from '@angular/router';
import { ContactList } from './contact-list.ts';
import { ContactPage } from './contact-page.ts';

export const contactRoutes: Routes = [{ path: '', component: ContactList }, { path: ':id', component: ContactPage }];
