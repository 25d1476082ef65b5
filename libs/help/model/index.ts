export * from './help.model.ts';
export * from './pages.en.ts';
export * from './pages.zh.ts';
export * from './words.ts';
