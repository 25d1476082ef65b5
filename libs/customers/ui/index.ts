export * from './customer-form.ts';
export * from './customers.routes.ts';
