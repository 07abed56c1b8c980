import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of AWS's query protocol as the server read it. */
export interface AwsRequest {
  readonly action: string;
  readonly parameters: URLSearchParams;
  /** From the signature's scope. */
  readonly accessKeyId: string;
  readonly region: string;
}

/** What a handler answers: XML with a status, or something done to the socket. */
export type AwsAnswer =
  | { readonly status: number; readonly body: string; readonly headers?: Readonly<Record<string, string>> }
  | { readonly hangUp: true }
  | { readonly silent: true };

export type AwsHandler = (request: AwsRequest) => AwsAnswer | Promise<AwsAnswer>;

/** A server on loopback that answers AWS's query protocol with what a test tells it to, and keeps what it was asked. */
export class FakeAws {
  readonly requests: AwsRequest[] = [];
  readonly #handlers = new Map<string, AwsHandler>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  #port = 0;

  /** Answers GetCallerIdentity as `account` unless told otherwise. */
  constructor(account = '123456789012') {
    this.on('GetCallerIdentity', () => callerIdentity(account));
  }

  /** The last address, also after a stop. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  on(action: string, handler: AwsHandler): this {
    this.#handlers.set(action, handler);
    return this;
  }

  actions(): readonly string[] {
    return this.requests.map(({ action }) => action);
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const parameters = new URLSearchParams(body);
    const [, accessKeyId = '', region = ''] = /Credential=([^/]+)\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
    const call = { action: parameters.get('Action') ?? '', parameters, accessKeyId, region };
    this.requests.push(call);
    const handler = this.#handlers.get(call.action);
    send(response, handler === undefined ? awsError(400, 'InvalidAction', `no handler for ${call.action}`) : await handler(call));
  }
}

function send(response: ServerResponse, answer: AwsAnswer): void {
  if ('silent' in answer) return;
  if ('hangUp' in answer) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1', ...answer.headers });
  response.end(answer.body);
}

/** An answer in the shape of EC2 (`<Response><Errors>`), which the SDK also reads for the others when `service` is `rds`. */
export function awsError(status: number, code: string, message: string, service: 'ec2' | 'query' = 'query'): AwsAnswer {
  const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const body =
    service === 'ec2'
      ? `<Response><Errors>${error}</Errors><RequestID>request-1</RequestID></Response>`
      : `<ErrorResponse>${error}<RequestId>request-1</RequestId></ErrorResponse>`;
  return { status, body };
}

export function awsOk(body: string): AwsAnswer {
  return { status: 200, body };
}

export function callerIdentity(account: string): AwsAnswer {
  return awsOk(
    `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/test</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
  );
}
