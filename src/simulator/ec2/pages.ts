import { invalidValue } from './ec2-errors.ts';
import { AwsError } from '../core/aws-error.ts';

interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of a listing. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Asks for the next page. */
  readonly token: string | undefined;
}

const smallestPage = 5;

/** Without a size of its own a page ends here. */
const defaultPage = 1000;

interface PageRules<T> {
  /** Where a row stands; rows come in this order. */
  readonly sequenceOf: (row: T) => number;
  readonly largestPage: number;
}

/** The page that is asked for. The token names the place after the last row given, and stays true while rows come and go. */
export function pageOf<T>(rows: readonly T[], { MaxResults, NextToken }: PageRequest, { sequenceOf, largestPage }: PageRules<T>): Page<T> {
  if (MaxResults !== undefined && (MaxResults < smallestPage || MaxResults > largestPage)) {
    throw invalidValue(
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between ${smallestPage} and ${largestPage}.`,
    );
  }
  const after = NextToken === undefined ? 0 : sequenceIn(NextToken);
  const rest = after === 0 ? rows : rows.filter((row) => sequenceOf(row) > after);
  const page = rest.slice(0, MaxResults ?? defaultPage);
  const last = page.at(-1);
  return { rows: page, token: last === undefined || page.length === rest.length ? undefined : tokenOf(sequenceOf(last)) };
}

function tokenOf(sequence: number): string {
  return Buffer.from(`after:${sequence}`).toString('base64url');
}

function sequenceIn(token: string): number {
  const [, digits] = /^after:(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (digits === undefined) throw new AwsError('InvalidNextToken', 'The token is not valid');
  return Number(digits);
}
