import assert from 'node:assert/strict';
import { IniError, parseIni } from '../../../../src/aws/provider-config/parse-ini.ts';

function read(text: string): object {
  const { accessKeyId, secretAccessKey, sessionToken } = parseIni(text);
  return { accessKeyId, secretAccessKey: secretAccessKey.reveal(), sessionToken: sessionToken?.reveal() };
}

describe('parseIni', () => {
  const good: readonly (readonly [string, string, object])[] = [
    ['two keys', 'aws_access_key_id=A\naws_secret_access_key=S', { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: undefined }],
    [
      'a profile, spaces, comments and a token',
      '# mine\r\n[default]\r\n aws_access_key_id = A \r\n; x\r\naws_secret_access_key = a/b+c=\r\naws_session_token = T==\r\n',
      { accessKeyId: 'A', secretAccessKey: 'a/b+c=', sessionToken: 'T==' },
    ],
    [
      'keys in capitals',
      'AWS_ACCESS_KEY_ID=A\nAWS_SECRET_ACCESS_KEY=S',
      { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: undefined },
    ],
    [
      'an empty token',
      'aws_access_key_id=A\naws_secret_access_key=S\naws_session_token=',
      { accessKeyId: 'A', secretAccessKey: 'S', sessionToken: undefined },
    ],
  ];
  for (const [name, text, expected] of good) {
    it(`reads ${name}`, () => assert.deepEqual(read(text), expected));
  }

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['another key, by its name', 'credential_process = /bin/sh', /"credential_process"/],
    [
      'a key that could be a part of a value, without showing it',
      'wJalrXUtnFEMI/K7MDENG = x',
      /^the entry on a line with an unknown key is not allowed/,
    ],
    ['another profile', '[prod]\naws_access_key_id=A', /\[default\]/],
    ['a profile after keys', 'aws_access_key_id=A\n[default]\naws_secret_access_key=S', /only one profile/],
    ['a key twice', 'aws_access_key_id=A\naws_access_key_id=B\naws_secret_access_key=S', /twice/],
    ['an empty key', 'aws_access_key_id=\naws_secret_access_key=S', /aws_access_key_id is missing/],
    ['nothing', '', /missing/],
    ['a line without "="', '{"AccessKeyId": "A"}', /line 1/],
    ['a text without end', `#${'x'.repeat(20_000)}`, /longer/],
  ];
  for (const [name, text, message] of bad) {
    it(`refuses ${name}`, () => {
      assert.throws(
        () => parseIni(text),
        (error: unknown) => error instanceof IniError && message.test(error.message),
      );
    });
  }
});
