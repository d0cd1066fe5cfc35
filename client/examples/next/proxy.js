import { createClient } from '@proviso/client';
import { acceptanceOf } from '@proviso/client/next';
import { NextResponse } from 'next/server';

const { PROVISO_URL: url, PROVISO_KEY: key } = process.env;
const proviso = createClient({ url, key, policies: ['privacy'], fallback: 'let-in' });
const user = (request) => request.headers.get('x-user');

export const config = { matcher: '/((?!_next/).*)' };

export async function proxy(request) {
  const gate = { user, uses: true, open: ['/logout', '/health'] };
  return (await acceptanceOf(proviso, request, gate)) ?? NextResponse.next();
}
