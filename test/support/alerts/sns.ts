import { createServer } from 'node:http'

/** A topic in this process that keeps what is published to it. */
export interface LocalSns {
  readonly endpoint: string
  readonly published: URLSearchParams[]
  /** Whether publications fail. */
  refusing: boolean
  close(): Promise<void>
}

const answer = (body: string): string => `<?xml version="1.0"?>${body}`
const accepted = answer(
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>',
)
const refused = answer('<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>')

export async function startSns(): Promise<LocalSns> {
  const published: URLSearchParams[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString()
    })
    request.on('end', () => {
      if (sns.refusing) {
        response.writeHead(403).end(refused)
        return
      }
      published.push(new URLSearchParams(body))
      response.writeHead(200, { 'content-type': 'text/xml' }).end(accepted)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  const sns: LocalSns = {
    endpoint: `http://127.0.0.1:${port}`,
    published,
    refusing: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return sns
}
