/** A Worker that asks the D1 binding that the path names, so that tests reach a real D1 from outside. */
// biome-ignore lint/style/noDefaultExport: Workers are exported so
export default {
  async fetch(request, env) {
    const database = env[new URL(request.url).pathname.slice(1)];
    const statements = await request.json();
    const prepared = statements.map(({ sql, parameters }) => database.prepare(sql).bind(...parameters));
    try {
      return Response.json({ answers: await database.batch(prepared) });
    } catch (error) {
      return Response.json({ error: String(error) });
    }
  },
};
