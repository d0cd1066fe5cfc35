/** The files of `migrations/`, in order: what a program that cannot look into the folder expects of a database. */
export const MIGRATIONS: readonly string[] = [
  '0001_init.sql',
  '0002_provider_events.sql',
  '0003_reminders.sql',
  '0004_operating.sql',
  '0005_receipts.sql',
  '0006_record.sql',
  '0007_rights.sql',
  '0008_comparisons.sql',
  '0009_restores.sql',
];
