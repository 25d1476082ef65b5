export * from './contact-form.ts';
export * from './contacts.routes.ts';
export * from './customer-contacts.ts';
