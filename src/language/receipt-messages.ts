/** One kind of receipt. */
export type ReceiptMessages = {
  readonly subject: (facts: { title: string; version: number }) => string;
  readonly heading: string;
  readonly lead: (facts: {
    readonly title: string;
    readonly company: string;
    readonly version: number;
  }) => string;
};
