import { z } from 'zod';
import { proveConsistency, proveInclusion, readLeaf, readRoot } from '../../actions/record/prove.ts';
import { base64ToBytes, concatBytes } from '../../domain/record/bytes.ts';
import { tlogProof } from '../../domain/record/note.ts';
import { entryBundle, nodesAtHeight, readTilePath, runOfTile } from '../../domain/record/tiles.ts';
import { invalid, Refusal } from '../../domain/refusal.ts';
import { type Checkpoint, findCheckpoint, findLogHead } from '../../storage/record/log.ts';
import { listCommitments, listHashes } from '../../storage/record/log-reads.ts';
import type { Api } from '../wire/endpoint.ts';
import type { HttpContext } from '../wire/http-context.ts';
import { parseWith } from '../wire/parse.ts';

const number = z
  .string()
  .regex(/^(0|[1-9]\d{0,9})$/, { error: 'must be a number' })
  .transform(Number);

const inclusionQuery = z.object({ position: number, size: number.optional() });
const consistencyQuery = z.object({ from: number, size: number.optional() });

/** What is there never changes; what changes is asked for anew. */
const IMMUTABLE = { 'cache-control': 'public, max-age=31536000, immutable' };
const FRESH = { 'cache-control': 'no-cache' };
const TEXT = { 'content-type': 'text/plain; charset=utf-8' };

/**
 * The transparency log, as C2SP has it (tlog-tiles, tlog-checkpoint, tlog-proof), and its proofs as JSON.
 * It is public: without a record and its salt, a hash tells nothing.
 */
export function logRoutes({ app, context }: Api): void {
  const { db } = context.store;

  app.get('/log/checkpoint', async (c) => {
    return c.body((await checkpointOf(context)).note, 200, { ...TEXT, ...FRESH });
  });

  app.get('/log/checkpoint/:size{[1-9][0-9]*}', async (c) => {
    const { note } = await checkpointOf(context, Number(c.req.param('size')));
    return c.body(note, 200, { ...TEXT, ...IMMUTABLE });
  });

  app.get('/log/key', (c) => {
    if (context.logSigner === null) throw unsigned();
    return c.body(`${context.logSigner.verifierKey}\n`, 200, { ...TEXT, ...FRESH });
  });

  app.get('/log/tile/*', async (c) => {
    const tile = readTilePath(c.req.path.slice('/log/tile/'.length));
    if (tile === null) throw nothingThere();
    const { size } = await findLogHead(db);
    const run = runOfTile(tile);
    if (run.to > nodesAtHeight(run.height, size)) throw nothingThere();
    const bytes =
      tile.level === 'entries'
        ? entryBundle((await listCommitments(db, run)).map(base64ToBytes))
        : concatBytes(...(await listHashes(db, run)).map(base64ToBytes));
    return c.body(bytes, 200, { 'content-type': 'application/octet-stream', ...IMMUTABLE });
  });

  app.get('/log/proof', async (c) => {
    const { position, size } = parseWith(inclusionQuery, c.req.query(), 'query') as z.output<
      typeof inclusionQuery
    >;
    const checkpoint = await checkpointOf(context, size);
    insistOnPosition(position, checkpoint.size);
    const hashes = await proveInclusion(context, position - 1, checkpoint.size);
    const proof = tlogProof(position - 1, hashes, checkpoint.note);
    return c.body(proof, 200, { ...TEXT, ...cachedFor(size) });
  });

  app.get('/log/inclusion', async (c) => {
    const { position, size } = parseWith(inclusionQuery, c.req.query(), 'query') as z.output<
      typeof inclusionQuery
    >;
    const known = await sizeOf(context, size);
    insistOnPosition(position, known);
    const hashes = await proveInclusion(context, position - 1, known);
    const leaf = await readLeaf(context, position - 1);
    const root = await readRoot(context, known);
    return c.json({ position, size: known, root, leaf, hashes }, 200, cachedFor(size));
  });

  app.get('/log/consistency', async (c) => {
    const { from, size } = parseWith(consistencyQuery, c.req.query(), 'query') as z.output<
      typeof consistencyQuery
    >;
    const known = await sizeOf(context, size);
    if (from < 1 || from > known) throw invalid('?from', `must be a size from 1 to ${known}`);
    const hashes = await proveConsistency(context, from, known);
    const root = await readRoot(context, known);
    return c.json({ from, size: known, root, hashes }, 200, cachedFor(size));
  });
}

/** A proof against a size that was named stays what it is. */
function cachedFor(size: number | undefined): Record<string, string> {
  return size === undefined ? FRESH : IMMUTABLE;
}

async function checkpointOf({ store, logSigner }: HttpContext, size?: number): Promise<Checkpoint> {
  const checkpoint = await findCheckpoint(store.db, size);
  if (checkpoint !== undefined) return checkpoint;
  throw logSigner === null ? unsigned() : new Refusal('not-found', 'No such checkpoint was signed yet.');
}

async function sizeOf({ store }: HttpContext, asked: number | undefined): Promise<number> {
  const { size } = await findLogHead(store.db);
  if (asked !== undefined && (asked > size || asked < 1)) {
    throw invalid('?size', `must be a size of the log, from 1 to ${size}`);
  }
  return asked ?? size;
}

function insistOnPosition(position: number, size: number): void {
  if (position < 1 || position > size) {
    throw invalid('?position', `must be a position in the log, from 1 to ${size}`);
  }
}

function unsigned(): Refusal {
  return new Refusal('not-found', 'This log is not signed: LOG_KEY is not set.');
}

function nothingThere(): Refusal {
  return new Refusal('not-found', 'The log has nothing there.');
}
