import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { encodeLine } from '../../../src/devcluster/journal/line.ts';
import { bytesOf, withFolder } from './support/dev-folder.ts';
import { bareEnvironment, runEvenkeel, startDev } from './support/dev-process.ts';

/** A folder on which `evenkeel dev` has run, with something in simulated AWS. */
async function fill(folder: string): Promise<void> {
  const create = 'curl -sf "$AWS_ENDPOINT_URL" -d "Action=CreateVpc&Version=2016-11-15&CidrBlock=10.0.0.0/16" -o /dev/null';
  const sign = `-H "authorization: AWS4-HMAC-SHA256 Credential=simulated/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"`;
  const { status, stderr } = await runEvenkeel(['dev', '--dir', folder, '--', 'sh', '-c', `${create} ${sign}`]);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
}

const trueCommand = ['--', 'true'];

/** A start on the folder fails, says this, and changes nothing. */
async function assertLeftAlone(folder: string, says: RegExp): Promise<void> {
  const before = bytesOf(folder);
  const { status, stderr } = await runEvenkeel(['dev', '--dir', folder, ...trueCommand]);
  assert.equal(status, 1, stderr);
  assert.match(stderr, says);
  assert.match(stderr, /^evenkeel: [^\n]+\n$/, 'one line, no stack trace');
  assert.deepEqual(bytesOf(folder), before);
}

/** Puts another line in the place of the one in the middle of a file; gives its number. */
function spoilMiddle(file: string, spoil: (line: string) => string): number {
  const lines = readFileSync(file, 'utf8').split('\n');
  const middle = Math.floor((lines.length - 1) / 2);
  lines[middle] = spoil(lines[middle] ?? '');
  writeFileSync(file, lines.join('\n'));
  return middle + 1;
}

function journalOf(folder: string): string {
  const name = readdirSync(join(folder, 'objects')).find((one) => one.startsWith('log-'));
  return join(folder, 'objects', name ?? 'none');
}

interface Damage {
  readonly name: string;
  /** Gives what the message has to say. */
  readonly damage: (folder: string) => RegExp;
}

const damages: readonly Damage[] = [
  {
    name: 'an identity of a newer version',
    damage: (folder) => {
      const file = join(folder, 'identity.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace('"version": 1', '"version": 99'));
      return /identity\.json is of version 99, newer than this evenkeel reads \(1\): use the newer evenkeel, or another --dir/;
    },
  },
  {
    name: 'an identity that is cut off',
    damage: (folder) => {
      const file = join(folder, 'identity.json');
      writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
      return /identity\.json can't be read: it is not JSON/;
    },
  },
  {
    name: 'objects of a newer version',
    damage: (folder) => {
      const file = journalOf(folder);
      const [, ...rest] = readFileSync(file, 'utf8').split('\n');
      const header = encodeLine({ format: 'evenkeel-journal', version: 99, kind: 'log', revision: 0 });
      writeFileSync(file, header + rest.join('\n'));
      return /log-\d+\.jsonl has version 99 of the format, and this release knows 1: use the release that wrote it/;
    },
  },
  {
    name: 'a damaged line among the objects',
    damage: (folder) => {
      const line = spoilMiddle(journalOf(folder), (text) => text.replace('"uid"', '"uiX"'));
      return new RegExp(`line ${line} of .*log-\\d+\\.jsonl, at byte \\d+, does not match its checksum.*Nothing was changed now; restore`);
    },
  },
  {
    name: 'a damaged line of simulated AWS',
    damage: (folder) => {
      const file = join(folder, 'simulated-aws.log');
      writeFileSync(file, readFileSync(file, 'utf8').repeat(3));
      const line = spoilMiddle(file, (text) => text.slice(0, -5));
      return new RegExp(`simulated-aws\\.log, line ${line}: it can't be read. Nothing was changed; move the file away`);
    },
  },
  {
    name: 'a line of simulated AWS that is no effect',
    damage: (folder) => {
      writeFileSync(join(folder, 'simulated-aws.log'), 'null\n');
      return /simulated-aws\.log, line 1: it can't be read. Nothing was changed/;
    },
  },
];

describe('evenkeel dev refuses', () => {
  describe('a folder with', function () {
    for (const { name, damage } of damages)
      it(`${name}, and leaves it as it is`, () =>
        withFolder(async (folder) => {
          await fill(folder);
          await assertLeftAlone(folder, damage(folder));
        }));
  });

  it('a folder that another process has', () =>
    withFolder(async (folder) => {
      const first = startDev(['--dir', folder]);
      await first.says('Ctrl-C');
      const { status, stderr } = await runEvenkeel(['dev', '--dir', folder, ...trueCommand]);
      assert.equal(status, 1);
      assert.match(stderr, new RegExp(`objects is in use by process ${first.pid}: stop that one, or use another folder`));
      first.signal('SIGTERM');
      assert.equal((await first.ended).status, 0);
    }));

  it('a folder that is a file', () =>
    withFolder(async (folder) => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      const { status, stderr } = await runEvenkeel(['dev', '--dir', file, ...trueCommand]);
      assert.equal(status, 1);
      assert.match(stderr, /^evenkeel: .*EEXIST.*file/);
    }));

  it('a folder where there can be none', async () => {
    const { status, stderr } = await runEvenkeel(['dev', '--dir', '/proc/evenkeel/x', ...trueCommand]);
    assert.equal(status, 1);
    assert.match(stderr, /^evenkeel: --dir \/proc\/evenkeel\/x can't be made \(ENOENT: .*\); take another folder\n$/);
  });

  it('a folder that it may not write', function () {
    // Root may write anywhere but where the kernel itself says no.
    const isRoot = process.getuid?.() === 0;
    return withFolder(async (parent) => {
      const folder = isRoot ? '/sys/evenkeel' : join(parent, 'closed');
      if (!isRoot) {
        mkdirSync(folder);
        chmodSync(folder, 0o500);
      }
      const { status, stderr } = await runEvenkeel(['dev', '--dir', folder, ...trueCommand]);
      assert.equal(status, 1);
      assert.match(stderr, /^evenkeel: .*(?:EACCES|EROFS|EPERM).*\/(?:evenkeel|closed)/);
    });
  });

  for (const flag of ['port', 'simulator-port'])
    it(`a --${flag} that is in use`, async () => {
      const other = createServer();
      await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
      const { port } = other.address() as AddressInfo;
      const { status, stderr } = await runEvenkeel(['dev', '--ephemeral', `--${flag}=${port}`, ...trueCommand]);
      other.close();
      assert.equal(status, 1);
      const says = `port ${port} of 127.0.0.1 is in use by another program; take another with --${flag}, or a free one with --${flag}=0`;
      assert.equal(stderr, `evenkeel: ${says}\n`);
    });

  it('--aws=real without credentials, without waiting for anybody', async () => {
    const nowhere = { AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
    const { status, stderr } = await runEvenkeel(['dev', '--aws=real', '--ephemeral', ...trueCommand], {
      ...bareEnvironment(),
      ...nowhere,
    });
    assert.equal(status, 1);
    assert.match(stderr, /--aws=real: AWS does not say who you are \(CredentialsProviderError\); set AWS_PROFILE, or keys/);
  });

  it('flags that it does not know, with status 2', async () => {
    const { status, stderr, stdout } = await runEvenkeel(['dev', '--what']);
    assert.deepEqual({ status, stdout }, { status: 2, stdout: '' });
    assert.match(stderr, /'--what'.*see evenkeel dev --help/);
  });
});

describe('evenkeel run refuses', () => {
  it('a kubeconfig that is not there', async () => {
    const { status, stderr } = await runEvenkeel(['run', '--control-plane=test', '--kubeconfig', '/nonexistent/kubeconfig']);
    assert.equal(status, 1);
    assert.match(stderr, /^evenkeel: \/nonexistent\/kubeconfig: not a kubeconfig: ENOENT/);
  });
});
