export { OfferPage } from './offer-page.ts';
export * from './quote-panels.ts';
export * from './quotes.routes.ts';
