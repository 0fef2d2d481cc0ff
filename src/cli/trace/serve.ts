// A server for one machine: POST /trace with behaviours in JSON is answered from the index in memory. It listens on 127.0.0.1
// alone, and pages of others that a browser here shows can neither ask nor read: the Host must be this machine by name
// (against DNS rebinding), the body must be declared as JSON (which a page may not do unasked), and no header allows it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { ask, type Asking } from './ask.ts';

/** Some hundred behaviours of a page each. */
export const mostBodyBytes = 4 * 2 ** 20;
const mostMs = 10_000;
const mostTop = 1000;

const question = z.strictObject({
  behaviours: z
    .array(z.strictObject({ prompt: z.string().default(''), output: z.string().default('') }))
    .min(1)
    .max(100_000),
  top: z.int().min(0).max(mostTop).default(50),
});

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const refusal = (status: number, error: string): Reply => ({ status, body: { error } });

/** Resolves once it listens; port 0 takes any that is free. */
export async function serve(asking: Asking, port: number): Promise<{ server: Server; port: number }> {
  const server = createServer({ requestTimeout: mostMs, headersTimeout: mostMs }, (request, response) => {
    answered(asking, request)
      .catch((error: unknown) => {
        process.stderr.write(`bezoar: a question failed: ${String(error)}\n`);
        return refusal(500, 'a fault of ours');
      })
      .then(({ status, body }) => reply(response, status, body));
  });
  server.maxConnections = 64;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

async function answered(asking: Asking, request: IncomingMessage): Promise<Reply> {
  const { method, url, headers } = request;
  const { localPort } = request.socket;
  const own = [`127.0.0.1:${localPort}`, `localhost:${localPort}`];
  if (!own.includes(headers.host ?? '')) return refusal(403, 'this server answers to 127.0.0.1 alone');
  if (headers.origin !== undefined && !own.some((host) => headers.origin === `http://${host}`))
    return refusal(403, 'pages of others may not ask');
  if (url !== '/trace') return refusal(404, 'there is /trace, and nothing else');
  if (method !== 'POST') return refusal(405, 'POST a JSON body to /trace');
  if (!/^application\/json\b/i.test(headers['content-type'] ?? ''))
    return refusal(415, 'the body must be application/json');
  const text = await bodyOf(request);
  if (text === undefined)
    return refusal(413, `the body may have ${mostBodyBytes.toLocaleString('en')} bytes`);
  const asked = question.safeParse(json(text));
  if (!asked.success)
    return refusal(400, 'the body must be {"behaviours":[{"prompt":"…","output":"…"}],"top":50}');
  const { behaviours, top } = asked.data;
  return { status: 200, body: (await ask(asking, { behaviours, top })).result };
}

/** Undefined when it is too long; what is left of it is not read. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request
      .on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > mostBodyBytes) {
          request.pause();
          resolve(undefined);
        } else chunks.push(chunk);
      })
      .on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      .on('error', reject);
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 200 ? {} : { connection: 'close' }),
  });
  response.end(bytes);
}
