/** The table of the whole sender's pace. */
export type SenderSchema = {
  sender_pace: {
    id: string;
    interval_ms: number;
    next_at: string;
    paused_until: string;
    problem: string | null;
    spent: string;
  };
};
