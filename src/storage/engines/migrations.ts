/** The files of `migrations/`, in order: what a program that cannot look into the folder expects of a database. */
export const MIGRATIONS: readonly string[] = [
  '0001_policies.sql',
  '0002_people.sql',
  '0003_notices.sql',
  '0004_answers.sql',
  '0005_record.sql',
  '0006_access.sql',
  '0007_answers_order.sql',
  '0008_notices_releases.sql',
  '0009_people_links.sql',
  '0010_access.sql',
  '0011_people.sql',
  '0012_people.sql',
  '0012_policies.sql',
  '0013_people.sql',
  '0014_policies.sql',
  '0030_notices_smtp.sql',
];
