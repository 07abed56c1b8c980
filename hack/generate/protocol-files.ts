import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from '../lib/run-command.ts';
import type { OutputFile } from './output-file.ts';

const folder = 'src/composition/remote';

/** Code of the messages in `run_function.proto`. Rejects with what the compiler says. */
export async function protocolFiles(root: string): Promise<readonly OutputFile[]> {
  const out = await mkdtemp(join(tmpdir(), 'evenkeel-protocol-'));
  const plugin = { local: 'protoc-gen-es', out, opt: ['target=ts', 'import_extension=ts'] };
  const programs = join(root, 'node_modules/.bin');
  try {
    const template = JSON.stringify({ version: 'v2', plugins: [plugin] });
    const { code, stderr } = await runCommand(join(programs, 'buf'), ['generate', folder, '--template', template], {
      cwd: root,
      env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`, BUF_CACHE_DIR: out },
    });
    if (code !== 0) throw new Error(`${folder}/run_function.proto: ${stderr}`);
    const name = 'run_function_pb.ts';
    return [{ path: `${folder}/generated/${name}`, content: await readFile(join(out, name), 'utf8') }];
  } finally {
    await rm(out, { recursive: true });
  }
}
