import { collectBody } from '@smithy/core/protocols';
import { outputShape } from './operation-schema.ts';
import { scanXml, Unscannable } from './xml-scanner.ts';

/** The part of the SDK's protocol objects that is wrapped; how they look is an internal contract of the SDK's. */
interface Protocol {
  deserializeResponse(operation: Operation, context: Context, response: Response): Promise<unknown>;
  deserializeMetadata(response: Response): unknown;
  getShapeId(): string;
}

interface Operation {
  readonly name: string;
  readonly output: unknown;
}

type Context = Parameters<typeof collectBody>[1];

interface Response {
  readonly statusCode: number;
  body: unknown;
}

type ReadAnswer = (xml: string) => object | undefined;

/**
 * A protocol that reads answers of Describe calls by scanning: the SDK's parser builds a tree of each document first and holds
 * the event loop for some 40 ms over a page of 1,000 VPCs, the scanner for a fraction. What it does not read goes to the SDK's parser.
 */
export function scanningProtocol<Wrapped extends object>(wrapped: Wrapped): Wrapped {
  const protocol = wrapped as unknown as Protocol;
  const readers = new Map<string, ReadAnswer>();
  const deserializeResponse = async (operation: Operation, context: Context, response: Response): Promise<unknown> => {
    if (response.statusCode >= 300 || !bareName(operation).startsWith('Describe')) {
      return await protocol.deserializeResponse(operation, context, response);
    }
    const read = readers.get(operation.name) ?? answerReader(operation, protocol.getShapeId());
    readers.set(operation.name, read);
    const bytes = await collectBody(response.body, context);
    const answer = scanned(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'), read);
    if (answer !== undefined) return { ...answer, $metadata: protocol.deserializeMetadata(response) };
    response.body = bytes;
    return await protocol.deserializeResponse(operation, context, response);
  };
  return Object.assign(Object.create(wrapped) as Wrapped, { deserializeResponse });
}

function scanned(xml: string, read: ReadAnswer): object | undefined {
  try {
    return read(xml);
  } catch (error) {
    if (error instanceof Unscannable) return undefined;
    throw error;
  }
}

/** EC2's answers stand in the root element, those of the others in an element of it. */
function answerReader(operation: Operation, protocolId: string): ReadAnswer {
  const shape = outputShape(operation.output);
  if (protocolId === 'aws.protocols#ec2Query') return (xml) => scanXml(xml, shape) as object;
  const element = `${bareName(operation)}Result`;
  const root = { type: 'structure', members: new Map([[element, { name: 'answer', shape }]]) } as const;
  return (xml) => (scanXml(xml, root) as { readonly answer?: object }).answer;
}

function bareName({ name }: Operation): string {
  return name.slice(name.indexOf('#') + 1);
}
