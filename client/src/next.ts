import type { Client } from './client.ts';
import { decidePassage, type GateOptions } from './gate.ts';

export type { GateOptions } from './gate.ts';

/**
 * For `proxy.ts` of Next: answers what to answer instead of the page, or nothing where the request goes on.
 *
 *     export async function proxy(request: NextRequest) {
 *       return (await acceptanceOf(proviso, request, { user: readSession })) ?? NextResponse.next();
 *     }
 */
export async function acceptanceOf<R extends Request>(
  client: Client,
  request: R,
  options: GateOptions<R>,
): Promise<Response | undefined> {
  const passage = await decidePassage(client, options, {
    ...{ request, method: request.method, path: new URL(request.url).pathname },
    url: () => request.url,
    wantsPage: () => request.headers.get('accept')?.includes('text/html') ?? false,
  });
  if (passage.kind === 'on') return undefined;
  if (passage.kind === 'redirect')
    return new Response(null, { status: 303, headers: { location: passage.url } });
  return new Response(passage.body, {
    status: passage.status,
    headers: { 'content-type': passage.type, 'cache-control': 'no-store' },
  });
}
