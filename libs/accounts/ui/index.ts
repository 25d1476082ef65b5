export * from './accounts.routes.ts';
export * from './invite-page.ts';
export * from './password-dialog.ts';
export * from './setup-page.ts';
export * from './sign-in-page.ts';
export * from './share-card.ts';
