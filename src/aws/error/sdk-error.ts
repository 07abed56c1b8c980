import { isObject } from '../../base/json.ts';

/** What can be read off whatever the SDK, Node or a credentials provider threw. */
export interface SdkError {
  /** AWS's code as it came over the wire; undefined where AWS said nothing that could be read. */
  readonly awsCode: string | undefined;
  /** Node's code or the error's name where AWS said nothing. */
  readonly localCode: string;
  readonly text: string;
  readonly requestId: string | undefined;
  /** undefined: no response came. */
  readonly httpStatus: number | undefined;
}

/** Parses at the boundary: the SDK's errors are typed loosely and differ by protocol. */
export function readSdkError(error: unknown): SdkError {
  if (!isObject(error)) return { awsCode: undefined, localCode: 'Error', text: String(error), requestId: undefined, httpStatus: undefined };
  const metadata = isObject(error['$metadata']) ? error['$metadata'] : {};
  const httpStatus = metadata['httpStatusCode'];
  return {
    awsCode: awsCodeOf(error),
    localCode: text(error['code']) ?? text(error['name']) ?? 'Error',
    text: firstLine(text(error['message']) ?? ''),
    requestId: text(metadata['requestId']) ?? text(error['RequestId']),
    httpStatus: typeof httpStatus === 'number' ? httpStatus : undefined,
  };
}

/** Only a service's exception has `$fault`; one whose body had no code is called `Unknown`. Modelled RDS errors are named after the model, so `Code` comes first. */
function awsCodeOf(error: Record<string, unknown>): string | undefined {
  if (error['$fault'] === undefined) return undefined;
  const code = text(error['Code']) ?? text(error['name']);
  return code === 'Unknown' || code === 'Error' ? undefined : code;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The SDK appends advice for developers on further lines. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.trim() ?? '';
}
