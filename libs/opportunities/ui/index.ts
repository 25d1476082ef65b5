export * from './competitor-opportunities.ts';
export * from './contact-opportunities.ts';
export * from './customer-opportunities.ts';
export * from './opportunities.routes.ts';
export * from './home-deals.ts';
export * from './home-figures.ts';
