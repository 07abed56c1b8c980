import assert from 'node:assert/strict';
import { unzipFile } from '../../../../hack/lib/unzip.ts';

/** Made by Python's zipfile: `stored.txt` as it is, `folder/deflated.txt` deflated, and a comment at the end. */
const archive = Buffer.from(
  'UEsDBBQAAAAAAAAAIQCzJE6WCAAAAAgAAAAKAAAAc3RvcmVkLnR4dGFzIGl0IGlzUEsDBBQAAAAIAAAAIQCGVEGmDAAAACwBAAATAAAAZm9sZGVyL2RlZmxhdGVkLnR4dEtMT8zMU0gcJYkgAVBLAQIUAxQAAAAAAAAAIQCzJE6WCAAAAAgAAAAKAAAAAAAAAAAAAACAAQAAAABzdG9yZWQudHh0UEsBAhQDFAAAAAgAAAAhAIZUQaYMAAAALAEAABMAAAAAAAAAAAAAAIABMAAAAGZvbGRlci9kZWZsYXRlZC50eHRQSwUGAAAAAAIAAgB5AAAAbQAAAAkAYSBjb21tZW50',
  'base64',
);

describe('unzipFile', () => {
  it('gives a stored file', () => assert.equal(unzipFile(archive, 'stored.txt').toString(), 'as it is'));
  it('gives a deflated file', () => assert.equal(unzipFile(archive, 'folder/deflated.txt').toString(), 'again '.repeat(50)));
  it('refuses an archive without the file', () => assert.throws(() => unzipFile(archive, 'none.txt'), /holds no none\.txt/));
  it('refuses what is no archive', () => assert.throws(() => unzipFile(Buffer.alloc(100), 'a'), /not a ZIP archive/));
});
