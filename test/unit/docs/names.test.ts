import assert from 'node:assert/strict';
import { devHelp } from '../../../src/cli/dev/dev-options.ts';
import { benchFlags } from '../../../hack/bench/options.ts';
import { runHelp } from '../../../src/cli/run/run-options.ts';
import { builtinResources } from '../../../src/devcluster/builtin/builtin-resources.ts';
import { annotation, finalizer } from '../../../src/engine/object/metadata.ts';
import { ec2Service } from '../../../src/simulator/ec2/ec2-service.ts';
import { rdsService } from '../../../src/simulator/rds/rds-service.ts';
import { stsService } from '../../../src/simulator/sts/sts-service.ts';
import { codeSpans, fences, pages, sourceText, type Page } from './pages.ts';

const source = sourceText();
const flagsIn = (help: string): readonly string[] => [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag);
/** The commands, and the pages that have tables of their flags. */
const commands = [
  { name: 'run', flags: flagsIn(runHelp()), path: 'docs/operations.md' },
  { name: 'dev', flags: flagsIn(devHelp()), path: 'docs/dev-api-server.md' },
  { name: 'bench', flags: benchFlags, path: 'docs/performance.md' },
];

/** Flags of other programs that pages speak of. */
const foreignFlags: ReadonlySet<string> = new Set([
  '--build-arg',
  '--controllers',
  '--files',
  '--from',
  '--grep',
  '--keep',
  '--pair',
  '--seeds',
]);

function pageNamed(path: string): Page {
  const page = pages().find((one) => one.path === path);
  assert.ok(page !== undefined, `${path} is missing`);
  return page;
}

/** The first code span of each row of the tables of a page. */
function firstColumn({ text }: Page): readonly string[] {
  return [...text.matchAll(/^\| `([^`]+)`/gm)].map(([, first = '']) => first);
}

/** Rows of the tables whose first head is `Reason`. */
function documentedReasons(page: Page): readonly string[] {
  const tables = page.text.split(/\n{2,}/).filter((block) => block.startsWith('| Reason |'));
  return tables.flatMap((table) => firstColumn({ ...page, text: table }));
}

/** Reasons of ours, as literals; those of the kinds are AWS's states. */
function reasonsInSource(): readonly string[] {
  const thrown = source.matchAll(/new (?:Terminal|Waiting|DeletionBlocked|ProviderConfigError)\(\s*'(\w+)'/g);
  const said = sourceText('src/engine/re*/**').matchAll(/reason: '([A-Z]\w+)'/g);
  return [...new Set([...thrown, ...said].map(([, reason = '']) => reason))].toSorted();
}

describe('names in the docs', () => {
  for (const { name, flags, path } of commands) {
    it(`list every flag of the ${name} command, and no other`, () => {
      assert.ok(flags.length > 5);
      const documented = firstColumn(pageNamed(path)).filter((cell) => cell.startsWith('--'));
      assert.deepEqual(documented.toSorted(), flags.toSorted());
    });
  }

  it('hold no flag that does not exist', () => {
    const named = pages().flatMap((page) => codeSpans(page).flatMap((span) => /^--[a-z-]+/.exec(span) ?? []));
    assert.ok(named.length > 10);
    assert.deepEqual(
      named.filter((flag) => !commands.some(({ flags }) => flags.includes(flag)) && !foreignFlags.has(flag)),
      [],
    );
  });

  it('list every annotation, and no other', () => {
    const named = new Set(
      pages().flatMap((page) => {
        const texts = [...codeSpans(page), ...fences(page).map(({ text }) => text)];
        return texts.flatMap((text) => [...text.matchAll(/(?<![\w.])evenkeel\.dev[/:][a-z-]*[a-z]/g)].map(([name]) => name));
      }),
    );
    const known = [...Object.values(annotation), finalizer];
    assert.deepEqual(
      known.filter((name) => !named.has(name)),
      [],
    );
    const written = (name: string): boolean => source.includes(`'${name}'`) || source.includes(`}${name.slice('evenkeel.dev:'.length)}\``);
    assert.deepEqual(
      [...named].filter((name) => !known.includes(name as (typeof known)[number]) && !written(name)),
      [],
    );
  });

  for (const path of ['docs/conditions.md', 'docs/provider-config.md']) {
    it(`hold no reason in ${path} that the source does not give`, () => {
      const documented = documentedReasons(pageNamed(path));
      assert.ok(documented.length > 5);
      assert.deepEqual(
        documented.filter((reason) => !source.includes(`'${reason}'`)),
        [],
      );
    });
  }

  it('list every reason that objects are given', () => {
    const documented = new Set(['docs/conditions.md', 'docs/provider-config.md'].flatMap((path) => codeSpans(pageNamed(path))));
    const reasons = reasonsInSource();
    assert.ok(reasons.includes('ManagementConflict') && reasons.includes('ProviderConfigNotFound'));
    assert.deepEqual(
      reasons.filter((reason) => !documented.has(reason)),
      [],
    );
  });

  it('list the AWS actions that are called, and no other', () => {
    const policy = fences(pageNamed('docs/operations.md')).find(({ language }) => language === 'json');
    const { Statement: statements } = JSON.parse(policy?.text ?? '{}') as { Statement: readonly { Action: readonly string[] }[] };
    const documented = statements.flatMap(({ Action: actions }) => actions);
    const aws = sourceText('src/aws/{ec2,rds}/**');
    const mutating = [...aws.matchAll(/(ec2|rds)Call\(\s*'(\w+)'/g)].map(([, service = '', name = '']) => `${service}:${name}`);
    const sent = [...aws.matchAll(/send\('(ec2|rds)', '(\w+)'/g)].map(([, service = '', name = '']) => `${service}:${name}`);
    const listed = [...aws.matchAll(/operation: '(\w+)'/g)].map(([, name = '']) => `${name.includes('DB') ? 'rds' : 'ec2'}:${name}`);
    assert.deepEqual(documented, [...new Set([...mutating, ...sent, ...listed])].toSorted());
  });

  it('list the built-in types of the dev API server, and no other', () => {
    const documented = firstColumn(pageNamed('docs/dev-api-server.md')).filter((name) => /^[A-Z][A-Za-z]+$/.test(name));
    assert.deepEqual(documented.toSorted(), [...new Set(builtinResources().map(({ kind }) => kind))].toSorted());
  });

  for (const { name, operations, resources } of [ec2Service, rdsService, stsService]) {
    it(`list what the simulator has of ${name}, and no other`, () => {
      const page = pageNamed('docs/simulator.md');
      const text = page.text.split('\n').filter((line) => line.startsWith(`| ${name} |`));
      const documented = codeSpans({ ...page, text: text.join('\n') });
      assert.deepEqual(documented.toSorted(), Object.keys(operations).toSorted());
      const named = codeSpans(page);
      assert.deepEqual(
        resources.map(({ type }) => type).filter((type) => !named.includes(type)),
        [],
      );
    });
  }

  it('list every metric of ours', () => {
    const metrics = [
      ...new Set([...source.matchAll(/name: '((?:evenkeel|workqueue|controller_runtime)_\w+)'/g)].map(([, name = '']) => name)),
    ];
    assert.ok(metrics.length > 5);
    const documented = codeSpans(pageNamed('docs/operations.md'));
    assert.deepEqual(
      metrics.filter((name) => !documented.includes(name)),
      [],
    );
  });
});
