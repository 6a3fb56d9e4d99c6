import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** One request as the receiver got it. */
export interface Received {
  readonly body: string
  readonly headers: IncomingHttpHeaders
}

/** What the receiver does with a request: a status, or what happens on real networks. */
export type Answer =
  | number
  | 'reset'
  | 'reset after taking it'
  | 'hang'
  | { readonly status: number; readonly headers: Record<string, string> }

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) body += chunk
  return body
}

function give(answer: Answer, response: ServerResponse): void {
  if (answer === 'hang') return
  if (typeof answer === 'string') response.destroy()
  else if (typeof answer === 'number') response.writeHead(answer).end('answer')
  else response.writeHead(answer.status, answer.headers).end()
}

/** An HTTP server on 127.0.0.1 that answers each request as planned, then 200. `taken` is what it would have stored. */
export async function createReceiver(plan: readonly Answer[] = []) {
  const requests: Received[] = []
  const taken: string[] = []
  const server = createServer(async (request, response) => {
    try {
      const body = await read(request)
      const answer = plan[requests.length] ?? 200
      requests.push({ body, headers: request.headers })
      if (answer === 'reset after taking it' || (typeof answer === 'number' && answer < 300)) taken.push(body)
      give(answer, response)
    } catch {
      response.destroy()
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ingest?key=a-secret`)
  return { url, requests, taken, lines: () => taken.flatMap((body) => body.split('\n').filter(Boolean)) }
}
