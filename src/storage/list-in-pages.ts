/** All rows of a list, `limit` at a time, each page from behind the last row of the one before. */
export async function* listInPages<Row>(
  limit: number,
  listPage: (after: Row | undefined) => Promise<readonly Row[]>,
): AsyncGenerator<readonly Row[]> {
  let rows: readonly Row[] = [];
  do {
    rows = await listPage(rows.at(-1));
    yield rows;
  } while (rows.length === limit);
}
