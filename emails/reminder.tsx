import type { ReactNode } from 'react';
import { Announcement } from './announcement.tsx';

/**
 * The same notice once more: someone who missed the announcement must find all of it here. Its words
 * differ, and words are slots.
 */
export function Reminder(): ReactNode {
  return <Announcement />;
}
