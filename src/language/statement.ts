/** A title and the sentence under it. */
export type Statement = { readonly title: string; readonly body: string };
