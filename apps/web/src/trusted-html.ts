interface Policies {
  createPolicy(name: 'default', rules: { createHTML(text: string): string | null }): void;
}

/** Outside of Angular, no text becomes markup but the empty one: that is how the charts clear their place. */
export function allowOnlyEmptyHtml(): void {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? text : null) });
}
