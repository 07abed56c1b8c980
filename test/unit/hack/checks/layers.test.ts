import assert from 'node:assert/strict';
import { formatFinding } from '../../../../hack/checks/finding.ts';
import { findLayerBreaks } from '../../../../hack/checks/layers.ts';
import { parseSource } from '../../../../hack/checks/source-file.ts';

interface Case {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Absent: nothing to complain about. */
  readonly finding?: RegExp;
}

const cases: readonly Case[] = [
  { name: 'down two layers', path: 'src/aws/a.ts', text: `import { x } from '../base/x.ts';` },
  { name: 'within a layer', path: 'src/engine/plan/a.ts', text: `import { x } from '../report/x.ts';` },
  {
    name: 'up',
    path: 'src/engine/a.ts',
    text: `import { x } from '../aws/x.ts';`,
    finding: /src\/engine\/a\.ts:1: src\/engine may not import src\/aws/,
  },
  {
    name: 'up, types only',
    path: 'src/base/a.ts',
    text: `\nimport type { X } from '../kubernetes/x.ts';`,
    finding: /a\.ts:2: src\/base may not/,
  },
  { name: 'up, re-exported', path: 'src/kubernetes/a.ts', text: `export { x } from '../engine/x.ts';`, finding: /src\/kubernetes may not/ },
  {
    name: 'up, re-exported whole',
    path: 'src/kubernetes/a.ts',
    text: `export * from '../engine/x.ts';`,
    finding: /src\/kubernetes may not/,
  },
  { name: 'up, dynamically', path: 'src/kubernetes/a.ts', text: `await import('../engine/x.ts');`, finding: /src\/kubernetes may not/ },
  { name: 'out of src', path: 'src/cli/a.ts', text: `import { x } from '../../hack/x.ts';`, finding: /src\/ may not import hack\/x\.ts/ },
  {
    name: 'a folder that no rule knows',
    path: 'src/new/a.ts',
    text: `import { x } from '../base/x.ts';`,
    finding: /does not know the folder src\/new/,
  },
  {
    name: 'AWS in the engine',
    path: 'src/engine/a.ts',
    text: `import { EC2 } from '@aws-sdk/client-ec2';`,
    finding: /may not import @aws-sdk\/client-ec2/,
  },
  { name: 'AWS in aws', path: 'src/aws/a.ts', text: `import { EC2 } from '@aws-sdk/client-ec2';` },
  {
    name: 'a sandbox elsewhere in its folder',
    path: 'src/composition/api/a.ts',
    text: `import { Scope } from 'quickjs-emscripten-core';`,
    finding: /src\/composition\/api may not import quickjs/,
  },
  {
    name: 'connections of remote functions',
    path: 'src/composition/remote/a.ts',
    text: `import { createGrpcTransport } from '@connectrpc/connect-node';`,
    finding: /src\/composition\/remote may not import @connectrpc\/connect-node/,
  },
  { name: 'HTTP in the engine', path: 'src/engine/a.ts', text: `import { get } from 'node:http';`, finding: /may not import node:http/ },
  {
    name: 'a generated type file that runs code',
    path: 'src/aws/generated/vpc.ts',
    text: `import { x } from '../../base/x.ts';`,
    finding: /nothing but types/,
  },
  {
    name: 'a generated type file that imports a type',
    path: 'src/aws/generated/vpc.ts',
    text: `import type { X } from '../../base/x.ts';`,
  },
  { name: 'the generated list of kinds', path: 'src/aws/generated/kinds.ts', text: `import { vpc } from '../ec2/vpc.ts';` },
  { name: 'hack and test import what they like', path: 'hack/a.ts', text: `import { x } from '../src/cli/x.ts';` },
];

describe('findLayerBreaks', () => {
  for (const { name, path, text, finding } of cases) {
    it(`${finding === undefined ? 'lets pass' : 'reports'}: ${name}`, () => {
      const found = findLayerBreaks([parseSource(path, text)])
        .map(formatFinding)
        .join('\n');
      if (finding === undefined) assert.equal(found, '');
      else assert.match(found, finding);
    });
  }
});
