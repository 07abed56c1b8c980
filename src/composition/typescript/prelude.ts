/** Longest text of an exception that leaves the sandbox. */
const longestText = 4096;

/**
 * JavaScript that is evaluated before a program: takes away clock, chance and what depends on garbage collection, makes local time UTC,
 * adds `base64`; it is itself a function from the input's text to `{finish, describe}`: `finish(main)` is the text of the result, `describe(error)` that
 * of an exception. Both keep what they use from before the program ran, so that it can only fool itself.
 */
export const prelude = `(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { freeze, values, defineProperty } = Object;
  const { construct, apply } = Reflect;
  const { slice } = String.prototype;
  const { exec } = RegExp.prototype;
  const { isFinite } = Number;
  const SystemDate = Date, SystemPromise = Promise, SystemMap = Map, SystemSet = Set, SystemString = String;
  const { UTC, parse: parseDate } = SystemDate;

  const absent = (what) => {
    throw new Error(what + ' is not there: equal inputs have to give equal results');
  };
  Math.random = () => absent('Math.random');
  for (const name of ['WeakRef', 'FinalizationRegistry', 'SharedArrayBuffer', 'Atomics', 'performance']) delete globalThis[name];

  // A date text without zone, or in another format than ISO 8601, means something else on each machine.
  const iso = /^(?:[+-]\\d{6}|\\d{4})(?:-\\d\\d){0,2}(T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$/;
  const timeOf = (text) => {
    const match = apply(exec, iso, [text]);
    if (match === null) return NaN;
    return parseDate(match[1] !== undefined && match[2] === undefined ? text + 'Z' : text);
  };
  const timeOfArgument = (value) => {
    if (value instanceof SystemDate) return +value;
    const primitive = typeof value === 'object' && value !== null ? SystemString(value) : value;
    return typeof primitive === 'string' ? timeOf(primitive) : primitive;
  };
  function PureDate(...args) {
    if (new.target === undefined || args.length === 0) absent('the current time');
    return construct(SystemDate, [args.length === 1 ? timeOfArgument(args[0]) : UTC(...args)], new.target);
  }
  PureDate.prototype = SystemDate.prototype;
  PureDate.UTC = UTC;
  PureDate.parse = (text) => timeOf(SystemString(text));
  PureDate.now = () => absent('Date.now');
  defineProperty(PureDate, 'name', { value: 'Date' });
  globalThis.Date = PureDate;
  const dates = SystemDate.prototype;
  dates.constructor = PureDate;
  for (const unit of ['FullYear', 'Month', 'Date', 'Hours', 'Minutes', 'Seconds', 'Milliseconds', 'Day']) {
    dates['get' + unit] = dates['getUTC' + unit];
    if (unit !== 'Day') dates['set' + unit] = dates['setUTC' + unit];
  }
  dates.getTimezoneOffset = () => 0;
  dates.toString = dates.toUTCString;
  for (const name of ['getYear', 'setYear', 'toDateString', 'toTimeString', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) delete dates[name];

  // Connection details are base64; texts in them UTF-8.
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const encode = (value) => {
    const bytes = unescape(encodeURIComponent(value));
    let result = '';
    for (let at = 0; at < bytes.length; at += 3) {
      const three = (bytes.charCodeAt(at) << 16) | (bytes.charCodeAt(at + 1) << 8) | bytes.charCodeAt(at + 2);
      for (let digit = 0; digit < 4; digit += 1) {
        result += at + digit > bytes.length ? '=' : digits[(three >> (18 - 6 * digit)) & 63];
      }
    }
    return result;
  };
  const decode = (value) => {
    if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) throw new TypeError('this text is not base64');
    let bytes = '';
    for (let at = 0; at < value.length; at += 4) {
      const [a, b, c, d] = [0, 1, 2, 3].map((digit) => digits.indexOf(value[at + digit]));
      bytes += SystemString.fromCharCode((a << 2) | (b >> 4));
      if (c >= 0) bytes += SystemString.fromCharCode(((b & 15) << 4) | (c >> 2));
      if (d >= 0) bytes += SystemString.fromCharCode(((c & 3) << 6) | d);
    }
    return decodeURIComponent(escape(bytes));
  };
  globalThis.base64 = freeze({ encode, decode });

  const frozen = (value) => {
    if (typeof value !== 'object' || value === null) return value;
    for (const member of values(value)) frozen(member);
    return freeze(value);
  };
  const unfit = (value) => {
    if (typeof value === 'number') return isFinite(value) ? undefined : SystemString(value);
    if (typeof value === 'function') return 'a function';
    if (typeof value === 'symbol') return 'a symbol';
    if (typeof value === 'bigint') return 'a BigInt';
    if (value instanceof SystemPromise) return 'a promise';
    return value instanceof SystemMap || value instanceof SystemSet ? 'a Map or Set' : undefined;
  };
  const checked = (key, value) => {
    const kind = unfit(value);
    if (kind !== undefined) throw new TypeError('the result has ' + kind + ' as ' + stringify(key) + ', which JSON can not say');
    return value;
  };
  const text = (value) => (typeof value === 'string' ? apply(slice, value, [0, ${longestText}]) : undefined);
  const describe = (error) => {
    try {
      if (typeof error !== 'object' || error === null) return stringify({ message: text(SystemString(error)) });
      return stringify({ name: text(error.name), message: text(error.message), stack: text(error.stack) });
    } catch {
      return '{}';
    }
  };
  return (input) => {
    const argument = frozen(parse(input));
    const finish = (main) => {
      const result = main(argument);
      if (result instanceof SystemPromise || typeof result?.then === 'function') {
        throw new TypeError('the program returns a promise: there is nothing to wait for, return the resources themselves, without async');
      }
      return stringify(result, checked);
    };
    return { finish, describe };
  };
})()`;
