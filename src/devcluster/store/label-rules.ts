import { subdomain1123 } from '../schema/names.ts';

const namePattern = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u;
const valuePattern = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/u;

const nameText =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";
const valueText =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

function tooLong(value: string, limit: number): readonly string[] {
  return value.length > limit ? [`must be no more than ${limit} bytes`] : [];
}

/** What is wrong with a label's key, an annotation's or a finalizer: a name, perhaps with a subdomain and `/` before it. */
export function qualifiedNameFaults(value: string): readonly string[] {
  const parts = value.split('/');
  if (parts.length > 2) return [`a valid label key ${nameText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`];
  const name = parts.at(-1) ?? '';
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined;
  return [...(prefix === undefined ? [] : prefixFaults(prefix)), ...nameFaults(name)];
}

function prefixFaults(prefix: string): readonly string[] {
  if (prefix === '') return ['prefix part must be non-empty'];
  // kube-apiserver counts bytes here, and characters in names.
  return subdomain1123(prefix).map((fault) => `prefix part ${fault.replace(/characters$/u, 'bytes')}`);
}

function nameFaults(name: string): readonly string[] {
  if (name === '') return ['name part must be non-empty', `name part ${nameText}`];
  return [...tooLong(name, 63).map((fault) => `name part ${fault}`), ...(namePattern.test(name) ? [] : [`name part ${nameText}`])];
}

/** What is wrong with a label's value. */
export function labelValueFaults(value: string): readonly string[] {
  return [...tooLong(value, 63), ...(valuePattern.test(value) ? [] : [valueText])];
}
