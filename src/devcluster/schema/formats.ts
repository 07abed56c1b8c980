import ipaddr from 'ipaddr.js';

type Check = (text: string) => boolean;

const hostname =
  /^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})$/u;
const clock = /^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))$/;
const goDuration = /^[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/;
const spokenDuration = /(\d+)\s*(ns$|nano|us$|µs$|micro|ms$|milli|s$|sec|m$|min|h$|hr$|hour|d$|day|w$|wk$|week)/i;

/** The formats that Kubernetes checks, but for book, card and insurance numbers. Each names what it takes. */
const formats: Readonly<Record<string, Check>> = {
  uri: isRequestUri,
  email: matches(/^(?:[^<>@]*<)?[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()\\]+>?$/),
  hostname: (text) => hostname.test(text) && text.length <= 255 && text.split('.').every((part) => part.length <= 63),
  ipv4: (text) => isSloppyIpv4(text) || (text.includes('.') && isIpv6(text)),
  ipv6: (text) => text.includes(':') && isIpv6(text),
  cidr: isCidr,
  mac: matches(
    /^(?:[0-9a-f]{2}([:-])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\2){6}[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,3})$/i,
  ),
  uuid: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i),
  uuid3: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i),
  uuid4: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  uuid5: matches(/^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}$/i),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  byte: matches(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  password: () => true,
  date: isDate,
  datetime: isDateTime,
  duration: (text) => goDuration.test(text) || spokenDuration.test(text),
  bsonobjectid: matches(/^[0-9a-f]{24}$/i),
  k8sshortname: (text) => text.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text),
  k8slongname: (text) => text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text),
};

/** Known to Kubernetes, and not checked here. */
const unchecked: readonly string[] = ['isbn', 'isbn10', 'isbn13', 'creditcard', 'ssn', 'rgbcolor'];

/** The format if it is one that is checked, else an empty text: Kubernetes ignores all others (`int32`, `int64`, `float` ...). */
export function knownFormat(format: string): string {
  return Object.hasOwn(formats, normal(format)) ? format : '';
}

/** Whether Kubernetes knows the format of a text. */
export function isFormat(format: string): boolean {
  return knownFormat(format) !== '' || unchecked.includes(normal(format));
}

/** Whether text is of a format that `knownFormat` gave. */
export function isOfFormat(format: string, text: string): boolean {
  return formats[normal(format)]?.(text) ?? true;
}

function normal(format: string): string {
  return format.replaceAll('-', '');
}

function matches(pattern: RegExp): Check {
  return (text) => pattern.test(text);
}

function isRequestUri(text: string): boolean {
  if (/\p{Cc}|%(?![0-9a-fA-F]{2})/u.test(text)) return false;
  return text === '*' || /^(?:[a-zA-Z][a-zA-Z0-9+.-]*:(?!\/\/[^/]*[\s<>"{}|\\^`])|\/)/.test(text);
}

/** Leading zeros are taken, as by Go before 1.17. */
function isSloppyIpv4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d+$/.test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
  return !text.includes('%') && ipaddr.IPv6.isValid(text);
}

function isCidr(text: string): boolean {
  const [address = '', bits = '', ...rest] = text.split('/');
  if (rest.length > 0 || !/^\d+$/.test(bits)) return false;
  if (isSloppyIpv4(address)) return Number(bits) <= 32;
  return address.includes(':') && isIpv6(address) && Number(bits) <= 128;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const [, hours = '99', minutes = '99', seconds = '99'] = clock.exec(time) ?? [];
  return isDate(date) && hours <= '23' && minutes <= '59' && seconds <= '59';
}
