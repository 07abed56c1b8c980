import type { AwsError } from '../core/aws-error.ts';
import type { Members } from '../core/operation.ts';
import type { ServiceName } from '../core/service.ts';
import { decodeForm } from './decode-form.ts';
import { XmlEncoders } from './encode-xml.ts';
import type { FormNode } from './form.ts';
import { escapeXml } from './scalar.ts';
import type { OperationShapes } from './sdk-schema.ts';
import { operationShapes } from './sdk-schema.ts';
import type { QueryProtocol } from './wire-shape.ts';

/** One operation on the wire. */
export interface OperationCodec {
  /** Reads a form without `Action` and `Version`. Throws AwsError where AWS would not take it. */
  decode(form: FormNode): Members;
  /** The answer's XML. */
  encode(output: Members, requestId: string): string;
}

/** One service on the wire. */
export interface ServiceCodec {
  /** Undefined for an operation that the service doesn't have. */
  operation(name: string): OperationCodec | undefined;
  encodeError(error: AwsError, requestId: string): string;
}

interface Wire {
  readonly protocol: QueryProtocol;
  readonly namespace: string;
  readonly load: () => Promise<Readonly<Record<string, unknown>>>;
}

// The client packages cost 100 to 300 ms each to import: none is loaded before it is used.
const wires: Readonly<Record<ServiceName, Wire>> = {
  ec2: { protocol: 'ec2Query', namespace: 'http://ec2.amazonaws.com/doc/2016-11-15/', load: () => import('@aws-sdk/client-ec2') },
  rds: { protocol: 'awsQuery', namespace: 'http://rds.amazonaws.com/doc/2014-10-31/', load: () => import('@aws-sdk/client-rds') },
  sts: { protocol: 'awsQuery', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/', load: () => import('@aws-sdk/client-sts') },
};

const loading = new Map<ServiceName, Promise<ServiceCodec>>();

/** The codec of a service, from the schemas that the SDK's client package exports. */
export function loadServiceCodec(service: ServiceName): Promise<ServiceCodec> {
  const known = loading.get(service);
  if (known !== undefined) return known;
  const codec = wires[service].load().then((exports) => serviceCodec(wires[service], exports));
  loading.set(service, codec);
  return codec;
}

function serviceCodec(wire: Wire, exports: Readonly<Record<string, unknown>>): ServiceCodec {
  const shapes = operationShapes(exports, wire.protocol);
  const encoders = new XmlEncoders();
  const codecs = new Map<string, OperationCodec>();
  return {
    operation: (name) => {
      const operation = shapes.get(name);
      if (operation === undefined) return undefined;
      const codec = codecs.get(name) ?? operationCodec(wire, operation, encoders);
      codecs.set(name, codec);
      return codec;
    },
    encodeError: wire.protocol === 'ec2Query' ? ec2Error : (error, requestId) => queryError(wire, error, requestId),
  };
}

function operationCodec({ protocol, namespace }: Wire, { name, input, output }: OperationShapes, encoders: XmlEncoders): OperationCodec {
  const content = encoders.structure(output);
  const open = `<${name}Response xmlns="${namespace}">`;
  const answer =
    protocol === 'ec2Query'
      ? (xml: string, requestId: string): string => `<requestId>${requestId}</requestId>${xml}`
      : (xml: string, requestId: string): string =>
          `<${name}Result>${xml}</${name}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return {
    decode: (form) => decodeForm(input, form),
    encode: (members, requestId) => `${open}${answer(content(members), requestId)}</${name}Response>`,
  };
}

function ec2Error({ code, message }: AwsError, requestId: string): string {
  const error = `<Error><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return `<?xml version="1.0" encoding="UTF-8"?><Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`;
}

function queryError({ namespace }: Wire, { code, message, status }: AwsError, requestId: string): string {
  const type = status < 500 ? 'Sender' : 'Receiver';
  const error = `<Error><Type>${type}</Type><Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return `<ErrorResponse xmlns="${namespace}">${error}<RequestId>${requestId}</RequestId></ErrorResponse>`;
}
