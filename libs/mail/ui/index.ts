export * from './mail-page.ts';
