import type { ReactNode } from 'react';
import type { SlotName } from '../src/delivery/fill-shell.ts';

/** Where the value of `name` goes. A template holds no words: all are slots, so it serves every language. */
export function slot(name: SlotName): string {
  return `{{${name}}}`;
}

/** A part of the mail that is left out, with the parts in it, when `name` has no value. */
export function When({ name, children }: { name: SlotName; children: ReactNode }): ReactNode {
  return (
    <>
      {`{{#${name}}}`}
      {children}
      {`{{/${name}}}`}
    </>
  );
}
